import Collecting
import Demo
import Foundation
import Images
import NIOCore
import NIOHTTP1
import NIOPosix
import SystemPackage
import TestSupport
import Testing
import Vision

@testable import Server

@Suite("The server, over real connections", .serialized)
struct PredictionServerTests {
  private let bear = Result { try DrawnBear(kind: .grizzly, seed: 77).jpeg() }

  @Test("a picture is answered as the lesson's app does, by every road, and as the classifier says")
  func predictions() async throws {
    let (server, bear) = (try await RunningServer { $0.remoteImages?.allowsPrivateAddresses = true }, try bear.get())
    let site = try await LoopbackSite(["/bear.jpg": .file(bear, contentType: "text/plain")])
    let expected = try await Classifier(contentsOf: try RunningServer.model.get().path)
      .predict(decoding: bear, named: "bear")
    let link = site.url("/bear.jpg").addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let answers = [
      try await server.send("/classify", .POST, body: bear), try await server.form("/classify", [("b.jpg", bear)]),
      try await server.form("/upload", [("b.jpg", bear)]), try await server.send("/analyze", .POST, body: bear),
      try await server.send("/classify?model=bears", .POST, body: bear),
      try await server.send("/classify-url?url=\(link)"),
    ]
    for answer in answers {
      #expect(answer.status == 200 && answer.labels == expected.all.map(\.label), "\(answer.text)")
      let pairs = answer.json["predictions"] as? [[Any]] ?? []
      let got = pairs.compactMap { ($0.last as? NSNumber)?.doubleValue }
      #expect(difference(got, expected.all.map { Double($0.probability) }, absolute: 1e-6) == nil)
    }
    #expect(answers[3].json["result"] as? String == expected.label)
    try await site.stop()
    try await server.stop()
  }

