import Foundation
import Images
import Testing

/// From an edit to the very next training, by the program alone.
@Suite("fastai edit, then fastai train")
struct EditThenTrainTests {
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    for (label, name) in ["dark", "light"].enumerated() {
      for index in 0..<10 {
        let pixels = (0..<40 * 40 * 3).map { UInt8(truncatingIfNeeded: label * 160 + ($0 * (index + 3)) % 60) }
        try folder.write(
          RGBImage(width: 40, height: 40, pixels: pixels).encoded(as: .png), to: "data/\(name)/\(index).png")
      }
    }
    let verified = try await Binary.run(["verify", folder("data"), "--json"])
    try #require(verified.status == 0, "\(verified.errors)")
  }

  /// The images that a training sees, each with its class, and how many it says that it has.
  private func seen() async throws -> [String: String] {
    let result = try await Binary.run([
      "train", folder("data"), "--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8",
      "--epochs", "0", "--json", "--save-split", folder("split.csv"), "--output", folder("m.safetensors"),
    ])
    try #require(result.status == 0, "\(result.errors)")
    let last = try #require(try result.events.last)
    let lines = try String(contentsOfFile: folder("split.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
    let images = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect((last["trainImages"] as? Int ?? 0) + (last["validImages"] as? Int ?? 0) == images.count)
    return Dictionary(uniqueKeysWithValues: images.map { ($0[0], $0[1]) })
  }

  private func edit(_ options: String...) async throws {
    let result = try await Binary.run(["edit", folder("data")] + options)
    try #require(result.status == 0, "\(options): \(result.errors)")
  }

  @Test("relabelled, put away, undone, removed by a cleaned.csv: the next training sees it")
  func flow() async throws {
    let before = try await seen()
    #expect(before.count == 20 && before["dark/3.png"] == "dark")

    try await edit("--relabel", "dark/3.png=light")
    let relabelled = before.merging(["dark/3.png": "light"]) { $1 }
    #expect(try await seen() == relabelled)

    try await edit("--quarantine", "light/7.png", "--quarantine", "light/8.png")
    let fewer = relabelled.filter { !["light/7.png", "light/8.png"].contains($0.key) }
    #expect(try await seen() == fewer)
    #expect(try !folder.names("data/light").contains("7.png"))

    try await edit("--undo")
    try await edit("--undo")
    #expect(try await seen() == before)

    // What a cleaner left out of its list is removed.
    let kept = before.keys.sorted().filter { $0 != "dark/0.png" }
    try folder.write(
      Array("name,label\n\(kept.map { "\($0),\(before[$0] ?? "")\n" }.joined())".utf8), to: "cleaned.csv")
    try await edit("--cleaned", folder("cleaned.csv"))
    #expect(try await seen() == before.filter { $0.key != "dark/0.png" })
  }

  @Test("a size of two numbers is rows and columns, up to the model and what it predicts; nonsense is refused")
  func rectangle() async throws {
    let options = [
      "train", folder("data"), "--arch", "resnet18", "--weights", "none", "--epochs", "0", "--batch-size", "8",
    ]
    let model = folder("wide.safetensors")
    let trained = try await Binary.run(options + ["--size", "32x48", "--output", model])
    try #require(trained.status == 0, "\(trained.errors)")
    let answer = try await Binary.run(["predict", model, folder("data/dark"), "--json"])
    #expect(answer.status == 0)
    #expect(try answer.events.count == 10)
    let exported = try await Binary.run(["export", model, "--onnx", folder("wide.onnx"), "--json"])
    #expect(try exported.events.last?["size"] as? String == "32x48", "\(exported.errors)")
    for size in ["32x", "16x48"] {
      #expect(try await Binary.run(options + ["--size", size]).status == 64, "\(size)")
    }
  }
}
