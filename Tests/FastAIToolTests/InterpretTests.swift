import Foundation
import Images
import SystemPackage
import Testing

@Suite("fastai interpret")
struct InterpretTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func trained(_ more: String...) async throws -> String {
    try folder.drawBears(14)
    let options = ["--arch", "resnet18", "--weights", "none", "--size", "64", "--batch-size", "8", "--epochs", "1"]
    let result = try await Binary.run(["train", folder("data"), "--json"] + options + more)
    try #require(result.status == 0, "\(result.errors)")
    return folder("data/models/model.safetensors")
  }

  private func interpret(_ model: String, _ more: String...) async throws -> Binary.Result {
    try await Binary.run(["interpret", model, folder("data"), "--json"] + more)
  }

  @Test("the validation pictures are those of the training, and the figures are the training's")
  func validation() async throws {
    let model = try await trained("--split", "random", "--seed", "7", "--valid-fraction", "0.3")
    let result = try await interpret(model, "--top", "3", "--heatmap")
    try #require(result.status == 0, "\(result.errors)")
    #expect(!result.errors.contains("Note"))
    let last = try #require(try result.events.last)
    #expect(last["event"] as? String == "interpreted")
    let confusion = try #require(last["confusion"] as? [[Int]])
    #expect(confusion.joined().reduce(0, +) == 8)
    #expect(last["classes"] as? [String] == ["black", "teddys"])
    let losses = try #require(last["topLosses"] as? [[String: Any]])
    #expect(losses.count == 3)
    for key in ["path", "actual", "predicted", "loss", "probability"] { #expect(losses[0][key] != nil, "\(key)") }
    let rate = try #require(last["errorRate"] as? Double)
    #expect(abs(rate - Double(confusion[0][1] + confusion[1][0]) / 8) < 1e-9)

    let files = try folder.names("data/models/model.interpretation")
    #expect(
      files == [
        "calibration.png", "confusion-shares.png", "confusion.png", "index.html", "judgements.csv", "top-losses.png",
      ])
    let page = try String(contentsOfFile: folder("data/models/model.interpretation/index.html"), encoding: .utf8)
    #expect(page.contains("data:image/jpeg;base64") && page.contains("<svg"))
    #expect(!page.contains("src=\"http") && !page.contains("href="))
    let table = try String(contentsOfFile: folder("data/models/model.interpretation/judgements.csv"), encoding: .utf8)
    #expect(table.split(separator: "\n").count == 9)

    let changed = try await interpret(model, "--seed", "8")
    #expect(changed.status == 0 && changed.errors.contains("may have been trained on"))
  }

  @Test("all judges every picture out of fold, and tries the ranking out; train says that it has seen them")
  func outOfFold() async throws {
    let model = try await trained("--seed", "7")
    let result = try await interpret(model, "--part", "all", "--top", "2")
    try #require(result.status == 0, "\(result.errors)")
    let last = try #require(try result.events.last)
    #expect(last["images"] as? Int == 28)
    #expect((last["precisionAtK"] as? [String: Any])?["k"] as? Int == 1)
    #expect(last["probablyMislabelled"] is [Any])
    #expect(result.errors.contains("the body was trained on these labels"))
    #expect(try folder.names("data/.fastai").contains { $0.hasPrefix("features-") })
    let again = try await interpret(model, "--part", "all", "--top", "2")
    #expect(try again.events.last?["confusion"] as? [[Int]] == last["confusion"] as? [[Int]])

    let train = try await interpret(model, "--part", "train", "--output", folder("seen"))
    #expect(train.status == 0 && train.errors.contains("has seen these pictures"))
    #expect(try folder.names("seen").contains("index.html"))
  }

  @Test("the test folder is judged where there is one; for people there are tables")
  func test() async throws {
    let model = try await trained()
    try FileManager.default.createDirectory(atPath: folder("data/test"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder("data/black"), toPath: folder("data/test/black"))
    let result = try await Binary.run(["interpret", model, folder("data"), "--part", "test", "--top", "1"])
    try #require(result.status == 0, "\(result.errors)")
    for word in ["← predicted", "precision", "recall", "support", "accuracy", "Largest losses", "Page"] {
      #expect(result.output.contains(word), "\(word)")
    }
    #expect(result.output.contains("14"))
  }

  @Test("a model that is none, a folder without its classes, and senseless options are refused with a remedy")
  func refusals() async throws {
    try folder.drawBears(4)
    let missing = try await interpret(folder("none.safetensors"))
    #expect(missing.status == 74)
    try folder.write("x".utf8, to: "bad.safetensors")
    #expect(try await interpret(folder("bad.safetensors")).status == 65)
    #expect(try await interpret(folder("bad.safetensors"), "--part", "some").status == 64)
    #expect(try await interpret(folder("bad.safetensors"), "--top", "-1").status == 64)
  }
}
