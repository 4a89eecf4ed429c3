import Collecting
import Demo
import Testing

@Suite("Links of strangers")
struct RemoteImagesTests {
  @Test(
    "addresses that are not of the open internet are known in every spelling",
    arguments: [
      "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3",
      "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192",
      "192.0.2.7", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.9",
      "203.0.113.200", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1",
      "::2", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "::127.0.0.1",
      "0:0:0:0:0:ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1",
      "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::", "2002:c0a8:101::1",
      "2002:a9fe:a9fe::", "3fff::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1",
      "ff0e::1", "4000::1", "5f00::1", "8000::1",
    ])
  func closed(_ text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic == false)
  }

  @Test(
    "addresses of the open internet are let through, at the borders of the closed ranges too",
    arguments: [
      "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
      "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
      "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:200::1",
      "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
    ])
  func open(_ text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic)
  }

  /// What an attacker would try, with the port of a site that must not be reached.
  private static func tricks(_ port: Int) -> [String] {
    let hosts = [
      "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0",
      "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
      "[0:0:0:0:0:0:0:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]", "10.0.0.1",
      "192.168.0.1", "172.16.0.1", "169.254.169.254", "2852039166", "0xa9fea9fe", "metadata.google.internal",
      "user@127.0.0.1", "user:pass@localhost", "example.org@127.0.0.1", "127.0.0.1%00.example.org", "127。0。0。1",
      "①②⑦.⓪.⓪.①", "localhost%2e", "%6c%6f%63alhost", "[::1%25lo]", "127.0.0.1#@example.org", "",
    ]
    let targets = hosts.map { "http://\($0):\(port)/secret.jpg" }
    return targets + [
      "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:\(port)/x", "data:image/png;base64,AAAA",
      "javascript:alert(1)", "//127.0.0.1:\(port)/x", "/secret.jpg", "http:///secret.jpg", "http:127.0.0.1", "http://",
      "https://", "http://127.0.0.1:22/", "http://example.org:25/", "http://[::1", "http://127.0.0.1:99999/x",
      "http://127.0.0.1:\(port)\\@example.org/", "\u{0}http://127.0.0.1:\(port)/", "hTTp://LocalHost:\(port)/",
      "unix:///var/run/docker.sock", "http://a b/", String(repeating: "http://127.0.0.1/", count: 1000), "",
    ]
  }

  @Test("no trick makes a connection to a private address")
  func refused() async throws {
    let site = try await LoopbackSite(["/secret.jpg": .file([1, 2, 3], contentType: "image/jpeg")])
    for link in Self.tricks(site.port) {
      await #expect(throws: CollectingError.self, "\(link)") { try await RemoteImages().bytes(from: link) }
    }
    #expect(site.requestCount == 0 && site.peakConnections == 0)
    try await site.stop()
  }

  private func open(_ change: (inout RemoteImages.Limits) -> Void = { _ in }) -> RemoteImages {
    var limits = RemoteImages.Limits()
    limits.allowsPrivateAddresses = true
    change(&limits)
    return RemoteImages(limits)
  }

  @Test("a picture is fetched, over redirects too")
  func fetched() async throws {
    let site = try await LoopbackSite([
      "/a": .redirect(to: "/b?x=1"), "/b": .file([7, 8, 9], contentType: "image/jpeg"),
    ])
    #expect(try await open().bytes(from: site.url("/b")) == [7, 8, 9])
    let port = site.port
    #expect(try await open().bytes(from: "http://localhost:\(port)/b") == [7, 8, 9])
    site.set(.file([4], contentType: "image/jpeg"), at: "/b?x=1")
    #expect(try await open().bytes(from: site.url("/a")) == [4])
    try await site.stop()
  }

  @Test("a redirect to an address that is not plain is refused, and each fault has its reason")
  func faults() async throws {
    let site = try await LoopbackSite([
      "/file": .redirect(to: "file:///etc/passwd"), "/loop": .redirectLoop, "/gone": .status(404),
      "/endless": .endless([1]), "/stall": .stall([1, 2], after: 1), "/hangup": .hangUp,
    ])
    let remote = open {
      $0.maxBytes = 100_000
      $0.totalTimeout = .seconds(60)
    }
    let impatient = open { $0.totalTimeout = .milliseconds(300) }
    let wanted: [(String, CollectingError.Code)] = [
      ("/file", .refusedAddress), ("/loop", .unavailable), ("/gone", .unavailable), ("/endless", .tooLarge),
      ("/stall", .timedOut), ("/hangup", .unavailable),
    ]
    for (path, code) in wanted {
      let error = await #expect(throws: CollectingError.self, "\(path)") {
        try await (path == "/stall" ? impatient : remote).bytes(from: site.url(path))
      }
      #expect(error?.code == code, "\(path): \(error?.description ?? "")")
    }
    try await site.stop()
  }
}
