import Demo
import Foundation
import Images
import NIOHTTP1
import SystemPackage
import TestSupport
import Testing
import Vision

@testable import Server

@Suite("What the server says of pictures")
struct LookingTests {
  @Test("pictures that are looked at in one batch have the answers that each has alone")
  func batches() async throws {
    let classifier = try Classifier(contentsOf: try RunningServer.model.get().path)
    let server = try await RunningServer { $0.batchBudget = .seconds(1) }
    let bears = try (0..<12).map {
      try DrawnBear(kind: DrawnBear.Kind.allCases[$0 % 3], seed: UInt64($0)).jpeg()
    }
    let answers = try await withThrowingTaskGroup(
      of: (Int, RunningServer.Answer).self, returning: [Int: RunningServer.Answer].self
    ) { group in
      for (place, bear) in bears.enumerated() {
        group.addTask { (place, try await server.send("/classify", .POST, body: bear)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (place, bear) in bears.enumerated() {
      let alone = try await classifier.predict(decoding: bear, named: "bear")
      let pairs = answers[place]?.json["predictions"] as? [[Any]] ?? []
      let got = pairs.compactMap { ($0.last as? NSNumber)?.doubleValue }
      #expect(difference(got, alone.all.map { Double($0.probability) }, absolute: 1e-5) == nil)
    }
    let figures = try await server.send("/metrics").text
    #expect(figures.contains("fastai_batches_total{size="))
    let form = try await server.form("/classify", bears.prefix(3).map { ("bear", $0) })
    #expect((form.json["results"] as? [Any])?.count == 3)
    try await server.stop()
  }

  @Test("none of these: when the best class is less probable than the threshold, and only where there is one")
  func none() async throws {
    let bear = try DrawnBear(kind: .grizzly, seed: 77).jpeg()
    for (threshold, wanted) in [(nil, nil), (.probability(0), false), (.probability(1), true)]
      as [(ServedModels.NoneThreshold?, Bool?)]
    {
      let server = try await RunningServer(noneBelow: threshold)
      #expect(try await server.send("/classify", .POST, body: bear).json["none"] as? Bool == wanted)
      let result = try await server.send("/analyze", .POST, body: bear).json["result"] as? String
      #expect((result == "none of these") == (wanted == true))
      let page = try await server.form("/upload", [("b.jpg", bear)], accept: "text/html").text
      #expect(page.contains("None of these") == (wanted == true))
      try await server.stop()
    }
  }

  @Test("a threshold that training found is taken from the file, and asked for in vain where it has none")
  func calibrated() throws {
    let path = try RunningServer.model.get().path
    let error = #expect(throws: ServerError.self) { _ = try ServedModels([("bears", path)], noneBelow: .calibrated) }
    #expect(error?.code == .badOption && error?.description.contains("--none-below 0.6") == true)
    let sure = path.removingLastComponent() / "sure.safetensors"
    try SmallModel.write(sure, provenance: ModelDescription.provenance(noneBelow: 0.75))
    let models = try ServedModels([("sure", sure), ("again", sure)], noneBelow: .calibrated)
    #expect(models.all.map(\.noneBelow) == [0.75, 0.75])
    #expect(try ServedModels([("sure", sure)]).all[0].noneBelow == nil)
  }

  @Test("heatmap=1 adds a picture of where the network looked, by every road")
  func heatMap() async throws {
    let (server, bear) = (try await RunningServer(), try DrawnBear(kind: .grizzly, seed: 77).jpeg())
    let plain = try await server.send("/classify", .POST, body: bear)
    let explained = try await server.send("/classify?heatmap=1", .POST, body: bear)
    #expect(plain.json["heatmap"] == nil && plain.labels == explained.labels)
    let url = try #require(explained.json["heatmap"] as? String)
    let prefix = "data:image/jpeg;base64,"
    #expect(url.hasPrefix(prefix))
    let picture = try #require(Data(base64Encoded: String(url.dropFirst(prefix.count))))
    let image = try RGBImage(decoding: Array(picture), named: "heat map")
    #expect(image.width == 32 && image.height == 32)
    let page = try await server.form("/upload?heatmap=1", [("b.jpg", bear)], accept: "text/html").text
    #expect(page.contains(prefix))
    try await server.stop()
  }
}
