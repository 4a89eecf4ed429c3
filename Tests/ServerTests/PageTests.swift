import Demo
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Server

@Suite("The page, in a real browser", .serialized, .enabled(if: Browser.program != nil, "there is no Chromium"))
struct PageTests {
  @Test("a chosen file is shown with the class and a bar for each class")
  func file() async throws {
    let (server, browser) = (try await RunningServer(), try await Browser())
    let bear = try BearFile()
    try await browser.open(server.url("/"))
    try await browser.choose([bear.path], in: "#file")
    try await browser.wait(until: "document.querySelectorAll('#bars li').length == 3")
    #expect(try await browser.isTrue("document.getElementById('preview').naturalWidth > 0"))
    #expect(try await browser.text("document.getElementById('status').textContent").contains("%"))
    #expect(browser.consoleErrors == [])
    try await browser.close()
    try await server.stop()
  }
}

/// A drawn bear as a file, for as long as it is held.
final class BearFile: Sendable {
  let path: FilePath

  init(_ kind: DrawnBear.Kind = .grizzly, seed: UInt64 = 77) throws {
    path = FilePath(NSTemporaryDirectory()).appending("bear-\(UUID().uuidString).jpg")
    try Data(DrawnBear(kind: kind, seed: seed).jpeg()).write(to: URL(filePath: path.string))
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }
}
