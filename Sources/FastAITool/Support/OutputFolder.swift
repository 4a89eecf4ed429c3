import Foundation
import SystemPackage

/// Makes sure, before long work, that its result can be written. Changes nothing.
enum OutputFolder {
  /// Looks at the nearest folder above the file that exists already.
  static func check(_ file: FilePath) throws {
    let wanted = FilePath(file.removingLastComponent().isEmpty ? "." : file.removingLastComponent().string)
    var folder = wanted
    while !FileManager.default.fileExists(atPath: folder.string) {
      let parent = folder.removingLastComponent()
      if parent == folder { break }
      folder = parent.isEmpty ? "." : parent
    }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: folder.string, isDirectory: &isFolder)
    guard exists, isFolder.boolValue, FileManager.default.isWritableFile(atPath: folder.string) else {
      throw CommandError(
        code: .inputOutput, message: "the folder \(wanted) cannot be written, so nothing could be kept there",
        remedy: "Choose another place: --output for a model, --dir for the demo")
    }
  }
}
