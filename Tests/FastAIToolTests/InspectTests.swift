import Demo
import Foundation
import Images
import Testing

@testable import FastAITool

@Suite("fastai inspect, edit, and the options of collect and verify")
struct InspectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func picture(_ seed: Int) throws -> [UInt8] {
    let pixels = (0..<80 * 70 * 3).map { UInt8(truncatingIfNeeded: $0 &* (seed &+ 7) &+ seed / 3) }
    return try RGBImage(width: 80, height: 70, pixels: pixels).encoded(as: .png)
  }

  private func fill() throws {
    for number in 0..<4 { try folder.write(picture(number), to: "bears/black/\(number).png") }
    for number in 4..<7 { try folder.write(picture(number), to: "bears/test/\(number).png") }
    try folder.write(Array("no".utf8), to: "bears/black/text.jpg")
  }

  private func run(_ arguments: String...) async throws -> Binary.Result { try await Binary.run(arguments) }

  @Test("inspect says what is there and what is odd, and its last line is the sum")
  func inspects() async throws {
    try fill()
    let result = try await run("inspect", folder("bears"), "--json")
    let events = try result.events
    #expect(result.status == 0)
    let last = try #require(events.last)
    #expect(last["event"] as? String == "inspected" && last["images"] as? Int == 7 && last["bad"] as? Int == 1)
    #expect(last["classes"] as? [String] == ["black", "test"] && last["counts"] as? [Int] == [4, 3])
    #expect(last["formats"] as? [String] == ["png"] && last["split"] as? String == "none")
    let codes = events.compactMap { $0["code"] as? String }
    #expect(codes.contains("suspiciousClass") && codes.contains("brokenFiles") && codes.contains("tinyValidation"))
    #expect(try folder.names("bears") == ["black", "test"], "nothing was written")
    let plain = try await run("inspect", folder("bears"))
    #expect(plain.output.contains("├── black") && plain.output.contains("  ! the folder test counts as a class"))
  }

  @Test("edits are made, undone, done again and exported")
  func edits() async throws {
    try fill()
    _ = try await run("verify", folder("bears"))
    let changed = try await run(
      "edit", folder("bears"), "--relabel", "black/0.png=panda", "--quarantine", "black/1.png", "--json")
    #expect(try changed.events.compactMap { $0["change"] as? String } == ["relabeled", "quarantined"])
    #expect(try folder.names("bears/black") == ["0.png", "2.png", "3.png"])
    let undone = try await run("edit", folder("bears"), "--undo", "--export", folder("cleaned.csv"))
    #expect(undone.status == 0 && undone.output.contains("restored black/1.png"))
    let list = try String(contentsOfFile: folder("cleaned.csv"), encoding: .utf8)
    #expect(list.hasPrefix("name,label\nblack/0.png,black\nblack/1.png,black\n"))
    #expect(
      try await run("edit", folder("bears"), "--redo").output.contains("relabeled black/0.png from black to panda"))
    try folder.write(Array("name,label\nblack\\0.png,teddy\n".utf8), to: "windows.csv")
    let taken = try await run("edit", folder("bears"), "--cleaned", folder("windows.csv"), "--json")
    #expect(try taken.events.last?["changes"] as? Int == 6)
    #expect(try await run("edit", folder("bears"), "--quarantine", "none.jpg").status == 64)
    #expect(try await run("edit", folder("bears"), "--undo", "--redo").status == 64)
  }

  @Test("a data set that cannot be written is verified with the catalog in a work folder")
  func workFolder() async throws {
    try fill()
    let verified = try await run("verify", folder("bears"), "--work", folder("work"), "--json")
    #expect(try verified.events.last?["bad"] as? Int == 1)
    #expect(try folder.names("bears") == ["black", "test"] && folder.names("work").contains("catalog.sqlite"))
    #expect(try folder.names("bears/black").contains("text.jpg"))
    let again = try await run("verify", folder("bears"), "--work", folder("work"), "--json")
    #expect(try again.events.last?["unchanged"] as? Int == 7)
    #expect(try await run("restore", folder("bears"), "--work", folder("work")).output.contains("1 restored"))
    #expect(try await run("verify", folder("bears"), "--work", "x", "--on-failure", "delete").status == 64)
  }

  @Test("collect verifies on arrival, reports copies, writes what failed, and fails when too much has")
  func collects() async throws {
    let bear = try picture(1)
    let site = try await LoopbackSite([
      "/0": .file(bear, contentType: "image/png"), "/1": .file(bear, contentType: "image/png"),
      "/2": .file(Array(bear.prefix(bear.count / 2)), contentType: "image/png"), "/3": .status(404),
    ])
    try folder.write(Array((0..<4).map { site.url("/\($0)") }.joined(separator: "\n").utf8), to: "urls_black.txt")
    let command = ["collect", folder("urls_black.txt"), "--to", folder("bears"), "--json"]
    let result = try await Binary.run(command + ["--verify", "--max-failed", "0.6"])
    let last = try #require(try result.events.last)
    #expect(result.status == 0 && last["saved"] as? Int == 2 && last["duplicates"] as? Int == 1)
    #expect(try result.events.contains { ($0["reason"] as? String)?.hasPrefix("the picture is broken") == true })
    let list = try #require(last["retryList"] as? String)
    #expect(
      try String(contentsOfFile: list, encoding: .utf8).contains("\(site.url("/3")),black,404,HTTP 404 Not Found"))
    #expect(try await Binary.run(command + ["--max-failed", "0.2"]).status == 69)
    let retried = try await Binary.run(
      ["collect", list, "--to", folder("bears"), "--json", "--retry-list", folder("again.csv")])
    #expect(try retried.events.filter { $0["event"] as? String == "failed" }.count == 2 - 1)
    try await site.stop()
  }

  @Test("each of them explains itself, with an example", arguments: ["inspect", "edit"])
  func help(command: String) async throws {
    #expect(try await run(command, "--help").output.contains("Example:\n\n  fastai \(command) "))
  }
}
