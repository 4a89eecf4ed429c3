import Catalog
public import SystemPackage

/// Where a collection or verification keeps what it knows.
public enum CatalogLocation: Hashable, Sendable {
  /// In the data set's own folder `.fastai`.
  case dataset
  /// In a work folder, for data that cannot be written.
  case folder(FilePath)
  /// Nowhere: what is held is judged by the files alone.
  case none

  func open(dataset: FilePath) throws -> Catalog? {
    switch self {
    case .dataset: try Catalog(dataset: dataset)
    case .folder(let folder): try Catalog(dataset: dataset, work: folder)
    case .none: nil
    }
  }

  /// The catalog if there is one, for work that leaves the data set as it is.
  func openIfThere(dataset: FilePath) throws -> Catalog? {
    self == .dataset && !Catalog.exists(inDataset: dataset) ? nil : try open(dataset: dataset)
  }
}

/// Finds the data set that a folder belongs to.
enum DatasetRoot {
  /// The data set of a class folder that is about to be filled: its parent, unless it has a catalog itself.
  static func of(classFolder folder: FilePath) -> FilePath {
    Catalog.exists(inDataset: folder) ? folder : parent(of: folder)
  }

  /// The data set of a folder that is about to be looked through: itself, unless only its parent has a catalog.
  static func of(anyFolder folder: FilePath) -> FilePath {
    let parent = parent(of: folder)
    return !Catalog.exists(inDataset: folder) && Catalog.exists(inDataset: parent) ? parent : folder
  }

  private static func parent(of folder: FilePath) -> FilePath {
    let parent = folder.lexicallyNormalized().removingLastComponent()
    return parent.isEmpty ? "." : parent
  }
}
