import Demo
import Foundation
import Testing

@Suite("fastai predict on links, and with test-time augmentation")
struct PredictLinkTests {
  @Test("a link is fetched and classified as its file is; --tta gives other probabilities that sum to one")
  func links() async throws {
    let folder = try TemporaryFolder()
    try folder.drawBears()
    let model = folder("m.safetensors")
    let trained = try await Binary.run([
      "train", folder("data"), "--arch", "resnet18", "--weights", "none", "--size", "32", "--epochs", "0", "--output",
      model, "--quiet",
    ])
    try #require(trained.status == 0, "\(trained.errors)")
    let bear = try DrawnBear(kind: .black, seed: 5).jpeg()
    try folder.write(bear, to: "bear.jpg")
    let site = try await LoopbackSite(["/bear.jpg": .file(bear, contentType: "image/jpeg")])
    let file = try await Binary.run(["predict", model, folder("bear.jpg"), "--json"]).events
    let link = try await Binary.run(["predict", model, site.url("/bear.jpg"), "--json"]).events
    #expect(file.first?["probability"] as? Double == link.first?["probability"] as? Double)
    let gone = try await Binary.run(["predict", model, site.url("/none.jpg")])
    #expect(gone.status == 65 && gone.errors.contains("404"))
    let looks = try await Binary.run(["predict", model, folder("bear.jpg"), "--tta", "--json"]).events
    let pairs = looks.first?["predictions"] as? [[Any]] ?? []
    let sum = pairs.compactMap { ($0.last as? NSNumber)?.doubleValue }.reduce(0, +)
    #expect(abs(sum - 1) < 1e-4 && looks.first?["probability"] as? Double != file.first?["probability"] as? Double)
    try await site.stop()
  }
}
