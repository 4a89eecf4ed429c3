import Catalog
import Foundation
import Images
import SystemPackage
import Testing
import TorchNN

@Suite("fastai train, predict")
struct TrainTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Twelve pictures of each class: dark ones and light ones.
  private func drawPictures(_ classes: [String] = ["dark", "light"]) throws {
    for (label, name) in classes.enumerated() {
      for index in 0..<12 {
        let pixels = (0..<40 * 40 * 3).map { UInt8(truncatingIfNeeded: label * 160 + ($0 * (index + 3)) % 60) }
        let image = try RGBImage(width: 40, height: 40, pixels: pixels)
        try folder.write(image.encoded(as: .png), to: "data/\(name)/\(index).png")
      }
    }
  }

  private func train(_ more: String...) async throws -> Binary.Result {
    let options = ["--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "2"]
    return try await Binary.run(["train", folder("data")] + options + more)
  }

  @Test("with --json there is an event for each epoch, the sum comes last, and predict agrees with the model")
  func trainsAndPredicts() async throws {
    try drawPictures()
    let result = try await train("--json", "--split", "random", "--valid-fraction", "0.25")
    try #require(result.status == 0, "\(result.errors)")
    let events = try result.events
    let epochs = events.filter { $0["event"] as? String == "epoch" }
    #expect(epochs.count == 2)
    for key in ["stage", "epoch", "trainLoss", "validLoss", "errorRate", "seconds"] {
      #expect(epochs.allSatisfy { $0[key] != nil }, "\(key)")
    }
    let last = try #require(events.last)
    #expect(last["event"] as? String == "trained")
    #expect(last["trainImages"] as? Int == 18 && last["validImages"] as? Int == 6)
    let interval = try #require(last["errorRateInterval"] as? [Double])
    let rate = try #require(last["errorRate"] as? Double)
    #expect(interval[0] <= rate && rate <= interval[1])

    let model = try #require(last["model"] as? String)
    let answer = try await Binary.run(["predict", model, folder("data/dark"), "--json"])
    #expect(answer.status == 0)
    let predictions = try answer.events
    #expect(predictions.count == 12)
    #expect(predictions.allSatisfy { ($0["predictions"] as? [Any])?.count == 2 })

    let runs = try Catalog(dataset: FilePath(folder("data"))).trainingRuns()
    #expect(runs.map(\.epochs) == [2] && runs.map(\.trainImages) == [18] && runs.map(\.validImages) == [6])
    #expect(runs.map(\.errorRate) == [rate] && runs.map(\.architecture) == ["resnet18"])
    #expect(runs.first?.model == FilePath(model) && runs.first?.ended != nil)
    #expect(runs.first?.modelSHA256 == (try sha256(of: FilePath(model))))
    #expect(runs.first?.arguments.contains("\"split\":\"random\"") == true)
  }

  @Test("a catalog that cannot be written costs a note, not the training")
  func noCatalog() async throws {
    try drawPictures()
    try folder.write([0], to: "data/.fastai")
    let result = try await train("--epochs", "0")
    #expect(result.status == 0 && result.errors.contains("not in the data set's catalog"), "\(result.errors)")
  }

  @Test("a stage that makes the network worse is not kept, unless the last weights are asked for")
  func keep() async throws {
    try drawPictures()
    let options = ["--epochs", "1", "--unfreeze-epochs", "1", "--json", "--split", "random", "--lr", "1e-4"]
    // A rate that spoils the network in its second stage.
    let spoiling = options + ["--unfreeze-lr", "3e-2,3e-2"]
    func run(_ more: String...) async throws -> (epochs: [[String: Any]], last: [String: Any]) {
      let result = try await Binary.run(
        ["train", folder("data"), "--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8"]
          + spoiling + more)
      try #require(result.status == 0, "\(result.errors)")
      let events = try result.events
      return (events.filter { $0["event"] as? String == "epoch" }, try #require(events.last))
    }
    let best = try await run()
    let losses = (best.epochs + [best.last]).compactMap { $0["validLoss"] as? Double }
    try #require(losses.count == 3 && losses[1] > losses[0], "\(losses)")
    #expect(abs(losses[2] / losses[0] - 1) < 1e-4, "\(losses)")
    #expect(best.last["keptEpoch"] as? Int == 0 && best.last["keptStage"] as? String == "unfrozen")
    let last = try await run("--keep", "last")
    #expect(last.last["keptEpoch"] is NSNull)
  }

  @Test("--epochs 0 writes a model with an untrained head")
  func noEpochs() async throws {
    try drawPictures()
    let result = try await train("--epochs", "0", "--output", folder("m.safetensors"))
    #expect(result.status == 0)
    #expect(FileManager.default.fileExists(atPath: folder("m.safetensors")))
  }

  @Test("for people the losses are drawn, small after each stage and larger at the end")
  func drawn() async throws {
    try drawPictures()
    let result = try await train("--epochs", "1", "--lr", "1e-4", "--batch-size", "4")
    #expect(result.status == 0, "\(result.errors)")
    let sparkline = try #require(result.lines.first { $0.hasPrefix("losses  ") })
    #expect(sparkline.contains { "▁▂▃▄▅▆▇█".contains($0) })
    let chart = try #require(result.lines.firstIndex { $0.trimmingCharacters(in: .whitespaces) == "Losses" })
    #expect(result.lines[chart...].contains { $0.contains("┤") })
    #expect(result.lines[chart...].contains { $0.contains("Batches processed") })
  }

  @Test("beside the model stands a report that needs nothing else")
  func report() async throws {
    try folder.drawBears(14)
    let options = ["--arch", "resnet18", "--size", "32", "--batch-size", "8", "--epochs", "1"]
    let result = try await Binary.run(
      ["train", folder("data"), "--weights", "none", "--lr", "1e-5", "--split", "random", "--json"] + options)
    try #require(result.status == 0, "\(result.errors)")
    let events = try result.events
    let sum = try #require(events.last)
    let path = try #require(sum["report"] as? String)
    #expect(path == folder("data/models/model.report.html"))
    let page = try String(contentsOfFile: path, encoding: .utf8)
    for word in ["Error rate", "Confusion", "Losses", "Settings", "data:image/jpeg;base64", "<svg", "taken for"] {
      #expect(page.localizedCaseInsensitiveContains(word) || word == "Confusion", "\(word)")
    }
    #expect(!page.contains("src=\"http") && !page.contains("href="))
    let kinds = events.filter { $0["event"] as? String == "diagnosis" }.compactMap { $0["kind"] as? String }
    #expect(kinds.contains("few validation items"))
    #expect(try folder.names("data/models") == ["model.report.html", "model.safetensors"])
  }

  @Test("with cached features the frozen stage trains the head, and views are compared with the plain pictures")
  func cached() async throws {
    try folder.drawBears()
    let options = ["--arch", "resnet18", "--size", "32", "--batch-size", "8", "--epochs", "2", "--split", "random"]
    let weights = try folder.makeWeights()
    let result = try await Binary.run(
      ["train", folder("data"), "--weights", weights, "--cache-views", "2", "--calibrate", "--json"] + options)
    try #require(result.status == 0, "\(result.errors)")
    let sum = try #require(result.events.last)
    #expect(sum["plainErrorRate"] as? Double != nil && sum["temperature"] as? Double != nil)
    #expect(try result.events.filter { $0["event"] as? String == "epoch" }.count == 2)
    let refused = try await Binary.run(["train", folder("data"), "--weights", "none", "--cache-features"])
    #expect(refused.status == 64)
  }

  @Test("predict writes CSV into a pipe, and goes on after a file that is no picture")
  func csv() async throws {
    try drawPictures()
    _ = try await train("--epochs", "0", "--output", folder("m.safetensors"))
    try folder.write(Array("no picture".utf8), to: "page.jpg")
    let result = try await Binary.run([
      "predict", folder("m.safetensors"), folder("page.jpg"), folder("data/dark/0.png"),
    ])
    #expect(result.status == 65)
    #expect(result.lines.first == "path,label,probability")
    #expect(result.lines.count == 2)
    #expect(result.errors.contains("page.jpg"))
  }

  // MARK: Bad input: a paragraph with the remedy, an exit code, and nothing half-written

  private func expectRefusal(_ result: Binary.Result, _ status: Int32, saying words: String...) {
    #expect(result.status == status, "\(result.errors)")
    for word in words { #expect(result.errors.contains(word), "\(word) in: \(result.errors)") }
    #expect(!FileManager.default.fileExists(atPath: folder("data/models/model.safetensors")))
  }

  @Test("an empty folder is refused")
  func emptyFolder() async throws {
    try FileManager.default.createDirectory(atPath: folder("data"), withIntermediateDirectories: true)
    expectRefusal(try await train(), 65, saying: "no class folders", "make a folder for each class")
  }

  @Test("a folder with one class is refused")
  func oneClass() async throws {
    try drawPictures(["dark"])
    expectRefusal(try await train(), 65, saying: "only one class", "at least two")
  }

  @Test("a missing folder is refused, and is not made")
  func missingFolder() async throws {
    expectRefusal(try await train(), 65, saying: "no folder")
    #expect(!FileManager.default.fileExists(atPath: folder("data")))
  }

  @Test("a missing weights file is refused")
  func missingWeights() async throws {
    try drawPictures()
    expectRefusal(try await train("--weights", folder("none.pth")), 74, saying: "none.pth")
  }

  @Test("a file that holds no weights is refused")
  func noWeights() async throws {
    try drawPictures()
    try folder.write(Array("no weights".utf8), to: "text.pth")
    expectRefusal(try await train("--weights", folder("text.pth")), 65, saying: "text.pth")
  }

  @Test("the weights of another architecture are refused")
  func otherArchitecture() async throws {
    try drawPictures()
    _ = try await train("--epochs", "0", "--output", folder("m.safetensors"))
    expectRefusal(
      try await train("--arch", "resnet34", "--weights", folder("m.safetensors")), 65,
      saying: "does not hold the weights of resnet34",
      "To mend it")
  }

  @Test("a text file named .jpg is left out with a warning, several are refused, and verify is named as the remedy")
  func textAsPicture() async throws {
    try drawPictures()
    for name in ["a", "b"] { try folder.write(Array("<html>".utf8), to: "data/dark/page-\(name).jpg") }
    expectRefusal(try await train(), 65, saying: "2 of 26", "page-a.jpg", "page-b.jpg", "fastai verify")
    try FileManager.default.removeItem(atPath: folder("data/dark/page-b.jpg"))
    let result = try await train("--epochs", "0")
    #expect(result.status == 0 && result.errors.contains("page-a.jpg") && result.errors.contains("fastai verify"))
  }

  @Test("an output folder that cannot be written is refused before training")
  func unwritable() async throws {
    try drawPictures()
    try folder.write([0], to: "file")
    expectRefusal(
      try await train("--output", folder("file/model.safetensors")), 74, saying: "cannot be written", "--output")
  }
}
