import Foundation
import SystemPackage

/// Makes sure, before long work, that its result can be written.
enum OutputFolder {
  /// Makes the folder of a file to be, and writes and removes a file there.
  static func check(_ file: FilePath) throws {
    let parent = file.removingLastComponent()
    let folder = parent.isEmpty ? FilePath(".") : parent
    let probe = folder.appending(".fastai-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: probe.string))
      try FileManager.default.removeItem(atPath: probe.string)
    } catch {
      throw CommandError(
        code: .inputOutput, message: "the folder \(folder) cannot be written, so the model could not be kept",
        remedy: "Choose another file with --output")
    }
  }
}
