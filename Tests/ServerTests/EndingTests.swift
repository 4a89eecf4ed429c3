import Demo
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import Server

@Suite("A server that is asked to end", .serialized, .timeLimit(.minutes(5)))
struct EndingTests {
  @Test("answers everything that clients send on the connections that they have, and says that each answer is the last")
  func underLoad() async throws {
    let bear = try DrawnBear(kind: .grizzly, seed: 77).jpeg()
    let server = try await RunningServer { $0.endingPatience = .seconds(10) }
    let (answered, progress) = AsyncStream<Int>.makeStream()
    let clients = (0..<8).map { client in
      Task {
        var count = 0
        while true {
          let answer = try await server.send("/classify", .POST, body: bear)
          guard answer.status == 200 else { return (count, answer.status) }
          count += 1
          progress.yield(client)
          if answer.headers.first(name: "connection") == "close" { return (count, 200) }
        }
      }
    }
    // All have their connections by then: one that the server has not accepted is nobody's.
    var (answers, connected) = (0, Set<Int>())
    for await client in answered {
      (answers, _) = (answers + 1, connected.insert(client))
      if answers >= 40, connected.count == clients.count { break }
    }
    try await server.stop()
    for client in clients {
      let (count, status) = try await client.value  // an error is a request that was lost
      #expect(status == 200 && count > 0)
    }
  }

  @Test("closes connections on which nothing happens, and those that have sent half a request when their time is over")
  func idleConnections() async throws {
    let server = try await RunningServer { $0.uploadTimeout = .seconds(3) }
    let starts = ["", "GET /healthz HT", "POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc"]
    let channels = try await withThrowingTaskGroup(
      of: (any Channel).self, returning: [any Channel].self
    ) { group in
      for start in starts {
        group.addTask {
          let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: server.port).get()
          try await channel.writeAndFlush(ByteBuffer(string: start))
          return channel
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
    for channel in channels { try await channel.closeFuture.get() }
  }

  private static let health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

  /// Returns when every answer says that it is the last on its connection.
  private static func askToEnd(_ server: RunningServer) async throws {
    let probe = try await RawConnection(port: server.port)
    var answers = 0, text = ""
    func isAnswered(_ text: String) -> Bool { text.count(of: "HTTP/1.1 200") > answers }
    repeat {
      try await probe.send(health)
      text = try await probe.received(until: isAnswered)
      answers += 1
      if answers == 1 { server.askToEnd() }
    } while !text.lowercased().contains("connection: close") && answers < 100_000
    try await probe.close()
  }

  @Test("answers a request of which only a part had come when its patience with idle connections was over")
  func begun() async throws {
    let server = try await RunningServer { $0.uploadTimeout = .seconds(60) }
    let (half, idle) = (try await RawConnection(port: server.port), try await RawConnection(port: server.port))
    #expect(try await server.send("/healthz").status == 200)
    try await half.send(String(Self.health.prefix(12)))
    try await Self.askToEnd(server)
    _ = try await idle.received()  // until it is closed: the patience is over
    try await half.send(String(Self.health.dropFirst(12)))
    let answer = try await half.received()
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.lowercased().contains("connection: close"))
    try await half.close()
    try await server.stop()
  }

  @Test("answers all requests that a client sent in one go, and says with the last one that it is the last")
  func pipelined() async throws {
    let server = try await RunningServer { $0.endingPatience = .seconds(60) }
    let client = try await RawConnection(port: server.port)
    #expect(try await server.send("/healthz", headers: ["Connection": "close"]).status == 200)
    try await Self.askToEnd(server)
    try await client.send(String(repeating: Self.health, count: 5))
    let answers = try await client.received()
    #expect(answers.count(of: "HTTP/1.1 200") == 5)
    #expect(answers.lowercased().count(of: "connection: close") == 1)
    try await client.close()
    try await server.stop()
  }

  @Test("reads on after an early last answer, so that the client gets it, whatever it still sends")
  func earlyAnswer() async throws {
    let server = try await RunningServer {
      $0.endingPatience = .seconds(60)
      $0.uploadTimeout = .seconds(60)
      $0.maxUploadBytes = 6_000_000
    }
    let client = try await RawConnection(port: server.port, reads: false)
    #expect(try await server.send("/healthz", headers: ["Connection": "close"]).status == 200)
    try await Self.askToEnd(server)
    let piece = String(repeating: "a", count: 1_000_000)
    try await client.send("POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n")
    // The answer is there long before the last of these; a connection that was closed would not take them.
    for _ in 0..<8 { try await client.send(piece) }
    try await client.send(Self.health)  // and what comes after the last answer is nobody's
    try await client.read()
    let answer = try await client.received()
    #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("too-large"))
    #expect(answer.count(of: "HTTP/1.1") == 1)
    try await client.close()
    try await server.stop()
  }

  #if os(Linux)
    @Test("answers on every connection that the system has taken, those too that nobody had fetched")
    func newConnections() async throws {
      let server = try await RunningServer { $0.endingPatience = .seconds(60) }
      let (answered, progress) = AsyncStream<Void>.makeStream()
      let request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      let clients = (0..<16).map { _ in
        Task {
          var lost = 0
          while let connection = try? await RawConnection(port: server.port) {
            try? await connection.send(request)
            if try await !connection.received().hasPrefix("HTTP/1.1 200") { lost += 1 }
            try await connection.close()
            progress.yield()
          }
          return lost
        }
      }
      var answers = 0
      for await _ in answered {
        answers += 1
        if answers > 200 { break }
      }
      try await server.stop()
      for client in clients { #expect(try await client.value == 0) }
    }
  #endif

  @Test("says so at /readyz while it drains, and still answers")
  func draining() async throws {
    let server = try await RunningServer { $0.drainTime = .seconds(5) }
    #expect(try await server.send("/readyz").status == 200)
    server.askToEnd()
    while try await server.send("/readyz").status == 200 { await Task.yield() }
    #expect(try await server.send("/readyz").kind == "not-ready")
    try await server.stop()
  }

  @Test("tells clients of HTTP/1.0 whether the connection stays open, and closes it when it does not")
  func oldClients() async throws {
    let server = try await RunningServer()
    let closed = try await RawRequest.untilClosed("GET /healthz HTTP/1.0\r\n\r\n", port: server.port)
    #expect(closed.contains("200") && closed.lowercased().contains("connection: close"))
    let kept = "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    #expect(try await RawRequest.text(kept, port: server.port).lowercased().contains("connection: keep-alive"))
    try await server.stop()
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
