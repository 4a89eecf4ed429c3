import Foundation
import Images
package import SystemPackage
import Training

/// Finds images below a folder: by what they contain, not by what they are called.
package enum ImageFiles {
  /// What lies below a folder.
  struct Found {
    /// In the order of their paths' code points, the same on every machine.
    var images: [FilePath] = []
    /// Files that are named as images and are none.
    var broken: [FilePath] = []
  }

  /// All images below a folder, in the order of their paths, hidden files and folders left out.
  package static func images(below folder: FilePath) -> [FilePath] {
    ((try? find(below: folder)) ?? Found()).images
  }

  /// - Parameters:
  ///   - folder: Where to look.
  ///   - recursive: Whether to look in the folders of the folder too.
  ///   - enters: Which of the folders directly below `folder` to look into.
  /// - Returns: Images, and files that are only named as such.
  /// - Throws: `LearnerError` when the folder is missing.
  static func find(
    below folder: FilePath, recursive: Bool = true, enters: (String) -> Bool = { _ in true }
  ) throws -> Found {
    guard let names = names(in: folder) else {
      throw LearnerError(
        .data, "there is no folder \(folder) that can be read", remedy: "give the folder that holds the images")
    }
    var found = Found()
    var seen: Set<String> = [real(folder)]
    for name in names {
      let path = folder.appending(name)
      if !isDirectory(path) {
        found.take(path)
      } else if recursive, !DatasetFolders.others.contains(name), enters(name) {
        descend(into: path, &found, &seen)
      }
    }
    found.images.sort { $0.string.precedesByCodePoint($1.string) }
    return found
  }

  /// Names of the folders in a folder, sorted, those left out that never are classes.
  static func folders(in root: FilePath) -> [String] {
    (names(in: root) ?? []).filter { !DatasetFolders.others.contains($0) && isDirectory(root.appending($0)) }
      .sorted { $0.precedesByCodePoint($1) }
  }

  /// Follows links, each folder once, so that a link to a folder above does not go round for ever.
  private static func descend(into folder: FilePath, _ found: inout Found, _ seen: inout Set<String>) {
    guard seen.insert(real(folder)).inserted else { return }
    for name in names(in: folder) ?? [] {
      let path = folder.appending(name)
      if isDirectory(path) { descend(into: path, &found, &seen) } else { found.take(path) }
    }
  }

  private static func names(in folder: FilePath) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder.string).filter { !DatasetFolders.isHidden($0) }
  }

  private static func real(_ path: FilePath) -> String {
    URL(fileURLWithPath: path.string).resolvingSymlinksInPath().path
  }

  static func isImage(_ path: FilePath) -> Bool {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec]) else {
      return false
    }
    let head = try? file.closeAfter {
      try [UInt8](unsafeUninitializedCapacity: 64) { $1 = try file.read(into: UnsafeMutableRawBufferPointer($0)) }
    }
    return head.flatMap { ImageFormat.sniff($0) } != nil
  }

  static func isDirectory(_ path: FilePath) -> Bool {
    var result: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.string, isDirectory: &result) && result.boolValue
  }
}

extension ImageFiles.Found {
  mutating func remove(_ isLeftOut: (FilePath) -> Bool) {
    images.removeAll(where: isLeftOut)
    broken.removeAll(where: isLeftOut)
  }

  fileprivate mutating func take(_ path: FilePath) {
    guard ImageSuffix.mayBeImage(path) else { return }
    if ImageFiles.isImage(path) {
      images.append(path)
    } else if ImageSuffix.isImage(path) {
      broken.append(path)
    }
  }
}

extension String {
  /// Python's order of strings, which does not depend on the machine's language.
  func precedesByCodePoint(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension FilePath {
  /// As seen from a folder, with plain slashes; the whole path when it lies elsewhere.
  func relative(to folder: FilePath) -> FilePath {
    var result = lexicallyNormalized()
    let isBelow = result.removePrefix(folder.lexicallyNormalized())
    return isBelow ? result : self
  }

  /// The same for every spelling of one path.
  var identity: String {
    let folder = FilePath(FileManager.default.currentDirectoryPath)
    return (isAbsolute ? self : folder.pushing(self)).lexicallyNormalized().string
  }
}
