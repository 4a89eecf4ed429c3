import Foundation
import TestSupport
import Testing

@Suite(
  "What the cleaner's page shows", .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Browser.program != nil, "there is no Chromium"))
struct CleanerViewTests {
  @Test("the mouse at rest on a picture shows what speaks for the model's class; the key H shows it on all")
  func heatMaps() async throws {
    try await Browser.cleaning(CleaningData.drawn(2)) { page, _ in
      let warm = "[...document.querySelectorAll('.picture.warm .heat')].filter((heat) => heat.naturalWidth > 0).length"
      #expect(try await page.isTrue("\(warm) == 0"))
      let first = try await page.firstPictures(1)[0]
      try await page.hover("[data-id=\"\(first.id)\"] .picture")
      try await page.wait(until: "\(warm) == 1")
      #expect(
        try await page.isTrue("getComputedStyle(document.querySelector('[data-id=\"\(first.id)\"] .heat')).opacity > 0")
      )
      try await page.hover("#dataset")
      try await page.wait(until: "\(warm) == 0")
      try await page.press("h")
      try await page.wait(until: "\(warm) == 6")
    }
  }

  @Test("of pictures that are there twice one is kept, and the others come back; the address keeps the view")
  func duplicates() async throws {
    let data = try await CleaningData.drawn(3) { folder in
      let picture = try Data(contentsOf: URL(filePath: folder("data/black/1.jpg")))
      try folder.write(picture, to: "data/grizzly/copy.jpg")
    }
    try await Browser.cleaning(data) { page, _ in
      try await page.click("#tab-duplicates")
      try await page.wait(until: "document.querySelector('#duplicates .same')")
      let shown = "document.getElementById('duplicates').textContent"
      #expect(try await page.text(shown).contains("The same file, 2 times"))
      #expect(try await page.text(shown).contains("with different labels"))
      try await page.click("#duplicates .card:has([title='black/1.jpg']) button")
      try await page.wait(until: "document.querySelector('#duplicates .card[data-state=deleted]')")
      #expect(try await page.text(shown).contains("Of each group one picture is left."))
      #expect(data.whereabouts("grizzly/copy.jpg") == [".fastai/quarantine/"])
      #expect(data.whereabouts("black/1.jpg") == [""])

      #expect(try await page.text("location.search") == "?view=duplicates")
      try await page.reload()
      try await page.wait(until: "document.querySelector('#duplicates .card[data-state=deleted] button')")
      try await page.click("#duplicates .card[data-state=deleted] button")
      try await page.wait(until: "!document.querySelector('#duplicates .card[data-state=deleted]')")
      #expect(data.whereabouts("grizzly/copy.jpg") == [""])
      #expect(try await page.text(shown).contains("1 of 1 groups still hold"))
    }
  }

  @Test("a part of a name finds pictures while it is typed, says when there are none, and stays in the address")
  func search() async throws {
    try await Browser.cleaning(CleaningData.drawn(4)) { page, _ in
      let count = "document.getElementById('count').textContent"
      try await page.press("/")
      try await page.type("grizzly/")
      try await page.wait(until: "\(count) == '4 pictures'")
      try await page.type("3")
      try await page.wait(until: "\(count) == '1 picture'")
      #expect(try await page.firstPictures(1)[0].name == "grizzly/3.jpg")
      #expect(try await page.text("new URLSearchParams(location.search).get('q')") == "grizzly/3")
      try await page.press("Escape")
      try await page.press("k")
      try await page.wait(until: "document.querySelector('.card[data-state=kept]')")
      try await page.reload()
      try await page.wait(until: Browser.cleanerIsReady)
      #expect(try await page.text("document.getElementById('q').value") == "grizzly/3")
      try await page.press("/")
      try await page.type("koala")
      try await page.wait(until: "!document.getElementById('empty').hidden")
      #expect(try await page.text(count) == "0 pictures")
      #expect(try await page.text("document.getElementById('empty').textContent").contains("No picture is like that"))
    }
  }
}
