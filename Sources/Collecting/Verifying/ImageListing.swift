import Images
import SystemPackage

/// A file that is to be looked at.
struct ListedFile: Hashable, Sendable {
  var path: FilePath
  /// Seen from the data set.
  var relative: FilePath
  var bytes: Int
  var modified: Int64

  /// The class that the file stands for: the name of the folder that it lies in.
  var label: String { path.removingLastComponent().lastComponent?.string ?? "" }
}

/// Lists what is, or claims to be, or may be an image.
enum ImageListing {
  /// The files under `folder`, sorted by path. Hidden ones are left out, as are ``DatasetFolders/others`` and files whose
  /// suffix says that they are something else. Links to folders are not followed: what is behind them may be somebody
  /// else's, and verifying moves and deletes.
  static func files(in folder: FilePath, root: FilePath) throws -> [ListedFile] {
    guard Files.facts(folder)?.isFolder == true else {
      throw CollectingError(
        .missingFolder, path: folder, message: Files.exists(folder) ? "not a folder" : "there is no such folder",
        remedy: "Give the folder that holds the class folders")
    }
    var files: [ListedFile] = []
    try visit(folder, relative: folder.relative(to: root), &files)
    return files
  }

  private static func visit(_ folder: FilePath, relative: FilePath, _ files: inout [ListedFile]) throws {
    for name in try Files.names(in: folder) where !DatasetFolders.isHidden(name) {
      let path = folder.appending(name)
      guard let facts = Files.facts(path) else { continue }
      let relative = relative.appending(name)
      if facts.isFolder {
        if !DatasetFolders.others.contains(relative.string) && !Files.isLink(path) {
          try visit(path, relative: relative, &files)
        }
      } else if isCandidate(path, relative) {
        files.append(ListedFile(path: path, relative: relative, bytes: facts.bytes, modified: facts.modified))
      }
    }
  }

  /// Beside the class folders lie files of other kinds; one without a telling suffix counts only if it is an image.
  private static func isCandidate(_ path: FilePath, _ relative: FilePath) -> Bool {
    if ImageSuffix.isImage(path) { return true }
    guard ImageSuffix.mayBeImage(path) else { return false }
    return relative.components.count > 1 || ImageFormat.sniff((try? Files.head(path)) ?? []) != nil
  }
}
