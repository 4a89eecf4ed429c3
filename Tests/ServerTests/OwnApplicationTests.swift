import AsyncHTTPClient
import Demo
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing

@testable import Server

@Suite("The server's routes in another application")
struct OwnApplicationTests {
  /// An application with a route of its own, and the server's below `/bears`.
  private func withApplication(
    _ change: (inout ServerOptions) -> Void = { _ in }, _ body: (RunningServer) async throws -> Void
  ) async throws {
    let router = Router()
    router.get("/") { _, _ in "my own" }
    var options = ServerOptions()
    change(&options)
    let models = try ServedModels([("bears", try RunningServer.model.get().path)])
    let threads = try PredictionServer(models, options: options).addRoutes(to: router, at: "bears/")
    let logger = Logger(label: "test") { _ in SilentLog() }
    let (ports, listening) = AsyncStream<Int>.makeStream()
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), services: [threads],
      onServerRunning: { listening.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let services = ServiceGroup(services: [application], logger: logger)
    let serving = Task { try await services.run() }
    let port = try #require(await ports.first { _ in true })
    try await body(RunningServer(port: port))
    await services.triggerGracefulShutdown()
    try await serving.value
  }

  @Test("answers, problems, page and description are those of the server, below the application's path")
  func routes() async throws {
    let bear = try DrawnBear(kind: .grizzly, seed: 77).jpeg()
    try await withApplication { server in
      #expect(try await server.send("/").text == "my own")
      let answer = try await server.send("/bears/classify?heatmap=1", .POST, body: bear)
      #expect(answer.status == 200 && answer.labels.count == 3 && answer.json["heatmap"] != nil)
      let problem = try await server.send("/bears/classify", .POST, body: Array("no".utf8))
      #expect(problem.status == 415 && problem.kind == "not-an-image")
      let page = try await server.send("/bears")
      #expect(page.text.contains("<base href=\"/bears/\">") && page.headers.first(name: "x-frame-options") == "DENY")
      #expect(try await server.send("/bears/static/app.js").status == 200)
      let result = try await server.form("/bears/upload", [("b.jpg", bear)], accept: "text/html").text
      #expect(result.contains("<base href=\"/bears/\">") && result.contains("<meter"))
      let described = try await server.send("/bears/openapi.json").json["servers"] as? [[String: String]]
      #expect(described == [["url": "/bears"]])
      #expect(try await server.send("/bears/readyz").status == 200)
      #expect(try await server.send("/classify", .POST, body: bear).status == 404)
    }
  }

  @Test("its token is asked for, and clients are counted where they are known")
  func doors() async throws {
    try await withApplication({
      $0.bearerToken = "secret"
      $0.trustsForwardedFor = true
      ($0.ratePerClient, $0.burstPerClient) = (0.001, 2)
    }) { (server: RunningServer) async throws in
      #expect(try await server.send("/bears/models").status == 401)
      #expect(try await server.send("/bears/healthz").status == 200)
      #expect(try await server.send("/").status == 200)
      for (number, status) in [200, 200, 429].enumerated() {
        let headers: HTTPHeaders = ["Authorization": "Bearer secret", "X-Forwarded-For": "192.0.2.1"]
        #expect(try await server.send("/bears/models", headers: headers).status == status, "\(number)")
        #expect(try await server.send("/bears/models", headers: ["Authorization": "Bearer secret"]).status == 200)
      }
    }
  }
}
