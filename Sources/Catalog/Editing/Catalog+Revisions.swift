import GRDB
public import SystemPackage

// For whoever shows the data set while others edit it: what is new since the last look.
extension Catalog {
  /// The number of the journal's last line: it grows with every change to an image.
  ///
  /// - Throws: ``CatalogError``.
  public func revision() throws -> Int64 { try read(Catalog.revision) }

  /// The images that were changed after a revision, as they are now, and the revision that this is.
  ///
  /// - Throws: ``CatalogError``.
  public func changes(after revision: Int64) throws -> (revision: Int64, images: [ImageRecord]) {
    let sql = """
      SELECT * FROM image WHERE path IN
        (SELECT path FROM journal WHERE id > ?1 UNION SELECT newPath FROM journal WHERE id > ?1) ORDER BY path
      """
    return try read { db in
      let now = try Catalog.revision(db)
      guard now > revision else { return (now, []) }
      return (now, try Row.fetchAll(db, sql: sql, arguments: [revision]).compactMap(ImageRecord.init(row:)))
    }
  }

  /// The classes that relabelled images had at first, by path.
  ///
  /// - Throws: ``CatalogError``.
  public func firstLabels() throws -> [FilePath: String] {
    let sql = "SELECT * FROM journal WHERE change = 'relabeled' ORDER BY id DESC"
    return try read { db in
      let entries = try Row.fetchAll(db, sql: sql).compactMap(JournalEntry.init(row:))
      return entries.reduce(into: [:]) { labels, entry in
        if let label = entry.relabeling?.from { labels[entry.path] = label }
      }
    }
  }

  private static func revision(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM journal") ?? 0
  }

  /// Refuses edits of images that have changed.
  func refuseIfChanged(_ edits: [Edit], since revision: Int64, _ db: Database) throws {
    let sql = "SELECT EXISTS (SELECT 1 FROM journal WHERE path = ? AND id > ?)"
    for path in Set(edits.map(\.path)) {
      let isChanged = try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [path.string, revision])
      if isChanged ?? false { throw conflict("\(path) was changed meanwhile") }
    }
  }
}
