import Foundation
import GRDB
import SystemPackage
import Testing

@testable import Catalog

@Suite("Queries of the catalog")
struct ImageQueryTests {
  private let names = ["black/1.jpg", "black/2.jpg", "black/3.jpg", "teddy/4.jpg"]
  private let data: Dataset
  private let catalog: Catalog

  init() throws {
    data = try Dataset(names)
    catalog = try data.catalog(names)
  }

  private func paths(_ query: ImageQuery) throws -> [FilePath] { try catalog.images(query).map(\.path) }

  @Test("images are found by class, state, side, review and name")
  func filters() throws {
    try catalog.apply([
      .quarantine("black/1.jpg"), .assign("black/2.jpg", .valid), .review("black/3.jpg"),
      .relabel("teddy/4.jpg", to: "black"),
    ])
    #expect(try paths(ImageQuery(label: "black")).count == 4)
    #expect(try paths(ImageQuery(label: "black", inUse: true)).count == 3)
    #expect(try paths(ImageQuery(label: "black", status: .quarantined)) == ["black/1.jpg"])
    #expect(try paths(ImageQuery(side: .valid)) == ["black/2.jpg"])
    #expect(try paths(ImageQuery(isReviewed: true)) == ["black/3.jpg"])
    #expect(try paths(ImageQuery(nameContains: "TEDDY/")) == ["teddy/4.jpg"])
    #expect(try paths(ImageQuery(nameContains: "%")).isEmpty)
  }

  @Test("pages follow each other without a gap or a repetition")
  func pages() throws {
    var query = ImageQuery(inUse: true, limit: 3)
    #expect(try paths(query) == ["black/1.jpg", "black/2.jpg", "black/3.jpg"])
    query.after = "black/3.jpg"
    #expect(try paths(query) == ["teddy/4.jpg"])
  }

  @Test("classes are counted by state")
  func counts() throws {
    try catalog.apply([.quarantine("black/1.jpg")])
    let counts = try catalog.counts()
    #expect(counts.map(\.label) == ["black", "black", "teddy"])
    #expect(counts.map(\.status) == [.good, .quarantined, .good] && counts.map(\.count) == [2, 1, 1])
  }

  @Test("the journal is read whole, by image, and from a line on")
  func journal() throws {
    try catalog.apply([.review("black/1.jpg"), .review("black/2.jpg")])
    try catalog.apply([.relabel("black/1.jpg", to: "teddy")])
    #expect(try catalog.journal().map(\.path) == ["black/1.jpg", "black/2.jpg", "black/1.jpg"])
    #expect(try catalog.journal(of: "black/1.jpg").map(\.change) == [.reviewed, .relabeled])
    #expect(try catalog.journal(after: 1, limit: 1).map(\.path) == ["black/2.jpg"])
  }

  private func plan(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> String {
    try catalog.read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
        .map { $0["detail"] as String }.joined(separator: "; ")
    }
  }

  @Test(
    "a list is read along an index in its order: nothing is scanned, nothing is sorted",
    arguments: [
      ImageQuery(label: "black"), ImageQuery(label: "black", limit: 50), ImageQuery(label: "black", inUse: true),
      ImageQuery(label: "black", status: .good, after: "b", limit: 50), ImageQuery(status: .quarantined),
      ImageQuery(side: .valid, after: "b", limit: 9), ImageQuery(label: "black", inUse: true, after: "x", limit: 9),
      ImageQuery(after: "b", limit: 50), ImageQuery(inUse: true, after: "b", limit: 50),
      ImageQuery(label: "black", side: .valid, isReviewed: false, limit: 50),
    ])
  func indices(query: ImageQuery) throws {
    let plan = try plan(query.sql, query.arguments)
    #expect(plan.hasPrefix("SEARCH image USING INDEX"), "\(query.sql): \(plan)")
    #expect(!plan.contains("TEMP B-TREE"), "\(query.sql): \(plan)")
  }

  @Test("what one edit reads and writes is found by an index")
  func editIndices() throws {
    for sql in [
      "SELECT id FROM image WHERE path = 'a'", "UPDATE image SET label = 'x' WHERE id = 1",
      "SELECT * FROM journal WHERE step = 1 ORDER BY id",
      "SELECT * FROM journal WHERE id > 0 AND path = 'a' ORDER BY id",
      "SELECT * FROM attempt WHERE folder = 'a' AND url = 'b' ORDER BY id",
      "SELECT * FROM undoable WHERE latest = 1",
    ] {
      let plan = try plan(sql)
      let isSmall = sql.contains("undoable")
      #expect(plan.hasPrefix("SEARCH") || isSmall, "\(sql): \(plan)")
      #expect(!plan.contains("TEMP B-TREE"), "\(sql): \(plan)")
    }
    #expect(try plan("SELECT label, status, COUNT(*) FROM image GROUP BY label, status").contains("COVERING INDEX"))
  }
}
