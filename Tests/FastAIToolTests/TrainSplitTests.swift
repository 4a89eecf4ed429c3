import Foundation
import Images
import Testing

@Suite("fastai train --split")
struct TrainSplitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (label, name) in ["dark", "light"].enumerated() {
      for index in 0..<10 {
        let pixels = (0..<40 * 40 * 3).map { UInt8(truncatingIfNeeded: label * 160 + ($0 * (index + 3)) % 60) }
        let image = try RGBImage(width: 40, height: 40, pixels: pixels)
        try folder.write(image.encoded(as: .png), to: "data/\(name)/\(index).png")
      }
    }
  }

  private func train(_ more: String...) async throws -> Binary.Result {
    let options = ["--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "0"]
    return try await Binary.run(["train", folder("data"), "--json"] + options + more)
  }

  @Test("a split that was saved is trained on again with csv:FILE, and one of your own too")
  func csv() async throws {
    let saved = try await train("--valid-fraction", "0.4", "--save-split", folder("split.csv"))
    try #require(saved.status == 0, "\(saved.errors)")
    let again = try await train("--split", "csv:" + folder("split.csv"))
    try #require(again.status == 0, "\(again.errors)")
    let (first, second) = (try #require(try saved.events.last), try #require(try again.events.last))
    for key in ["trainImages", "validImages"] { #expect(first[key] as? Int == second[key] as? Int) }
    #expect(first["validLoss"] as? Double == second["validLoss"] as? Double)

    let own = (0..<10).flatMap { index in
      ["dark", "light"].map { "\(folder("data"))/\($0)/\(index).png,\(index < 7 ? "train" : "valid")" }
    }
    try folder.write(Array((["path,side"] + own).joined(separator: "\n").utf8), to: "own.csv")
    let last = try #require(try await train("--split", "csv:" + folder("own.csv")).events.last)
    #expect(last["trainImages"] as? Int == 14 && last["validImages"] as? Int == 6)
  }

  @Test("a missing file and a word that is no rule are refused with the remedy")
  func refused() async throws {
    let missing = try await train("--split", "csv:" + folder("none.csv"))
    #expect(missing.status == 74 && missing.errors.contains("none.csv"))
    let unknown = try await train("--split", "sometimes")
    #expect(unknown.status == 64 && unknown.errors.contains("csv:FILE"))
  }
}
