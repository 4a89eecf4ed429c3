import Catalog
import Demo
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
  "The cleaner in a real browser", .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Browser.program != nil, "there is no Chromium"))
struct CleanTests {
  @Test(
    "deletes, relabels, undoes, survives a reload and kill -9, exports, trains anew: every action that was shown is there"
  )
  func wholePath() async throws {
    let data = try await CleaningData.drawn()
    try await Browser.quiet { try await CleaningPath(data, $0).walk() }
  }

  @Test(
    "the same on photographs of bears",
    .enabled(
      if: SharedData.bears != nil && SharedData.weights("resnet18-ktb.pth") != nil,
      "there are no photographs or no weights beside the package"))
  func photographs() async throws {
    let (bears, weights) = (try #require(SharedData.bears), try #require(SharedData.weights("resnet18-ktb.pth")))
    let data = try await CleaningData.photographs(bears, weights: weights)
    try await Browser.quiet { try await CleaningPath(data, $0).walk() }
  }

  #if os(Linux)
    @Test(
      "killed at any write within an action, it has done all of it or nothing, and what was shown before is there",
      .enabled(if: KillAtWrite.isAvailable, "a C compiler is needed to make the killer"))
    func killedWithinAnAction() async throws {
      let data = try await CleaningData.drawn()
      try await Browser.quiet { try await KilledActions(data, $0).tryAll() }
    }
  #endif

  @Test("two tabs show each other's work, the address keeps what is looked at, and keys alone are enough")
  func tabsAndKeys() async throws {
    let query = "?class=teddys&order=name"
    try await Browser.cleaning(CleaningData.drawn(4), query) { one, cleaner in
      let two = try await one.newPage()
      try await two.openCleaner(cleaner.address + query)
      for page in [one, two] {
        #expect(try await page.text("document.getElementById('count').textContent") == "4 pictures")
      }
      try await one.press("Tab")
      try await one.run("document.querySelector('[data-place=\"0\"]').focus()")
      try await one.press("ArrowRight")
      try await one.press("ArrowRight", shift: true)
      #expect(try await one.text("document.getElementById('chosen').textContent") == "2 chosen")
      try await one.press("k")
      try await two.wait(until: "document.querySelectorAll('.card[data-state=kept]').length == 2")
      try await one.wait(until: "location.search.includes('at=')")
      try await one.reload()
      try await one.wait(until: Browser.cleanerIsReady)
      #expect(try await one.text("document.getElementById('class').value") == "teddys")
      #expect(try await one.isTrue("document.querySelector('.card.current')"))
      try await one.press("/")
      #expect(try await one.text("document.activeElement.id") == "q")
    }
  }

  @Test("a correction that a user sends while the page is open is told of, and can be decided about")
  func arrivals() async throws {
    let data = try await CleaningData.drawn(4)
    try await Browser.cleaning(data) { page, _ in
      let option = "document.querySelector('#show [value=feedback]')"
      #expect(try await page.isTrue("\(option).hidden"))
      try data.send("0a.jpg", DrawnBear(kind: .teddys, seed: 77).jpeg(), as: "black")
      try await page.wait(until: "!\(option).hidden && document.getElementById('said').textContent.includes('A user')")
      #expect(try await page.text("\(option).text") == "Sent by users (1)")
      try await page.run(
        "(document.getElementById('show').value = 'feedback', document.getElementById('show').dispatchEvent(new Event('change', { bubbles: true })))"
      )
      try await page.wait(until: "document.querySelectorAll('.card[data-id]:not([hidden]) .picture.there').length == 1")
      // The list of what users send grows by itself.
      try data.send("0b.jpg", DrawnBear(kind: .teddys, seed: 78).jpeg(), as: "black")
      try await page.wait(until: "document.getElementById('count').textContent == '2 pictures'")
      let first = try await page.firstPictures(1)[0]
      try await page.click("[data-id=\"\(first.id)\"] .picture")
      try await page.press("k")
      try await page.wait(for: first.id, toBe: "kept")
      #expect(try Catalog(dataset: data.dataset).cleanedList().rows.count == 13)
    }
  }

  @Test("Tab goes through the controls in the order in which they stand")
  func focusOrder() async throws {
    try await Browser.cleaning(CleaningData.drawn(2)) { page, _ in
      var order: [String] = []
      for _ in 0..<12 {
        try await page.press("Tab")
        order.append(
          try await page.text("document.activeElement.id || document.activeElement.className.split(' ')[0]"))
      }
      #expect(
        order == [
          "skip", "tab-grid", "export", "retrain", "theme", "help", "part", "class", "show", "order", "q", "card",
        ])
    }
  }

  @Test("every control has a name, every picture an alternative, nothing is wider than a phone, and text has contrast")
  func accessible() async throws {
    try await Browser.cleaning(CleaningData.drawn(6)) { page, cleaner in
      for (isPhone, scheme) in [(false, "light"), (false, "dark"), (true, "light"), (true, "dark")] {
        try await page.setViewport(
          width: isPhone ? 390 : 1280, height: isPhone ? 844 : 800, scale: isPhone ? 2 : 1, isPhone: isPhone)
        try await page.setColorScheme(scheme)
        try await page.openCleaner(cleaner.address)
        #expect(try await page.text(Self.unnamed) == "", "controls without a name")
        #expect(try await page.isTrue("document.documentElement.scrollWidth <= innerWidth"))
        #expect(try await page.text(Self.faint) == "", "text without contrast, \(scheme)")
      }
    }
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
