import Catalog
import Demo
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import FastAITool

/// `fastai clean` as a process of its own, and the address of its page.
final class CleaningProcess: Sendable {
  let address: String
  private let process: Process

  init(_ arguments: [String]) async throws {
    process = Process()
    process.executableURL = URL(filePath: Binary.path)
    process.arguments = ["clean"] + arguments + ["--port", "0", "--json"]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.standardError)
    try process.run()
    let line = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var text = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1), !part.isEmpty, part.first != 10 {
          text.append(part)
        }
        continuation.resume(returning: text)
      }
    }
    let event = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
    guard let url = event?["url"] as? String else {
      throw Chromium.Failure(description: "no address: \(String(decoding: line, as: UTF8.self))")
    }
    address = url
  }

  /// Without warning.
  func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends it as Ctrl-C does.
  func stop() -> Int32 {
    process.interrupt()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite("The cleaner in a real browser", .serialized)
struct CleanTests {
  private static let reason: Comment = "needs chromium"

  /// Drawn bears and a model that has learned nothing: what matters here is the page.
  private func prepared(_ count: Int = 12) async throws -> (TemporaryFolder, [String]) {
    let folder = try TemporaryFolder()
    try folder.drawBears(count, kinds: DrawnBear.Kind.allCases)
    let model = folder("model.safetensors")
    let trained = try await Binary.run([
      "train", folder("data"), "--arch", "resnet18", "--weights", "none", "--size", "32", "--epochs", "0",
      "--output", model, "--quiet",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    return (folder, [model, folder("data")])
  }

  private func state(_ page: Chromium.Page, _ id: String) async throws -> String {
    try await page.value("document.querySelector('[data-id=\"\(id)\"]')?.dataset.state")
  }

  private static let ready = "document.body?.dataset.ready && document.querySelector('.card[data-id]')"

  @Test(
    "deletes, relabels, undoes, survives a reload and kill -9, exports, trains anew: every action that was shown is there",
    .enabled(if: Chromium.path != nil, reason))
  func wholePath() async throws {
    let (folder, arguments) = try await prepared()
    var cleaner = try await CleaningProcess(arguments)
    let browser = try Chromium()
    defer { browser.stop() }
    let page = try await browser.page()
    try await page.open(cleaner.address)
    try await page.wait(for: Self.ready)
    let ids = try await page.value(
      "[...document.querySelectorAll('.card[data-id]')].slice(0, 8).map((c) => c.dataset.id)"
    )
    .split(separator: ",").map(String.init)
    try #require(ids.count == 8)
    let names = try await page.value(
      "[...document.querySelectorAll('.card[data-id]')].slice(0, 8).map((c) => c.getAttribute('aria-label').split(':')[0])"
    ).split(separator: ",").map(String.init)

    // The first is deleted by key, the second relabelled by key to another class, the third kept by a click.
    try await page.click("[data-id=\"\(ids[0])\"] .picture")
    try await page.press("d")
    try await page.wait(for: "document.querySelector('[data-id=\"\(ids[0])\"]').dataset.state == 'deleted'")
    let other = names[1].hasPrefix("black") ? (key: "2", label: "grizzly") : (key: "1", label: "black")
    try await page.click("[data-id=\"\(ids[1])\"] .picture")
    try await page.press(other.key)
    try await page.wait(for: "document.querySelector('[data-id=\"\(ids[1])\"]').dataset.state == 'relabeled'")
    try await page.click("[data-id=\"\(ids[2])\"] .act.keep")
    try await page.wait(for: "document.querySelector('[data-id=\"\(ids[2])\"]').dataset.state == 'kept'")

    // Two more are deleted together and brought back by undo; one of them is deleted again by redo's opposite.
    try await page.click("[data-id=\"\(ids[3])\"] .picture")
    try await page.click("[data-id=\"\(ids[4])\"] .picture", modifiers: 2)
    try await page.press("Delete")
    try await page.wait(for: "document.querySelector('[data-id=\"\(ids[4])\"]').dataset.state == 'deleted'")
    try await page.press("z")
    try await page.wait(for: "document.querySelector('[data-id=\"\(ids[4])\"]').dataset.state == 'open'")
    #expect(try await state(page, ids[3]) == "open")

    let wanted = ["deleted", "relabeled", "kept", "open", "open"]
    try await page.send("Page.reload")
    try await page.wait(for: "document.readyState == 'complete' && \(Self.ready)")
    for (id, state) in zip(ids, wanted) { #expect(try await self.state(page, id) == state) }
    #expect(browser.problems.isEmpty, "\(browser.problems)")

    cleaner.end()
    try await page.press("k")
    try await page.wait(for: "!document.getElementById('offline').hidden")
    cleaner = try await CleaningProcess(arguments)
    browser.forgetProblems()
    try await page.open(cleaner.address)
    try await page.wait(for: Self.ready)
    for (id, state) in zip(ids, wanted) { #expect(try await self.state(page, id) == state) }

    try await page.click("#export")
    try await page.wait(for: "document.getElementById('said').textContent.includes('35 pictures')")
    let list = try CleanedList(contentsOf: FilePath(folder("data/cleaned.csv")))
    #expect(list.rows.count == 35 && !list.rows.contains { $0.name.string == names[0] })
    #expect(list.rows.first { $0.name.string == names[1] }?.label == other.label)

    try await page.click("#retrain")
    try await page.wait(for: "document.querySelector('#comparison .verdict, #comparison .warn')", seconds: 300)
    let verdict = try await page.value("document.querySelector('#comparison').textContent")
    #expect(verdict.contains("95 % interval") && verdict.contains("Trained on the pictures as they are"), "\(verdict)")
    #expect(FileManager.default.fileExists(atPath: folder("model-cleaned.safetensors")))
    #expect(browser.problems.isEmpty, "\(browser.problems)")
    #expect(cleaner.stop() == 0)
  }

  @Test(
    "two tabs show each other's work, the address keeps what is looked at, and keys alone are enough",
    .enabled(if: Chromium.path != nil, reason))
  func tabsAndKeys() async throws {
    let (folder, arguments) = try await prepared(4)
    defer { withExtendedLifetime(folder) {} }
    let cleaner = try await CleaningProcess(arguments)
    let browser = try Chromium()
    defer { browser.stop() }
    let (one, two) = (try await browser.page(), try await browser.page())
    for page in [one, two] {
      try await page.open(cleaner.address + "?class=teddys&order=name")
      try await page.wait(for: Self.ready)
      #expect(try await page.value("document.getElementById('count').textContent") == "4 pictures")
    }
    try await one.press("Tab")
    try await one.value("document.querySelector('[data-place=\"0\"]').focus()")
    try await one.press("ArrowRight")
    try await one.press("ArrowRight", shift: true)
    #expect(try await one.value("document.getElementById('chosen').textContent") == "2 chosen")
    try await one.press("k")
    try await two.wait(for: "document.querySelectorAll('.card[data-state=kept]').length == 2")
    try await one.wait(for: "location.search.includes('at=')")
    try await one.send("Page.reload")
    try await one.wait(for: "document.readyState == 'complete' && \(Self.ready)")
    #expect(try await one.value("document.getElementById('class').value") == "teddys")
    #expect(try await one.value("document.querySelector('.card.current') != null") == "true")
    try await one.press("/")
    #expect(try await one.value("document.activeElement.id") == "q")
    #expect(browser.problems.isEmpty, "\(browser.problems)")
    #expect(cleaner.stop() == 0)
  }

  @Test(
    "every control has a name, every picture an alternative, nothing is wider than a phone, and text has contrast",
    .enabled(if: Chromium.path != nil, reason))
  func accessible() async throws {
    let (folder, arguments) = try await prepared(6)
    defer { withExtendedLifetime(folder) {} }
    let cleaner = try await CleaningProcess(arguments)
    let browser = try Chromium()
    defer { browser.stop() }
    for (isPhone, isDark) in [(false, false), (false, true), (true, false), (true, true)] {
      let page = try await browser.page(
        width: isPhone ? 390 : 1280, height: isPhone ? 844 : 800, isDark: isDark, isPhone: isPhone)
      try await page.open(cleaner.address)
      try await page.wait(for: Self.ready)
      #expect(try await page.value(Self.unnamed) == "", "controls without a name")
      #expect(try await page.value("document.documentElement.scrollWidth <= innerWidth") == "true")
      #expect(try await page.value(Self.faint) == "", "text without contrast, dark: \(isDark)")
    }
    #expect(browser.problems.isEmpty, "\(browser.problems)")
    #expect(cleaner.stop() == 0)
  }

  /// Controls in sight that a screen reader could not name.
  private static let unnamed = """
    [...document.querySelectorAll('button, select, input, [role=gridcell], [role=grid], dialog, img:not([alt])')]
      .filter((e) => e.closest('[hidden]') === null && !(e.textContent.trim() || e.ariaLabel || e.labels?.length
        || e.getAttribute('aria-labelledby'))).map((e) => e.outerHTML.slice(0, 80)).join('; ')
    """

  /// Text whose contrast to the nearest background is under 4.5 (WCAG 2.2, 1.4.3), of what can be used.
  private static let faint = """
    (() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data; };
      const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = (e) => { for (let at = e; at; at = at.parentElement) { const c = rgba(getComputedStyle(at).backgroundColor);
        if (c[3] > 250) return c; } return [255, 255, 255]; };
      return [...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
        && e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest(':disabled, option')).map((e) => {
        const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
        return [(a + 0.05) / (b + 0.05), e];
      }).filter(([ratio]) => ratio < 4.5).map(([ratio, e]) => `${ratio.toFixed(2)} ${e.outerHTML.slice(0, 70)}`).join('; ');
    })()
    """
}
