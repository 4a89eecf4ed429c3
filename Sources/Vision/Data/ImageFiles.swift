import Foundation
import Images
public import SystemPackage
import Training

/// An image of a data set and its class.
public struct ImageItem: Sendable, Hashable {
  public let path: FilePath
  /// Index into the data set's classes.
  public let label: Int
}

/// Finds the images of a data set: by what they contain, not by what they are called.
package enum ImageFiles {
  /// Folders that are never classes.
  static let ignoredFolders: Set<String> = ["models", "__MACOSX"]
  /// Names that promise an image. A file with another name is one when its content says so.
  private static let imageSuffixes: Set<String> = [
    "jpg", "jpeg", "jpe", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "avif",
  ]

  /// Images below each class folder of `root`, in the order of their paths, hidden files and folders left out.
  ///
  /// - Returns: Class names with their images; classes without images are left out.
  /// - Throws: `LearnerError` when the folder is missing, or files with an image's name are none.
  static func byClass(in root: FilePath) throws -> [(name: String, paths: [FilePath])] {
    var broken: [FilePath] = []
    let classes = try folders(in: root).map { name in
      (name: name, paths: images(below: root.appending(name), broken: &broken))
    }
    try refuse(broken)
    return classes.filter { !$0.paths.isEmpty }
  }

  static func folders(in root: FilePath) throws -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: root.string) else {
      throw LearnerError(
        .data, "there is no folder \(root) that can be read", remedy: "give the folder that holds one folder a class")
    }
    return names.filter { isDirectory(root.appending($0)) && !$0.hasPrefix(".") && !ignoredFolders.contains($0) }
      .sorted()
  }

  /// All images below a folder, in the order of their paths.
  package static func images(below folder: FilePath) -> [FilePath] {
    var broken: [FilePath] = []
    return images(below: folder, broken: &broken)
  }

  private static func images(below folder: FilePath, broken: inout [FilePath]) -> [FilePath] {
    let options: FileManager.DirectoryEnumerationOptions = [.skipsHiddenFiles]
    let found = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder.string, isDirectory: true), includingPropertiesForKeys: nil, options: options)
    let names = (found?.compactMap { ($0 as? URL)?.path } ?? []).sorted()
    return names.map { FilePath($0) }.filter { path in
      guard !isDirectory(path) else { return false }
      if isImage(path) { return true }
      if imageSuffixes.contains(path.extension?.lowercased() ?? "") { broken.append(path) }
      return false
    }
  }

  private static func refuse(_ broken: [FilePath]) throws {
    guard let first = broken.first else { return }
    let others = broken.count == 1 ? "" : " (and \(broken.count - 1) more)"
    throw LearnerError(
      .data, "\(first) is named as an image but is none\(others)",
      remedy: "run `fastai verify` on the folder: it moves such files to quarantine, from which they can be restored")
  }

  private static func isImage(_ path: FilePath) -> Bool {
    guard let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path.string)) else { return false }
    defer { try? file.close() }
    return ((try? file.read(upToCount: 64)) ?? nil).flatMap { ImageFormat.sniff($0) } != nil
  }

  private static func isDirectory(_ path: FilePath) -> Bool {
    var result: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.string, isDirectory: &result) && result.boolValue
  }
}