  @Test("several files are answered one by one, and the plain form gets a page")
  func several() async throws {
    let (server, bear) = (try await RunningServer(), try bear.get())
    let answer = try await server.form("/classify", [("a.jpg", bear), ("../<b>.txt", Array("no".utf8))])
    let results = answer.json["results"] as? [[String: Any]] ?? []
    #expect(results.map { $0["name"] as? String } == ["a.jpg", "<b>.txt"])
    #expect(
      results.first?["predictions"] != nil && (results.last?["error"] as? [String: Any])?["status"] as? Int == 415)
    let page = try await server.form("/upload", [("<b>&.jpg", bear)], accept: "text/html")
    #expect(page.status == 200 && page.text.contains("&lt;b&gt;&amp;.jpg") && page.text.contains("<meter"))
    try await server.stop()
  }

  @Test("each kind of bad request has its own answer, a problem in JSON")
  func problems() async throws {
    let bear = try bear.get()
    let server = try await RunningServer {
      $0.maxUploadBytes = 200_000
      $0.maxPixels = 10_000
      $0.maxFiles = 2
    }
    let text = Array("hello".utf8)
    let wanted: [(RunningServer.Answer, Int, String)] = [
      (try await server.send("/classify", .POST, body: text), 415, "not-an-image"),
      (try await server.send("/classify", .POST, body: []), 400, "no-picture"),
      (try await server.send("/classify", .POST, body: bear), 413, "too-many-pixels"),
      (try await server.send("/classify", .POST, body: Array(repeating: 0, count: 200_001)), 413, "too-large"),
      (try await server.form("/classify", Array(repeating: ("a", text), count: 3)), 413, "too-many-files"),
      (try await server.send("/classify?model=cats", .POST, body: text), 404, "unknown-model"),
      (try await server.send("/classify-url"), 400, "no-url"),
      (try await server.send("/classify-url?url=http://127.0.0.1:\(server.port)/"), 403, "refused-url"),
      (try await server.send("/none"), 404, "not-found"),
      (try await server.send("/classify", .PUT), 405, "method-not-allowed"),
      (
        try await server.send("/classify", .POST, body: text, headers: ["Content-Type": "multipart/form-data"]), 400,
        "malformed-form"
      ),
    ]
    for (answer, status, kind) in wanted {
      #expect(answer.status == status && answer.kind == kind, "\(answer.text)")
      #expect(answer.headers.first(name: "content-type") == "application/problem+json")
    }
    try await server.stop()
  }

  @Test("odd image files are answered with a prediction or a problem, never with a mistake of ours")
  func oddImages() async throws {
    let server = try await RunningServer()
    let folder = SharedData.oddImages ?? FilePath.imageFixtures
    let files = FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String } ?? []
    var seen = 0
    for name in files.sorted() {
      guard let bytes = FileManager.default.contents(atPath: (folder / name).string), !bytes.isEmpty else { continue }
      let answer = try await server.send("/classify", .POST, body: Array(bytes))
      #expect([200, 413, 415].contains(answer.status), "\(name): \(answer.text)")
      seen += 1
    }
    #expect(seen > 10)
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
  }

  @Test("pages, health, figures, models and the interface's description are there, with the headers that browsers need")
  func status() async throws {
    let (server, bear) = (try await RunningServer(), try bear.get())
    _ = try await server.send("/classify", .POST, body: bear)
    for path in ["/", "/static/app.css", "/static/app.js", "/healthz", "/readyz", "/models", "/openapi.json"] {
      let answer = try await server.send(path)
      #expect(answer.status == 200 && answer.headers.first(name: "x-content-type-options") == "nosniff", "\(path)")
    }
    let figures = try await server.send("/metrics").text
    #expect(figures.contains("fastai_requests_total{route=\"/classify\",status=\"200\"} 1"))
    #expect(figures.contains("fastai_prediction_seconds_count{model=\"bears\"} 1"))
    let described = try await server.send("/openapi.json").json["paths"] as? [String: Any]
    #expect(described?.keys.contains("/classify-url") == true)
    try await server.stop()
  }

  @Test("a token, allowed origins and the rate limit are kept")
  func doors() async throws {
    let server = try await RunningServer {
      $0.bearerToken = "secret"
      $0.allowedOrigins = ["https://good.example"]
      $0.ratePerClient = 0.001
      $0.burstPerClient = 4
    }
    #expect(try await server.send("/models").status == 401)
    #expect(try await server.send("/models", headers: ["Authorization": "Bearer wrong"]).status == 401)
    let good = try await server.send(
      "/models", headers: ["Authorization": "Bearer secret", "Origin": "https://good.example"])
    #expect(good.status == 200 && good.headers.first(name: "access-control-allow-origin") == "https://good.example")
    let other = try await server.send(
      "/models", headers: ["Authorization": "Bearer secret", "Origin": "https://bad.example"])
    #expect(other.headers.first(name: "access-control-allow-origin") == nil)
    let limited = try await server.send("/models", headers: ["Authorization": "Bearer secret"])
    #expect(limited.status == 429 && limited.headers.first(name: "retry-after") != nil)
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
  }

  @Test("clients that send slowly, endlessly or nonsense are dropped, and others are answered meanwhile")
  func hostileClients() async throws {
    let server = try await RunningServer {
      $0.uploadTimeout = .seconds(5)
      $0.idleTimeout = .seconds(5)
      $0.maxUploadBytes = 10_000
    }
    let starts = [
      "GET / HT", "POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc",
      "POST /classify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
      "\u{16}\u{3}\u{1}nonsense\r\n\r\n", "GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 500) + "\r\n", "",
    ]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for start in starts { group.addTask { try await Self.untilClosed(server.port, sending: start) } }
      group.addTask {
        // Not kept for the next request: the server may drop it as idle in the very moment that it is used again.
        let status = try await server.send("/healthz", headers: ["Connection": "close"]).status
        #expect(status == 200)
      }
      try await group.waitForAll()
    }
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
  }

  /// Returns when the server has closed the connection; the test's time limit is the watchdog.
  private static func untilClosed(_ port: Int, sending text: String) async throws {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port).get()
    try? await channel.writeAndFlush(ByteBuffer(string: text))
    try await channel.closeFuture.get()
  }

  @Test("a port that is taken, and a certificate that is none, are errors that say so")
  func cannotStart() async throws {
    let server = try await RunningServer()
    let port = server.port
    let taken = await #expect(throws: ServerError.self) { _ = try await RunningServer { $0.port = port } }
    #expect(taken?.code == .cannotListen)
    let bad = await #expect(throws: ServerError.self) { _ = try await RunningServer { $0.tls = ("/none", "/none") } }
    #expect(bad?.code == .badCertificate)
    try await server.stop()
  }
}
