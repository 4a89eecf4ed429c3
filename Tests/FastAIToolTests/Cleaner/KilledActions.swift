#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// Pictures are deleted and brought back in the page of a server that dies just before its n-th change of a file within
  /// the action, for n = 1, 4, 7, … until the action gets through. The next server finds all of the action or nothing.
  struct KilledActions {
    private let data: CleaningData
    private let page: Browser
    /// Starting a server takes a second. With 1 it took a minute and a half, and all 32 changes went well.
    private static let step = 3
    private let pictures: [(id: String, name: String)]

    /// What came of an action.
    private enum Outcome: Hashable {
      /// The page showed it as done.
      case shown
      /// The server died before it answered, and what it did is there, or is not.
      case unseen, nothing
    }

    /// Small pictures are made now, so that the actions are all that is written later. The window is so high that nothing has
    /// to be scrolled.
    init(_ data: CleaningData, _ page: Browser) async throws {
      (self.data, self.page) = (data, page)
      try await page.setViewport(width: 1280, height: 2200)
      let cleaner = try await CleaningProcess(data.arguments)
      try await page.openCleaner(cleaner.address)
      pictures = try await page.firstPictures(12)
      try await page.wait(until: "document.querySelectorAll('.picture.there').length >= 12")
      #expect(cleaner.stop() == 0)
    }

    func tryAll() async throws {
      var outcomes: Set<Outcome> = []
      var last: (picture: (id: String, name: String), before: String, isShown: Bool)?
      for limit in stride(from: 1, through: 300, by: Self.step) {
        let trigger = data.folder("killed-at-\(limit)")
        let cleaner = try await CleaningProcess(
          data.arguments, environment: KillAtWrite.environment(limit: limit, trigger: trigger))
        page.forgetConsoleErrors()
        try await page.openCleaner(cleaner.address)
        if let last {
          outcomes.insert(try await outcome(last.picture, last.before, last.isShown))
          if last.isShown {
            print(
              "an action in the page: killed at every third of up to \(limit - Self.step) writes, syncs and renames")
            #expect(cleaner.stop() == 0)
            break
          }
        }
        let picture = pictures[limit % pictures.count]
        try await page.wait(until: "document.querySelector('[data-id=\"\(picture.id)\"]')")
        let before = try await page.state(picture.id)
        try data.folder.write([], to: "killed-at-\(limit)")
        last = (picture, before, try await isShown(picture, before))
        cleaner.end()
      }
      page.forgetConsoleErrors()
      #expect(outcomes == [.nothing, .unseen, .shown])
    }

    /// Deletes, or brings back. Returns whether the page has shown it before it lost the server.
    private func isShown(_ picture: (id: String, name: String), _ before: String) async throws -> Bool {
      try await page.click("[data-id=\"\(picture.id)\"] .picture")
      try await page.press("d")
      let card = "document.querySelector('[data-id=\"\(picture.id)\"]')"
      try await page.wait(
        until: "\(card)?.dataset.state != '\(before)' || !document.getElementById('offline').hidden")
      return try await page.state(picture.id) != before
    }

    private func outcome(
      _ picture: (id: String, name: String), _ before: String, _ isShown: Bool
    ) async throws -> Outcome {
      let now = try await page.state(picture.id)
      let place = now == "deleted" ? ".fastai/quarantine/" : ""
      #expect(data.whereabouts(picture.name) == [place], "the file is where the page says")
      #expect(!isShown || now != before, "what was shown is there")
      return isShown ? .shown : now == before ? .nothing : .unseen
    }
  }
#endif
