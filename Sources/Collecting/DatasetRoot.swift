import Catalog
import SystemPackage

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
