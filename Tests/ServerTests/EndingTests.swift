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
