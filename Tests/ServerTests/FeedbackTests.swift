import Catalog
import Demo
import Foundation
import NIOHTTP1
import SystemPackage
import Testing

@testable import Server

@Suite("Corrections by users")
struct FeedbackTests {
  private final class Folder: Sendable {
    let path = FilePath(NSTemporaryDirectory()).appending("feedback-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path.string) }
  }

  @Test("a picture is kept by its content, and the catalog says what it is, what was said before, and who said so")
  func kept() async throws {
    let (folder, bear) = (try Folder(), try DrawnBear(kind: .grizzly, seed: 5).jpeg())
    let server = try await RunningServer { $0.feedbackDataset = folder.path }
    let first = try await server.send("/feedback?label=grizzly", .POST, body: bear)
    #expect(first.status == 201 && first.json["label"] as? String == "grizzly")
    let hash = try #require(first.json["sha256"] as? String)
    let path = FilePath(".fastai/feedback/\(hash).jpg")
    #expect(FileManager.default.contents(atPath: folder.path.pushing(path).string) == Data(bear))

    let catalog = try Catalog(dataset: folder.path)
    let record = try #require(try catalog.image(at: path))
    #expect(record.label == "grizzly" && record.sha256 == hash && record.status == .good)
    #expect(try catalog.journal(of: path).first?.reason?.hasPrefix("a user says grizzly; bears said ") == true)

    #expect(try await server.send("/feedback?label=black", .POST, body: bear).status == 201)
    #expect(try catalog.image(at: path)?.label == "black")
    #expect(try catalog.images().count == 1)
    #expect(try catalog.undo()?.source == "feedback")
    #expect(try catalog.image(at: path)?.label == "grizzly")
    try await server.stop()
  }

  @Test("what is no picture, no class, or too much is refused, and leaves nothing")
  func refused() async throws {
    let (folder, bear) = (try Folder(), try DrawnBear(kind: .grizzly, seed: 5).jpeg())
    let server = try await RunningServer {
      $0.feedbackDataset = folder.path
      $0.maxFeedbackBytes = bear.count - 1
    }
    let wanted: [(RunningServer.Answer, Int, String)] = [
      (try await server.send("/feedback", .POST, body: bear), 400, "no-label"),
      (try await server.send("/feedback?label=cat", .POST, body: bear), 404, "unknown-label"),
      (try await server.send("/feedback?label=black", .POST, body: Array("no".utf8)), 415, "not-an-image"),
      (try await server.form("/feedback?label=black", [("a", bear), ("b", bear)]), 400, "too-many-files"),
      (try await server.send("/feedback?label=black", .POST, body: bear), 507, "feedback-full"),
      (
        try await server.send(
          "/feedback?label=black", .POST, body: bear,
          headers: ["Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"]), 403, "cross-site"
      ),
    ]
    for (answer, status, kind) in wanted { #expect(answer.status == status && answer.kind == kind, "\(answer.text)") }
    #expect(try Catalog(dataset: folder.path).images().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string + "/.fastai/feedback").isEmpty)
    try await server.stop()
  }

  @Test("without a data set there is no such address, and the interface's description does not speak of it")
  func absent() async throws {
    let server = try await RunningServer { $0.remoteImages = nil }
    #expect(try await server.send("/feedback?label=black", .POST, body: [1]).status == 404)
    let paths = try await server.send("/openapi.json").json["paths"] as? [String: Any]
    #expect(paths?.isEmpty == false && paths?["/feedback"] == nil && paths?["/classify-url"] == nil)
    #expect(try await server.send("/models").json["feedback"] as? Bool == false)
    try await server.stop()
  }
}
