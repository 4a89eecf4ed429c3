public import SystemPackage

/// Where what is known about a data set is kept.
public enum CatalogLocation: Hashable, Sendable {
  /// In the data set's own folder `.fastai`.
  case dataset
  /// In a work folder, for data that cannot be written.
  case folder(FilePath)
  /// Nowhere: files are judged by themselves alone.
  case none

  /// - Returns: The catalog, which is made where there is none; nil for `.none`.
  /// - Throws: ``CatalogError``.
  package func open(dataset: FilePath) throws -> Catalog? {
    switch self {
    case .dataset: try Catalog(dataset: dataset)
    case .folder(let folder): try Catalog(dataset: dataset, work: folder)
    case .none: nil
    }
  }

  /// The catalog if there is one, for work that leaves the data set as it is.
  package func openIfThere(dataset: FilePath) throws -> Catalog? {
    self == .dataset && !Catalog.exists(inDataset: dataset) ? nil : try open(dataset: dataset)
  }
}
