import Demo
import Foundation
import Images
import NIOHTTP1
import SystemPackage
import TestSupport
import Testing

@testable import Server

@Suite("Requests that mean no good", .timeLimit(.minutes(5)))
struct AbuseTests {
  @Test("heads and paths that no client of good will sends have an answer of the right kind, or none")
  func heads() async throws {
    let server = try await RunningServer { $0.uploadTimeout = .seconds(5) }
    let long = String(repeating: "a", count: 20_000)
    let wanted: [(String, [Int?])] = [
      ("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", [404]),
      ("GET /static/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n", [404]),
      ("GET /static/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", [404]),
      ("GET /%00%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", [404]),
      ("GET /\\..\\..\\windows HTTP/1.1\r\nHost: x\r\n\r\n", [404]),
      ("GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n", [200, 400, 404]),
      ("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", [404, 405]),
      ("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", [405]),
      ("CONNECT other:443 HTTP/1.1\r\nHost: x\r\n\r\n", [400, 404, 405, nil]),
      ("PATCH /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", [405]),
      ("GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n", [400, nil]),
      ("GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", [400, 404, nil]),
      ("GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 200) + "\r\n", [400, nil]),
      ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", [400]),
      ("GET / HTTP/1.1\r\nHost: x\r\nA\u{0}B: c\r\n\r\n", [400]),
      ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", [400, nil]),
      ("NONSENSE\r\n\r\n", [400, nil]),
      ("POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", [400]),
      ("POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", [400]),
      ("POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", [400, 413]),
      ("POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n", [413]),
      (
        "POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        [400]
      ),
      ("POST /classify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", [400]),
      ("POST /classify?model=%22%3Cscript%3E HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", [404]),
      ("GET /classify-url?url=file:///etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", [403]),
      ("GET /classify-url?url=http://169.254.169.254/latest/ HTTP/1.1\r\nHost: x\r\n\r\n", [403]),
      ("GET /classify-url?url=http://[::ffff:127.0.0.1]/ HTTP/1.1\r\nHost: x\r\n\r\n", [403]),
      ("GET /classify-url?url=http://0x7f.1/ HTTP/1.1\r\nHost: x\r\n\r\n", [403]),
    ]
    for (request, statuses) in wanted {
      let status = try await RawRequest.status(request, port: server.port)
      #expect(statuses.contains(status), "\(request.prefix(80)) → \(status.map(String.init) ?? "closed")")
    }
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
  }

  @Test(
    "pictures with bytes changed or cut off are answered with a prediction or a problem, never with a mistake of ours")
  func mutated() async throws {
    let server = try await RunningServer()
    let originals = [try DrawnBear(kind: .black, seed: 1).jpeg()] + Self.samples(12)
    var generator = SplitMix64(seed: 20_261_125)
    for round in 0..<120 {
      var bytes = originals[round % originals.count]
      if round % 3 == 0 { bytes = Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &generator))) }
      for _ in 0..<(1 << (round % 6)) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      let answer = try await server.send("/classify", .POST, body: bytes)
      #expect([200, 413, 415].contains(answer.status), "round \(round): \(answer.text)")
    }
    #expect(try await server.send("/healthz").status == 200)
    try await server.stop()
  }

  /// Some of the picture fixtures, of any kind.
  private static func samples(_ count: Int) -> [[UInt8]] {
    let folder = SharedData.oddImages ?? FilePath.imageFixtures
    let names = FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String } ?? []
    let files = names.sorted().compactMap { FileManager.default.contents(atPath: (folder / $0).string) }
      .filter { !$0.isEmpty && $0.count < 200_000 }
    return stride(from: 0, to: files.count, by: max(1, files.count / count)).prefix(count).map { Array(files[$0]) }
  }
}
