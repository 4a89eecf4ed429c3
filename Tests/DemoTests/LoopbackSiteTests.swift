import Foundation
import Testing

@testable import Demo

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite("The site on this machine")
struct LoopbackSiteTests {
  @Test("routes answer, other paths are 404, and requests are counted by path")
  func routes() async throws {
    let site = try await LoopbackSite(["/a": .file([1, 2, 3], contentType: "image/x")])
    for path in ["/a", "/a?b", "/none"] {
      let (data, response) = try await URLSession.shared.data(from: try #require(URL(string: site.url(path))))
      #expect(Array(data) == (path == "/none" ? [] : [1, 2, 3]))
      #expect((response as? HTTPURLResponse)?.statusCode == (path == "/none" ? 404 : 200))
    }
    #expect(site.requests == ["/a": 2, "/none": 1])
    try await site.stop()
  }

  @Test("stopping ends connections that are in the middle of an answer")
  func stops() async throws {
    let site = try await LoopbackSite(["/a": .stall([1, 2, 3], after: 1)])
    let url = try #require(URL(string: site.url("/a")))
    async let answer = URLSession.shared.data(from: url)
    while site.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    try await site.stop()
    _ = try? await answer
  }

  @Test("gzip: the length of the blocks and the checksum are right")
  func gzip() {
    let bytes = Array("123456789".utf8)
    let packed = Gzip.stored(bytes)
    #expect(Array(packed.suffix(8)) == [0x26, 0x39, 0xF4, 0xCB, 9, 0, 0, 0])
    #expect(packed.count == 10 + 5 + 9 + 8)
    #expect(Gzip.stored([UInt8](repeating: 7, count: 70_000)).count == 10 + 5 + 65_535 + 5 + 4_465 + 8)
  }
}
