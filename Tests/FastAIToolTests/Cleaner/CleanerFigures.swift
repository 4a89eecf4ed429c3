import Demo
import Foundation
import SystemPackage
import Testing

/// Not a test of right or wrong: prints how fast the page is on this machine, with as many pictures as the variable
/// `FASTAI_CLEANER_PICTURES` says.
///
///     FASTAI_CLEANER_PICTURES=10000 swift test -c release --filter CleanerFigures
@Suite("Figures of the cleaner's page", .serialized)
struct CleanerFigures {
  private static let count = ProcessInfo.processInfo.environment["FASTAI_CLEANER_PICTURES"].flatMap { Int($0) }

  @Test("first screen, actions and scrolling", .enabled(if: count != nil && Chromium.path != nil))
  func figures() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try draw(Self.count ?? 0, in: folder)
    try folder.drawBears(6, kinds: DrawnBear.Kind.allCases, to: "few")
    let model = folder("model.safetensors")
    let options = ["--arch", "resnet18", "--weights", "none", "--size", "32", "--epochs", "0", "--output", model]
    #expect(try await Binary.run(["train", folder("few")] + options).status == 0)
    let started = ContinuousClock.now
    let cleaner = try await CleaningProcess([model, folder("data")])
    print("judged and ready after \(ContinuousClock.now - started)")
    let browser = try Chromium()
    defer { browser.stop() }
    for name in ["first visit", "second visit"] {
      let page = try await browser.page()
      try await page.open(cleaner.address)
      try await page.wait(for: "document.body?.dataset.ready", seconds: 60)
      print("\(name): first screen with all its pictures after \(try await page.value(Self.firstScreen)) ms")
    }
    let page = try await browser.page()
    try await page.open(cleaner.address)
    try await page.wait(for: "document.body?.dataset.ready && document.querySelector('.picture.there')")
    print("scrolling a screen a second, frames in ms: \(try await page.value(Self.scroll(pixelsPerFrame: 12)))")
    print("flying through, frames in ms: \(try await page.value(Self.scroll(pixelsPerFrame: 3000)))")
    try await page.value("(document.getElementById('grid').scrollTop = 0, 0)")
    try await page.wait(for: "document.querySelector('[data-place=\"0\"]')")
    try await page.value("(document.querySelector('[data-place=\"0\"]').focus(), \(Self.watch), 0)")
    for round in 0..<60 {
      try await page.press(["k", "d", "1", "2"][round % 4])
      try await page.wait(for: "shown.length > \(round)")
    }
    print("from key to what is shown, ms: \(try await page.value("spread(shown)"))")
    print("acknowledged by the server, ms: \(try await page.value(Self.acknowledged))")
    #expect(browser.problems.isEmpty, "\(browser.problems)")
    #expect(cleaner.stop() == 0)
  }

  /// Each a file of its own: bytes behind a JPEG's end are ignored.
  private func draw(_ count: Int, in folder: TemporaryFolder) throws {
    for kind in DrawnBear.Kind.allCases {
      let bears = try (0..<40).map { try DrawnBear(kind: kind, seed: UInt64($0)).jpeg() }
      for number in 0..<count / 3 {
        try folder.write(bears[number % 40] + Array("\(number)".utf8), to: "data/\(kind)/\(number).jpg")
      }
    }
  }

  private static let spread = """
    (window.spread = (all) => { const s = [...all].sort((a, b) => a - b), at = (q) => s[Math.min(s.length - 1, Math.floor(q * s.length))].toFixed(1);
      return `median ${at(0.5)}, 95 % under ${at(0.95)}, largest ${at(1)}, of ${s.length}`; })
    """

  private static let firstScreen = """
    new Promise((done) => { const look = () => {
      const cards = [...document.querySelectorAll('.card')].filter((c) => c.getBoundingClientRect().top < innerHeight);
      cards.length && cards.every((c) => c.querySelector('.picture.there')) ? done(performance.now().toFixed(0)) : requestAnimationFrame(look);
    }; look(); })
    """

  private static func scroll(pixelsPerFrame: Int) -> String {
    """
    new Promise((done) => { \(spread); const grid = document.getElementById('grid'); const frames = []; let last;
      const step = (now) => { if (last) frames.push(now - last); last = now; grid.scrollTop += \(pixelsPerFrame);
        frames.length < 300 ? requestAnimationFrame(step) : done(spread(frames)); };
      requestAnimationFrame(step); })
    """
  }

  private static let watch = """
    (window.shown = [], addEventListener('keydown', () => { window.pressed = performance.now(); }, true),
     new MutationObserver((list) => { if (window.pressed && list.some((m) => m.oldValue !== m.target.dataset.state)) {
       shown.push(performance.now() - pressed); window.pressed = 0; } })
       .observe(document.getElementById('canvas'), { subtree: true, attributes: true, attributeFilter: ['data-state'], attributeOldValue: true }))
    """

  private static let acknowledged = """
    spread(performance.getEntriesByType('resource').filter((e) => e.name.includes('api/edit')).map((e) => e.duration))
    """
}
