import Foundation
import SystemPackage
import Testing
import TorchNN

@Suite("fastai train --resume", .serialized)
struct ResumeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.drawBears()
  }

  private func options(_ model: String, _ more: [String] = []) throws -> [String] {
    [
      "train", folder("data"), "--arch", "resnet18", "--weights", try folder.makeWeights(), "--size", "32",
      "--batch-size", "4", "--epochs", "2", "--unfreeze-epochs", "2", "--split", "random", "--threads", "1", "--json",
      "--checkpoint-every", "1", "--mixup", "0.4", "--output", folder(model),
    ] + more
  }

  @Test("killed anywhere, a run goes on to the very weights of the run that was not: a head on cached features, too")
  func killed() async throws {
    let whole = try await Binary.run(options("whole.safetensors"))
    try #require(whole.status == 0, "\(whole.errors)")
    // The tensors to the bit; the description beside them holds the date.
    let want = try WeightFile(contentsOf: FilePath(folder("whole.safetensors"))).sha256OfTensors()

    // Killed in turn at each of these, and taken up again: in the first epoch, between epochs, in the second stage.
    let (model, checkpoint) = ("cut.safetensors", folder("cut.checkpoint.safetensors"))
    let first = try await killedAtCheckpoint(checkpoint, options(model))
    #expect(first)
    for epochs in [1, 1, 1] {
      let wasKilled = try await Binary.killed(options(model, ["--resume"])) { lines in
        lines.count { $0.contains("\"event\":\"epoch\"") } >= epochs
      }
      #expect(wasKilled && !FileManager.default.fileExists(atPath: folder(model)))
    }
    let last = try await Binary.run(options(model, ["--resume"]))
    try #require(last.status == 0, "\(last.errors)")
    #expect(try last.events.first?["event"] as? String == "resumed")
    #expect(try WeightFile(contentsOf: FilePath(folder(model))).sha256OfTensors() == want)
    #expect(!FileManager.default.fileExists(atPath: checkpoint))
    let sums = try [whole, last].map { try #require($0.events.last) }
    for key in ["errorRate", "validLoss", "epochs"] {
      #expect(sums[0][key] as? Double == sums[1][key] as? Double, "\(key)")
    }
  }

  /// Kills the run as soon as its first checkpoint stands: in the middle of the first epoch.
  private func killedAtCheckpoint(_ file: String, _ arguments: [String]) async throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: Binary.path)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: file) {
      try await Task.sleep(for: .milliseconds(2))
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  @Test("Ctrl-C keeps a checkpoint and says how to go on")
  func interrupted() async throws {
    let stopped = try await Binary.run(options("m.safetensors", ["--epochs", "500"]), interruptedAfter: .seconds(4))
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("--resume"))
    #expect(FileManager.default.fileExists(atPath: folder("m.checkpoint.safetensors")))
    let other = try await Binary.run(options("m.safetensors", ["--epochs", "3", "--lr", "1e-2", "--resume"]))
    #expect(other.status == 65)
    #expect(other.errors.contains("--epochs 500, --lr 0.003"))
    try FileManager.default.removeItem(atPath: folder("data/black/0.jpg"))
    let fewer = try await Binary.run(options("m.safetensors", ["--epochs", "500", "--resume"]))
    #expect(fewer.status == 65 && fewer.errors.contains("the pictures"))
  }

  @Test("without a run to go on with, --resume says so")
  func nothing() async throws {
    let result = try await Binary.run(options("m.safetensors", ["--resume"]))
    #expect(result.status == 65)
    #expect(result.errors.contains("no run to go on with") && result.errors.contains("Leave --resume out"))
  }
}
