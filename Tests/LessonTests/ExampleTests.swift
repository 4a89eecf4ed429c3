import FastAI
import Foundation
import TestSupport
import Testing

/// Each program of `Examples/examples`, run as its page in the documentation says.
@Suite("Examples")
struct ExampleTests {
  private let weights: StandInWeights

  init() throws { weights = try StandInWeights() }

  private func run(_ name: String, writes files: [String] = []) async throws -> [String] {
    try await Program.inFolder { folder in
      let run = try await Program.run(
        "examples", [name, folder], environment: weights.environment)
      #expect(run.status == 0)
      for file in files { #expect(FileManager.default.fileExists(atPath: "\(folder)/\(file)"), "\(file)") }
      return run.lines
    }
  }

  /// The rows of the epoch table: epoch, losses, metrics, time.
  private func table(_ lines: [String]) -> [[Double]] {
    lines.filter { $0.hasSuffix(" ") || $0.contains(":") }.map { $0.split(separator: " ").compactMap { Double($0) } }
      .filter { $0.count >= 3 }
  }

  @Test("the steps of the lesson print their table and draw their pictures")
  func happened() async throws {
    let lines = try await run("happened", writes: ["batch.png", "finder.svg", "schedule.svg"])
    #expect(table(lines).count == 4)
  }

  @Test("a table names pictures, classes and sides")
  func ownData() async throws {
    let lines = try await run("own-data", writes: ["batch.png"])
    #expect(lines.first?.hasPrefix(#"["cross", "disc", "square"] 3 "#) == true)
    #expect(lines.last == "column 48 12" || lines.last?.hasSuffix(" 48 12") == true)
  }

  @Test("mistakes are listed and drawn")
  func mistakes() async throws {
    let lines = try await run("mistakes", writes: ["top-losses.png", "confusion.svg"])
    #expect(lines.prefix(3).allSatisfy { $0.hasPrefix("[") } && lines.suffix(3).allSatisfy { $0.contains(".jpg ") })
  }

  @Test("a callback ends the training and leaves its notes")
  func ownCallback() async throws {
    let lines = try await run("own-callback")
    #expect(lines.contains { $0.contains("largest gradient: ") })
    if weights.areReal { #expect(lines.last?.hasPrefix("stopped: the error rate is 0") == true) }
  }

  @Test("metrics stand in the table under their names")
  func ownMetric() async throws {
    let lines = try await run("own-metric")
    #expect(lines.contains { $0.contains("error_rate") && $0.contains("sureness") && $0.contains("dangerous") })
    #expect(table(lines).allSatisfy { (0...1).contains($0[4]) && (0...1).contains($0[5]) } && table(lines).count == 3)
  }

  @Test("a network of one's own is summed up, trains and is saved")
  func ownModel() async throws {
    let lines = try await run("own-model", writes: ["bears/models/small-net.safetensors"])
    #expect(lines.contains { $0.contains("Conv2d") } && table(lines).count >= 3)
  }

  @Test("a loop of one's own lowers the error")
  func ownLoop() async throws {
    let rates = try await run("own-loop").compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    #expect(rates.count == 3 && rates.min() ?? 1 < 0.67, "guessing is wrong two times of three")
  }

  @Test("several classes at once are learned")
  func manyLabels() async throws {
    let lines = try await run("many-labels", writes: ["shapes.safetensors"])
    #expect(table(lines).last.map { $0[3] > (weights.areReal ? 0.8 : 0.4) } == true, "accuracy of the labels")
    #expect(lines.filter { $0.contains(" → ") }.count == 4)
  }

  @Test("a number is learned from a picture")
  func howLarge() async throws {
    let lines = try await run("how-large")
    #expect(table(lines).last.map { $0[4] > (weights.areReal ? 0.5 : -1000) } == true, "r2: 0 for the mean")
    #expect(lines.filter { $0.contains(" → ") }.count == 3)
  }

  @Test("digits are told apart by two matrices")
  func digits() async throws {
    let lines = try await run("digits")
    let rows = lines.filter { $0.count == 28 && !$0.contains(" ") }
    #expect(rows.count == 28 && rows[14].contains { $0 != "·" })
    #expect(table(lines).last.map { $0[3] > 0.9 } == true)
    #expect(lines.last == "an eight is taken for 8")
  }

  @Test("the most similar pictures are drawn")
  func similar() async throws {
    let lines = try await run("similar", writes: ["similar.png"])
    #expect(lines.last?.contains(" is most like [") == true)
  }

  @Test("an application of one's own answers with the class, and refuses what is no picture")
  func inYourApp() async throws {
    let lines = try await run("in-your-app")
    #expect(lines.count == 3 && lines[0].hasPrefix("200 ") && lines[1].hasPrefix("422 "))
    #expect(lines.last?.hasPrefix("200 {\"predictions\":[[") == true)
  }

  @Test("the lesson runs through the catalog")
  func catalog() async throws {
    let lines = try await run("catalog", writes: ["bears/cleaned.csv"])
    #expect(lines.last == "run 1 of 1")
    #expect(lines.contains("grizzly quarantined 3") && lines.contains("black quarantined 2"))
  }

  @Test("every name of the two notebooks has its Swift")
  func translated() async throws {
    #expect(try await run("translated").last == "every name was called")
  }

  @Test("an unknown name is a usage error, and none lists them")
  func usage() async throws {
    #expect(try await Program.run("examples", ["nothing"]).status == 64)
    let listed = try await Program.run("examples")
    #expect(listed.status == 0 && listed.lines.count > 10)
  }
}

/// A folder with the weights of a ResNet-18 under their official name: real ones where they are at hand, else random ones.
private final class StandInWeights: Sendable {
  let path: FilePath
  let areReal: Bool

  init() throws {
    path = FilePath(NSTemporaryDirectory()) / "weights-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    let file = path / (PretrainedWeights(for: .resnet18)?.fileName ?? "")
    areReal = SharedData.weights("resnet18-ktb.pth") != nil
    if let real = SharedData.weights("resnet18-ktb.pth") {
      try FileManager.default.createSymbolicLink(atPath: file.string, withDestinationPath: real.string)
    } else {
      try Architecture.resnet18.makeNetwork().stateDictionary.write(to: file)
    }
  }

  /// One thread each: threads that wait for each other on a busy machine take many times as long.
  var environment: [String: String] { ["FASTAI_WEIGHTS_DIR": path.string, "OMP_NUM_THREADS": "1"] }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }
}
