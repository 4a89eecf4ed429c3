import Demo
import FastAI
import Foundation
import Testing

@Suite("The lesson, end to end", .serialized)
struct LessonTests {
  @Test("links become pictures, broken ones are put away, a network learns, and a new picture is classified")
  func wholeGame() async throws {
    let folder = FilePath(NSTemporaryDirectory()) / "lesson-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let bears = folder / "bears"

    try await collect(into: bears, from: folder)
    let verified = try await verifyImages(in: bears)
    #expect(verified.bad.count == 6, "two half pictures of each kind decode at the start only")

    let model = folder / "bears.safetensors"
    let errorRate = try await train(on: bears, model: model)
    #expect(errorRate < 0.35, "three classes by chance: 0.67")

    // A restart: nothing but the file.
    let classifier = try Classifier(contentsOf: model)
    #expect(classifier.classes == ["black", "grizzly", "teddys"])
    let bytes = try DemoSite.unseenBear(.teddys, 0, seed: 7)
    let prediction = try await classifier.predict(decoding: bytes, named: "unseen")
    #expect(abs(prediction.all.map(\.probability).reduce(0, +) - 1) < 1e-5)
  }

  private func collect(into bears: FilePath, from folder: FilePath) async throws {
    let site = try await DemoSite(listsIn: folder, picturesPerKind: 50, seed: 7)
    for list in site.lists {
      let kind = (list.stem ?? "").replacingOccurrences(of: "urls_", with: "")
      var options = DownloadOptions()
      options.retries = 0
      let report = try await downloadImages(listedIn: list, to: bears / kind, options: options)
      #expect(report.saved.count == 52)
      #expect(report.failures.count == 4, "gone, forbidden, a page, cut off")
    }
    try await site.stop()
  }

  private func train(on bears: FilePath, model: FilePath) async throws -> Double {
    try await onThread {
      try manualSeed(1)
      let data = try ImageDataBunch(fromFolder: bears, seed: 1, size: 64, batchSize: 16)
      let learn = try cnnLearner(data, .resnet18, weights: .random, metrics: [.errorRate], callbacks: [])
      try learn.fitOneCycle(8, maxLR: 3e-3)
      try learn.save("stage-1")
      try learn.load("stage-1")
      try learn.export(to: model)
      return try learn.validate().metrics[0]
    }
  }

  @Test("two levels down, a loop of one's own learns")
  func ownLoop() throws {
    let folder = FilePath(NSTemporaryDirectory()) / "loop-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    for (label, name) in ["dark", "light"].enumerated() {
      try FileManager.default.createDirectory(atPath: (folder / name).string, withIntermediateDirectories: true)
      for index in 0..<20 {
        let pixels = (0..<24 * 24 * 3).map { UInt8(truncatingIfNeeded: label * 140 + ($0 * (index + 3)) % 90) }
        try RGBImage(width: 24, height: 24, pixels: pixels).write(to: folder / name / "\(index).png")
      }
    }
    try manualSeed(1)
    let data = try ImageDataBunch(fromFolder: folder, split: .random, size: 16, batchSize: 8)
    let net = Sequential(Flatten(), try Linear(16 * 16 * 3, 2))
    let lr = 1e-2
    for _ in 0..<4 {
      for batch in data.train {
        try crossEntropy(net(batch.x), batch.y).backward()
        try withoutGrad { for w in net.parameters { try w -= lr * w.grad; try w.zeroGrad() } }
      }
    }
    let batch = try #require(data.valid?.makeIterator().next())
    let correct = try (net(batch.x).argmax(dimension: 1) .== batch.y).to(.float32).mean().item()
    #expect(correct > 0.9)
  }

  @Test("the README shows the example that is compiled")
  func readme() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let example = try String(contentsOf: root.appending(path: "Examples/lesson2-download/main.swift"), encoding: .utf8)
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let lesson = try #require(
      example.components(separatedBy: "// lesson begins\n").last?.components(separatedBy: "// lesson ends").first)
    #expect(readme.contains("```swift\n\(lesson)```"))
  }
}

/// Runs long work off the cooperative pool.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Result { try body() }) }
    thread.stackSize = 16 << 20
    thread.start()
  }
}
