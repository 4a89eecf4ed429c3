import Collecting
import Demo
import Testing

@testable import Server

@Suite("Clients that go away", .serialized, .timeLimit(.minutes(5)))
struct DepartureTests {
  @Test("work for a client that has gone is given up, and other clients are answered")
  func gone() async throws {
    let site = try await LoopbackSite(["/stall": .stall([1, 2], after: 1)])
    let server = try await RunningServer {
      $0.remoteImages?.allowsPrivateAddresses = true
      $0.remoteImages?.totalTimeout = .seconds(3600)  // nothing else ends it
    }
    let client = try await RawConnection(port: server.port)
    try await client.send("GET /classify-url?url=http://127.0.0.1:\(site.port)/stall HTTP/1.1\r\nHost: x\r\n\r\n")
    while site.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    try await client.close()
    let cancelled = "fastai_requests_total{route=\"/classify-url\",status=\"503\"} 1"
    while try await !server.send("/metrics").text.contains(cancelled) { try await Task.sleep(for: .milliseconds(5)) }
    try await site.stop()
    try await server.stop()
  }
}
