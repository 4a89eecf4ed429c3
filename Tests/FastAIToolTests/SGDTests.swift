import Foundation
import Images
import SystemPackage
import Testing

@Suite("fastai sgd")
struct SGDTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("it prints falling losses, draws the animation, and tells the line in the last JSON line")
  func fits() async throws {
    let result = try await Binary.run(["sgd", "--steps", "60", "--output", folder("sgd.gif"), "--json"])
    try #require(result.status == 0, "\(result.errors)")
    let events = try result.events
    let losses = events.filter { $0["event"] as? String == "step" }.compactMap { $0["loss"] as? Double }
    #expect(losses.count == 6 && zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    let last = try #require(events.last)
    #expect(last["event"] as? String == "fitted")
    let line = try #require(last["coefficients"] as? [Double])
    #expect(line.count == 2 && abs(line[0] - 3) < 0.4 && abs(line[1] - 2.5) < 0.2)
    #expect(try #require(last["loss"] as? Double) < 0.12)
    #expect(try ImageHeader(contentsOf: .init(folder("sgd.gif"))).pages == 61)
  }

  @Test("a learning rate that is too high is drawn all the same, and named")
  func diverges() async throws {
    let result = try await Binary.run(["sgd", "--lr", "1.3", "--steps", "400", "--output", folder("s.svg")])
    #expect(result.status == 0)
    #expect(result.errors.contains("loss grows"))
    #expect(FileManager.default.fileExists(atPath: folder("s.svg")))
    let json = try await Binary.run(["sgd", "--lr", "9", "--steps", "400", "--output", folder("s.html"), "--json"])
    #expect(try json.events.last?["loss"] is NSNull)
    #expect(try String(contentsOfFile: folder("s.html"), encoding: .utf8).contains("<canvas"))
  }

  @Test(
    "senseless options are refused before anything is done",
    arguments: [["--lr", "0"], ["--lr", "nan"], ["--steps", "0"], ["--batch-size", "0"], ["--output", "sgd.pdf"]])
  func refusals(_ options: [String]) async throws {
    let result = try await Binary.run(["sgd"] + options)
    #expect(result.status == 64 && !result.errors.isEmpty)
  }

  @Test("an output folder that cannot be written is refused")
  func unwritable() async throws {
    try folder.write([0], to: "file")
    let result = try await Binary.run(["sgd", "--output", folder("file/sgd.gif")])
    #expect(result.status == 74)
  }
}
