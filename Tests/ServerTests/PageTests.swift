import Collecting
import Demo
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Server

@Suite(
  "The page, in a real browser", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: Browser.program != nil, "there is no Chromium"))
struct PageTests {
  private let bear = Result { try BearFile() }

  /// Opens the page of a server, and ends both afterwards.
  private func withPage(
    noneBelow: ServedModels.NoneThreshold? = nil, javaScript: Bool = true,
    _ change: (inout ServerOptions) -> Void = { _ in },
    _ body: (Browser, RunningServer) async throws -> Void
  ) async throws {
    let server = try await RunningServer(noneBelow: noneBelow, change)
    try await Browser.opened(javaScript: javaScript) { browser in
      try await browser.open(server.url("/"))
      if javaScript { try await browser.wait(until: "document.documentElement.dataset.ready == 'yes'") }
      try await body(browser, server)
    }
    try await server.stop()
  }

  private let hasBars = "document.querySelectorAll('#bars li').length == 3"
  private let status = "document.getElementById('status').textContent"

  /// Statements that make `data`, a DataTransfer with a file in it.
  private func transfer(_ bytes: [UInt8], type: String = "image/jpeg") -> String {
    "const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob('\(Data(bytes).base64EncodedString())'), "
      + "(c) => c.charCodeAt(0))], 'bear.jpg', { type: '\(type)' }));"
  }

  @Test("a chosen file is shown with its class, a bar for each class, and where the network looked")
  func file() async throws {
    try await withPage { browser, _ in
      #expect(try await browser.text("document.getElementById('classes').textContent").contains("grizzly"))
      try await browser.choose([bear.get().path], in: "#file")
      try await browser.wait(until: hasBars)
      #expect(try await browser.isTrue("document.getElementById('preview').naturalWidth > 0"))
      #expect(try await browser.text(status).contains("%"))
      try await browser.click("#why")
      try await browser.wait(until: "document.getElementById('preview').src.startsWith('data:image/jpeg')")
      #expect(try await browser.isTrue("document.getElementById('why').getAttribute('aria-pressed') == 'true'"))
      try await browser.click("#why")
      try await browser.wait(until: "document.getElementById('preview').src.startsWith('blob:')")
      #expect(browser.consoleErrors == [])
    }
  }

  @Test("a picture can be dropped, pasted, photographed, or named by its link")
  func otherWays() async throws {
    let bytes = try DrawnBear(kind: .black, seed: 3).jpeg()
    let site = try await LoopbackSite(["/bear.jpg": .file(bytes, contentType: "image/jpeg")])
    let clear = "document.getElementById('bars').replaceChildren();"
    try await withPage(noneBelow: nil, { $0.remoteImages?.allowsPrivateAddresses = true }) { browser, _ in
      try await browser.run(transfer(bytes) + "window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));")
      try await browser.wait(until: hasBars)
      try await browser.run(
        clear + transfer(bytes) + "window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));")
      try await browser.wait(until: hasBars)
      try await browser.run(clear)
      #expect(try await browser.text("document.getElementById('camera').getAttribute('capture')") == "environment")
      try await browser.choose([bear.get().path], in: "#camera")
      try await browser.wait(until: hasBars)
      try await browser.run(clear + "document.getElementById('url').focus();")
      try await browser.type(site.url("/bear.jpg"))
      try await browser.press("Enter")
      try await browser.wait(until: hasBars)
      #expect(try await browser.isTrue("document.getElementById('picture').hidden"))
      #expect(browser.consoleErrors == [])
    }
  }

  @Test("what is no picture, a link that leads nowhere, and a server that is gone are told in words")
  func errors() async throws {
    try await withPage { browser, server in
      try await browser.run(
        transfer(Array("hello".utf8)) + "window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));")
      try await browser.wait(until: "\(status).startsWith('This is no picture')")
      #expect(try await browser.isTrue("document.querySelectorAll('#bars li').length == 0"))
      try await browser.run("document.getElementById('url').value = 'http://127.0.0.1/a.jpg';")
      try await browser.click("#link button")
      try await browser.wait(until: "\(status).startsWith('The link')")
      try await server.stop()
      try await browser.choose([bear.get().path], in: "#file")
      try await browser.wait(until: "\(status).startsWith('The server does not answer')")
      #expect(try await browser.isTrue("document.getElementById('status').classList.contains('problem')"))
    }
  }

  @Test("a correction is offered and kept; a picture that is none of these is said to be so")
  func feedback() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("page-feedback-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try await withPage(noneBelow: .probability(1), { $0.feedbackDataset = folder }) { browser, _ in
      try await browser.choose([bear.get().path], in: "#file")
      try await browser.wait(until: hasBars)
      #expect(try await browser.text(status).hasPrefix("None of these"))
      try await browser.run("document.getElementById('label').value = 'grizzly';")
      try await browser.click("#feedback button")
      try await browser.wait(until: "document.getElementById('thanks').textContent == 'Thank you: kept as grizzly.'")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string + "/.fastai/feedback").count == 1)
      #expect(browser.consoleErrors == [])
    }
  }

  @Test("a phone's screen shows everything without scrolling sideways, and fingers hit the buttons")
  func phone() async throws {
    try await withPage { browser, server in
      try await browser.setViewport(width: 360, height: 740, scale: 2, isPhone: true)
      try await browser.open(server.url("/"))
      try await browser.wait(until: "document.documentElement.dataset.ready == 'yes'")
      try await browser.choose([bear.get().path], in: "#file")
      try await browser.wait(until: hasBars)
      #expect(try await browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
      #expect(
        try await browser.isTrue(
          "[...document.querySelectorAll('button, .button')].filter((e) => e.offsetParent)"
            + ".every((e) => e.getBoundingClientRect().height >= 44)"))
    }
  }

  @Test("without JavaScript the plain forms do: a file, and a link that is refused in words")
  func withoutJavaScript() async throws {
    try await withPage(javaScript: false) { browser, server in
      try await browser.choose([bear.get().path], in: "#file")
      try await browser.click("input[name=heatmap]")
      try await browser.load { try await browser.click("#upload button") }
      #expect(try await browser.isTrue("document.querySelectorAll('.bars meter').length == 3"))
      #expect(try await browser.isTrue("document.querySelector('img.heat').naturalWidth == 32"))
      try await browser.open(server.url("/"))
      try await browser.click("#url")
      try await browser.type("http://127.0.0.1/a.jpg")
      try await browser.load { try await browser.click("#link button") }
      #expect(try await browser.text("document.querySelector('.problem').textContent").hasPrefix("The link"))
    }
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
