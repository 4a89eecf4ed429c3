import Demo
import Foundation
import Images
import Testing

@testable import FastAITool

@Suite("fastai collect, verify, restore")
struct CollectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func picture(_ seed: Int) throws -> [UInt8] {
    let pixels = (0..<24 * 16 * 3).map { UInt8(truncatingIfNeeded: $0 &* (seed &+ 7) &+ seed / 3) }
    return try RGBImage(width: 24, height: 16, pixels: pixels).encoded(as: .jpeg())
  }

  /// A site with two pictures, a dead link and a page; and its list.
  private func withSite(_ body: (LoopbackSite) async throws -> Void) async throws {
    let site = try await LoopbackSite([
      "/0.jpg": .file(picture(0), contentType: "image/jpeg"), "/1.jpg": .file(picture(1), contentType: "image/jpeg"),
      "/page.jpg": .html("<html>no</html>"), "/slow.jpg": .stall(picture(2), after: 10),
    ])
    let urls = ["/0.jpg", "/gone.jpg", "/page.jpg", "/1.jpg"].map(site.url)
    try folder.write(Array(urls.joined(separator: "\n").utf8), to: "urls_black.txt")
    do { try await body(site) } catch {
      try await site.stop()
      throw error
    }
    try await site.stop()
  }

  private func collect(_ more: String...) async throws -> Binary.Result {
    try await Binary.run(["collect", folder("urls_black.txt"), "--to", folder("bears")] + more)
  }

  @Test("with --json there is an event for each link, and the sum comes last")
  func json() async throws {
    try await withSite { site in
      let result = try await collect("--json")
      let events = try result.events
      #expect(result.status == 0 && result.errors.isEmpty)
      let failed = events.filter { $0["event"] as? String == "failed" }
      #expect(Set(failed.compactMap { $0["status"] as? Int }) == [404, 200])
      #expect(failed.contains { $0["url"] as? String == site.url("/gone.jpg") })
      #expect(failed.allSatisfy { $0["reason"] is String })
      let last = try #require(events.last)
      #expect(last["event"] as? String == "collected")
      #expect(last["saved"] as? Int == 2 && last["skipped"] as? Int == 0 && last["failed"] as? Int == 2)
      #expect(last["seconds"] is Double)
      #expect(try folder.names("bears/black") == ["00000000.jpg", "00000003.jpg"])
    }
  }

  @Test("a second run skips what is held")
  func resumes() async throws {
    try await withSite { _ in
      _ = try await collect()
      let last = try #require(try await collect("--json").events.last)
      #expect(last["saved"] as? Int == 0 && last["skipped"] as? Int == 2)
    }
  }

  @Test("into a pipe go plain lines: no colours, no bar")
  func plain() async throws {
    try await withSite { site in
      let result = try await collect()
      #expect(result.lines.contains("failed \(site.url("/gone.jpg")): HTTP 404 Not Found"))
      #expect(result.output.contains("2 saved, 0 skipped, 2 failed in"))
      #expect(result.output.contains("1 × the answer is an HTML page, not an image"))
      #expect(!result.output.contains("\u{1B}") && !result.output.contains("\r"))
      #expect(try await collect("--quiet").output.isEmpty)
    }
  }

  @Test("links come from standard input, with a label that is given")
  func standardInput() async throws {
    try await withSite { site in
      let result = try await Binary.run(
        ["collect", "-", "--to", folder("bears"), "--label", "teddy", "--workers", "0"],
        input: "\(site.url("/0.jpg"))\r\n\(site.url("/gone.jpg"))\n")
      #expect(result.status == 0)
      #expect(try folder.names("bears/teddy") == ["00000000.jpg"])
      let nameless = try await Binary.run(["collect", "-", "--to", folder("bears")], input: site.url("/0.jpg"))
      #expect(nameless.status == 64)
      #expect(nameless.errors.contains("--label"))
    }
  }

  @Test("Ctrl-C keeps whole pictures, and says how many")
  func interrupt() async throws {
    try await withSite { site in
      let urls = ["/0.jpg", "/slow.jpg", "/1.jpg"].map(site.url)
      try folder.write(Array(urls.joined(separator: "\n").utf8), to: "urls_black.txt")
      let result = try await Binary.run(
        ["collect", folder("urls_black.txt"), "--to", folder("bears"), "--timeout", "100"],
        interruptedAfter: .seconds(4))
      #expect(result.status == 130)
      #expect(result.output.contains("Stopped. Kept: 2 saved"))
      #expect(try folder.names("bears/black") == ["00000000.jpg", "00000002.jpg"])
    }
  }

  @Test("when no link gives a picture, the exit code says so")
  func nothing() async throws {
    try await withSite { site in
      try folder.write(Array(site.url("/gone.jpg").utf8), to: "urls_black.txt")
      let result = try await collect("--json")
      #expect(result.status == 69)
      #expect(try result.events.map { $0["event"] as? String } == ["failed", "collected", "error"])
      #expect(result.errors.contains("none of the 1 links gave a picture"))
    }
  }

  @Test("verify puts away, restore brings back")
  func verifyAndRestore() async throws {
    for number in 0..<8 { try folder.write(picture(number), to: "bears/black/\(number).jpg") }
    try folder.write(picture(3), to: "bears/teddy/copy.jpg")
    try folder.write(Array("no".utf8), to: "bears/teddy/text.jpg")
    let verified = try await Binary.run(["verify", folder("bears"), "--json"])
    let events = try verified.events
    #expect(verified.status == 0)
    let bad = try #require(events.first { $0["event"] as? String == "bad" })
    #expect((bad["path"] as? String)?.hasSuffix("teddy/text.jpg") == true && bad["reason"] is String)
    let last = try #require(events.last)
    #expect(last["event"] as? String == "verified" && last["good"] as? Int == 9 && last["bad"] as? Int == 1)
    #expect(last["duplicates"] as? Int == 1 && last["seconds"] is Double)
    #expect(try folder.names("bears/teddy") == ["copy.jpg"])
    let restored = try await Binary.run(["restore", folder("bears"), "--json"])
    #expect(try restored.events.last?["restored"] as? Int == 1)
    #expect(try folder.names("bears/teddy") == ["copy.jpg", "text.jpg"])
    #expect(try await Binary.run(["verify", folder("bears")]).output.contains("different labels"))
  }

  @Test("a verification that would put too much away stops, with code 65 and all reasons")
  func safetyStop() async throws {
    for number in 0..<8 { try folder.write([UInt8(number)], to: "bears/black/\(number).jpg") }
    let result = try await Binary.run(["verify", folder("bears"), "--json"])
    #expect(result.status == 65)
    #expect(try result.events.filter { $0["event"] as? String == "bad" }.count == 8)
    #expect(try folder.names("bears/black").count == 8)
    #expect(result.errors.contains("--max-bad"))
    #expect(try await Binary.run(["verify", folder("bears"), "--max-bad", "1"]).status == 0)
  }

  @Test(
    "mistakes in use are 64, a missing list or folder is 74, an empty list 65",
    arguments: [
      (["collect", "--to", "x"], 64), (["collect", "a.txt", "--to", "x", "--workers", "-1"], 64),
      (["verify", "/nowhere"], 74), (["collect", "/nowhere/urls_a.txt", "--to", "/tmp/x"], 74),
      (["collect", "-", "--label", "a", "--to", "/tmp/x"], 65), (["verify", "/", "--on-failure", "burn"], 64),
      (["collect", "-", "--label", "../a", "--to", "/tmp/x"], 65),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], code: Int32) async throws {
    let result = try await Binary.run(arguments)
    #expect(result.status == code)
    #expect(!result.errors.isEmpty && result.output.isEmpty)
  }

  @Test("each command explains itself, with an example", arguments: ["collect", "verify", "restore"])
  func help(command: String) async throws {
    let result = try await Binary.run([command, "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("Example:\n\n  fastai \(command) "))
  }
}

@Suite("Parts of the command line")
struct CommandLineTests {
  @Test(
    "numbers of bytes are read as people write them",
    arguments: [
      ("50M", 50_000_000), ("50MB", 50_000_000), ("500k", 500_000), ("1.5g", 1_500_000_000), ("12345", 12_345),
      ("0", nil), ("-1M", nil), ("many", nil), ("", nil),
    ] as [(String, Int?)])
  func byteCount(text: String, bytes: Int?) { #expect(ByteCount(argument: text)?.bytes == bytes) }

  @Test("lines of JSON escape what must be, and begin with the event")
  func json() {
    let line = JSONLine(
      event: "a",
      fields: ["t": .string("\"\\\n\u{1}ü"), "n": .double(.nan), "s": .seconds(1.23456), "l": .strings(["x"])])
    #expect(line.text == #"{"event":"a","t":"\"\\\n\u0001ü","n":null,"s":1.235,"l":["x"]}"#)
  }
}
