import Demo
import Foundation
import Images
import SystemPackage
import Testing

@testable import Collecting

@Suite("Faults of sites")
struct DownloadFaultTests {
  /// Downloads one address of a site with that answer.
  private func fetch(
    _ answer: SiteAnswer, options: DownloadOptions = .quick
  ) async throws -> (report: DownloadReport, requests: Int, files: [String]) {
    let folder = try TemporaryFolder()
    return try await withSite(["/x.jpg": answer]) { site in
      let report = try await downloadImages(
        [ImageLink(site.url("/x.jpg"))], to: folder.path.appending("black"), options: options)
      return (report, site.requestCount, try folder.names("black"))
    }
  }

  private func failure(_ answer: SiteAnswer, options: DownloadOptions = .quick) async throws -> (DownloadFailure, Int) {
    let result = try await fetch(answer, options: options)
    #expect(result.files.isEmpty, "nothing half-written stays")
    return (try #require(result.report.failures.first), result.requests)
  }

  @Test("statuses that will not pass are not tried again", arguments: [400, 401, 403, 404, 410])
  func permanent(status: Int) async throws {
    let (failure, requests) = try await failure(.status(status))
    #expect(failure.status == status && failure.reason.hasPrefix("HTTP \(status)"))
    #expect(requests == 1 && failure.attempts == 1)
  }

  @Test("statuses that may pass are tried again three times", arguments: [408, 425, 429, 500, 503])
  func transient(status: Int) async throws {
    let (failure, requests) = try await failure(.status(status))
    #expect(failure.status == status)
    #expect(requests == 4 && failure.attempts == 4)
  }

  @Test("a site that recovers gives its picture in the end")
  func recovers() async throws {
    let result = try await fetch(.flaky(failures: 2, then: .jpeg(1)))
    #expect(result.report.saved.map(\.attempts) == [3])
  }

  @Test("Retry-After is waited for")
  func retryAfter() async throws {
    var options = DownloadOptions.quick
    options.retries = 1
    let (_, _) = try await failure(.status(429, headers: ["retry-after": "0"]), options: options)
    let clock = ContinuousClock()
    let time = try await clock.measure {
      _ = try await failure(.status(429, headers: ["retry-after": "1"]), options: options)
    }
    #expect(time >= .seconds(1))
  }

  @Test("a page with status 200 is not taken for a picture")
  func page() async throws {
    let (failure, requests) = try await failure(.html("<!DOCTYPE html><html><body>Not found</body></html>"))
    #expect(failure.reason == "the answer is an HTML page, not an image")
    #expect(failure.status == 200 && requests == 1)
  }

  @Test("a page that claims to be a picture is not taken for one")
  func lyingType() async throws {
    let bytes = Array(("<html>" + String(repeating: "x", count: 100_000)).utf8)
    let (failure, _) = try await failure(.file(bytes, contentType: "image/jpeg"))
    #expect(failure.reason == "the answer is an HTML page, not an image")
  }

  @Test("an empty answer, text and JSON are named for what they are")
  func otherContent() async throws {
    #expect(try await failure(.file([], contentType: "image/jpeg")).0.reason == "the answer is empty")
    #expect(
      try await failure(.file(Array("gone".utf8), contentType: "")).0.reason == "the answer is text, not an image")
    #expect(
      try await failure(.file(Array("{\"a\":1}".utf8), contentType: "")).0.reason == "the answer is JSON, not an image")
  }

  @Test("the suffix is that of the content, whatever the address and the server say")
  func suffix() async throws {
    #expect(try await fetch(.file(Picture.png(1), contentType: "image/jpeg")).files == ["00000000.png"])
  }

  @Test("an answer that is cut off is a failure that says how much came, and is tried again")
  func truncated() async throws {
    let bytes = try Picture.jpeg(1, width: 200, height: 200)
    let (failure, requests) = try await failure(.truncated(bytes, declared: bytes.count, sent: 700))
    #expect(failure.reason == "cut off after 700 bytes of \(bytes.count.asBytes)")
    #expect(requests == 4)
  }

  @Test("a server that goes silent in the middle is given up")
  func stall() async throws {
    var options = DownloadOptions.quick
    options.retries = 1
    options.idleTimeout = .milliseconds(300)
    let (failure, requests) = try await failure(.stall(Picture.jpeg(1), after: 100), options: options)
    #expect(failure.reason == "no byte for 0.3 s")
    #expect(requests == 2)
  }

  @Test("a server that sends a byte now and then is cut off by the total time")
  func drip() async throws {
    var options = DownloadOptions.quick
    options.totalTimeout = .milliseconds(700)
    let (failure, requests) = try await failure(.drip(Picture.jpeg(1), bytesPerSecond: 10), options: options)
    #expect(failure.reason == "not whole after 0.7 s")
    #expect(requests == 1)
  }

  @Test("a picture that never ends is cut off by the limit of bytes, as is one that says how large it is")
  func endless() async throws {
    var options = DownloadOptions.quick
    options.maxBytes = 300_000
    let endless = try await failure(.endless(Picture.jpeg(1)), options: options)
    #expect(endless.0.reason == "larger than the limit of 300 kB" && endless.1 == 1)
    let declared = try await failure(.truncated(Picture.jpeg(1), declared: 400_000, sent: 10), options: options)
    #expect(declared.0.reason == "larger than the limit of 300 kB" && declared.1 == 1)
  }

  @Test("redirects are followed, but not in circles and not for ever")
  func redirects() async throws {
    let folder = try TemporaryFolder()
    var routes: [String: SiteAnswer] = ["/loop": .redirectLoop, "/0": try .jpeg(1)]
    for step in 1...7 { routes["/\(step)"] = .redirect(to: "/\(step - 1)") }
    try await withSite(routes) { site in
      let links = ["/5", "/7", "/loop"].map { ImageLink(site.url($0)) }
      let report = try await downloadImages(links, to: folder.path.appending("black"), options: .quick)
      #expect(report.saved.map(\.position) == [0])
      #expect(report.failures.map(\.reason) == ["more than 5 redirects", "redirects in a circle"])
      #expect(report.failures.map(\.attempts) == [1, 1])
    }
  }

  @Test("an answer that was compressed on the way is held as the picture itself")
  func gzip() async throws {
    let folder = try TemporaryFolder()
    let bytes = try Picture.jpeg(3, width: 90, height: 90)
    try await withSite(["/x": .gzip(bytes, contentType: "image/jpeg")]) { site in
      let report = try await downloadImages(
        [ImageLink(site.url("/x"))], to: folder.path.appending("black"), options: .quick)
      #expect(report.failures == [])
      #expect(try folder.bytes("black/00000000.jpg") == bytes)
    }
  }

  @Test("sites that want a browser are served what they want")
  func userAgent() async throws {
    #expect(try await fetch(.requiresUserAgent(then: .jpeg(1))).report.saved.count == 1)
  }

  @Test("nobody listening, no such host, and no link at all are failures of that link alone")
  func unreachable() async throws {
    let folder = try TemporaryFolder()
    let links = ["http://127.0.0.1:1/x.jpg", "http://no-such-host.invalid/x.jpg", "bear.jpg", "ftp://a/b.jpg"]
    var options = DownloadOptions.quick
    options.retries = 1
    let report = try await downloadImages(links.map { ImageLink($0) }, to: folder.path.appending("b"), options: options)
    #expect(
      report.failures.map(\.reason) == [
        "connection refused", "no such host: no-such-host.invalid",
        "not a link that begins with http:// or https://", "not a link that begins with http:// or https://",
      ])
    #expect(report.failures.map(\.status) == [nil, nil, nil, nil])
  }

  @Test("a server that hangs up without a word is tried again")
  func hangUp() async throws {
    let (failure, requests) = try await failure(.hangUp)
    #expect(failure.reason == "the server closed the connection without an answer")
    #expect(requests == 4)
  }

  @Test("pictures are shrunk on arrival when asked for, small ones are left alone")
  func shrinks() async throws {
    let folder = try TemporaryFolder()
    let small = try Picture.jpeg(2)
    let routes: [String: SiteAnswer] = [
      "/big": .file(try Picture.png(1, width: 300, height: 200), contentType: "image/png"),
      "/small": .file(small, contentType: "image/jpeg"), "/bad": .file(Array(small.prefix(200)), contentType: ""),
    ]
    var options = DownloadOptions.quick
    options.maxSize = 60
    try await withSite(routes) { [options] site in
      let links = ["/big", "/small", "/bad"].map { ImageLink(site.url($0)) }
      let report = try await downloadImages(links, to: folder.path.appending("black"), options: options)
      #expect(try ImageHeader(contentsOf: folder.path.appending("black/00000000.png")).width == 60)
      #expect(try folder.bytes("black/00000001.jpg") == small)
      #expect(report.failures.count == 1 && report.saved.count == 2)
    }
  }

  @Test("links with spaces and letters beyond ASCII are encoded, encoded ones are left alone")
  func addresses() {
    #expect(LinkAddress.normalized("http://a/ü b%20c.jpg?q=[1]|2") == "http://a/%C3%BC%20b%20c.jpg?q=%5B1%5D%7C2")
    #expect(LinkAddress.normalized("HTTP://a/x") != nil)
    #expect(LinkAddress.normalized("http://[::1]:80/100%/x%2F") == "http://[::1]:80/100%25/x%2F")
    #expect(LinkAddress.normalized("http://") == nil)
    #expect(LinkAddress.normalized("file:///etc/passwd") == nil)
  }

  @Test("Retry-After may be seconds or a date")
  func retryAfterForms() {
    #expect(RetryAfter.duration("120") == .seconds(120))
    #expect(
      RetryAfter.duration("Thu, 01 Jan 1970 00:01:00 GMT", now: .init(timeIntervalSince1970: 20)) == .seconds(40))
    #expect(RetryAfter.duration("soon") == nil)
  }
}
