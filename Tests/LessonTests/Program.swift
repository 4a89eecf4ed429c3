import Foundation

/// A program of Examples, run as a user runs it.
struct Program {
  let status: Int32
  let lines: [String]

  /// It lies beside the tests. `environment` is added to this process's.
  static func run(
    _ name: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> Program {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: (try? pipe.fileHandleForReading.readToEnd()) ?? Data())
      }
    }
    process.waitUntilExit()
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    return Program(status: process.terminationStatus, lines: lines)
  }

  /// Runs `body` with a folder that is gone afterwards.
  static func inFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = NSTemporaryDirectory() + "example-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }
}
