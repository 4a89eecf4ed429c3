import Demo
import Foundation
import Images
import SystemPackage
import TorchNN
import Vision

extension TemporaryFolder {
  /// Drawn bears, `count` of each class, below a folder.
  func drawBears(
    _ count: Int = 10, kinds: [DrawnBear.Kind] = [.black, .teddys], to name: String = "data"
  ) throws {
    for kind in kinds {
      for index in 0..<count {
        try write(DemoSite.unseenBear(kind, index, seed: 5), to: "\(name)/\(kind)/\(index).jpg")
      }
    }
  }

  /// The random weights of a ResNet-18, in place of ImageNet's.
  func makeWeights() throws -> String {
    let file = self("resnet18.safetensors")
    if !FileManager.default.fileExists(atPath: file) {
      try Architecture.resnet18.makeNetwork().stateDictionary.write(to: FilePath(file))
    }
    return file
  }
}

extension Binary {
  /// Runs it until `isTime` says so of its output's lines so far, and kills it without warning.
  ///
  /// - Returns: Whether it was killed, and had not ended before.
  static func killed(_ arguments: [String], when isTime: @escaping @Sendable ([String]) -> Bool) async throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    try process.run()
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var text = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1), !part.isEmpty {
          text.append(part)
          guard part.first == 10 else { continue }
          if isTime(String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)) {
            kill(process.processIdentifier, SIGKILL)
          }
        }
        process.waitUntilExit()
        continuation.resume(returning: process.terminationReason == .uncaughtSignal)
      }
    }
  }
}
