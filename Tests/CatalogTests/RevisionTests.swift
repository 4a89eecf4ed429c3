import SystemPackage
import TestSupport
import Testing

@testable import Catalog

@Suite("Revisions, for editors beside each other")
struct RevisionTests {
  private func withTwo(_ body: (Catalog, Catalog) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let (one, two) = (try Catalog(dataset: folder, work: folder), try Catalog(dataset: folder, work: folder))
      try one.add(
        ["a/1.jpg", "a/2.jpg", "b/3.jpg"].map { path in
          ImageRecord(path: FilePath(path), label: String(path.prefix(1)), status: .good)
        })
      try body(one, two)
    }
  }

  @Test("the revision grows with each change, and tells which images have changed since")
  func changes() throws {
    try withTwo { one, two in
      let start = try one.revision()
      try two.apply([.relabel("a/1.jpg", to: "b"), .review("a/1.jpg")])
      try two.apply([.quarantine("b/3.jpg")])
      let news = try one.changes(after: start)
      #expect(news.images.map(\.path) == ["a/1.jpg", "b/3.jpg"] && news.images.map(\.label) == ["b", "b"])
      #expect(news.revision == two.revisionOrZero && news.revision > start)
      #expect(try one.changes(after: news.revision).images.isEmpty)
      try two.record(ImageRecord(path: "a/2.jpg", label: "a", status: .bad))  // no line, no news
      #expect(try one.changes(after: news.revision).images.isEmpty)
    }
  }

  @Test("an edit of an image that has changed since is refused with all that belongs to it; one of others is made")
  func conflicts() throws {
    try withTwo { one, two in
      let seen = try one.revision()
      try two.apply([.review("a/1.jpg")])
      let error = #expect(throws: CatalogError.self) {
        try one.apply([.quarantine("b/3.jpg"), .quarantine("a/1.jpg")], unlessChangedSince: seen)
      }
      #expect(error?.code == .conflict)
      #expect(try one.images(status: .quarantined).isEmpty)
      try one.apply([.quarantine("b/3.jpg")], unlessChangedSince: seen)
      try one.apply([.quarantine("a/1.jpg")], unlessChangedSince: two.revision())
      #expect(try one.images(status: .quarantined).count == 2)
    }
  }

  @Test("undo and redo of a step that is not the next are refused")
  func steps() throws {
    try withTwo { one, two in
      try one.apply([.review("a/1.jpg")])
      let first = try #require(try one.nextUndo()?.id)
      try two.apply([.review("a/2.jpg")])
      #expect(throws: CatalogError.self) { try one.undo(expecting: first) }
      #expect(try one.images(ImageQuery(isReviewed: true)).count == 2)
      #expect(try two.undo(expecting: two.nextUndo()?.id) != nil)
      #expect(try one.undo(expecting: first)?.target == first)
      #expect(throws: CatalogError.self) { try one.undo(expecting: first) }
      #expect(try one.redo(expecting: first) != nil)
    }
  }

  @Test("the first class of an image is known however often it was relabelled, and undone relabelling leaves it")
  func firstLabels() throws {
    try withTwo { one, _ in
      try one.apply([.relabel("a/1.jpg", to: "b")])
      try one.apply([.relabel("a/1.jpg", to: "c")])
      #expect(try one.firstLabels() == ["a/1.jpg": "a"])
      try one.undo()
      try one.undo()
      #expect(try one.firstLabels() == ["a/1.jpg": "a"])
      #expect(try one.image(at: "a/1.jpg")?.label == "a")
    }
  }
}

extension Catalog {
  fileprivate var revisionOrZero: Int64 { (try? revision()) ?? 0 }
}
