import Foundation
import GRDB
import SystemPackage

extension Catalog {
  /// Writes changes that belong together in one transaction: after a crash all of them are there, or none.
  ///
  /// - Parameter changes: A download replaces the record of the same link in the same folder. An image replaces the
  ///   record of the same path, except for what edits have made of it: its label, its side, whether it is reviewed, and
  ///   that it is quarantined when its file still lies in its place.
  /// - Throws: ``CatalogError``.
  public func commit(_ changes: CatalogChanges) throws {
    guard !changes.isEmpty else { return }
    try write { db in
      for move in changes.moves { try self.apply(move, to: db) }
      for download in changes.downloads { try download.upsert(db) }
      for attempt in changes.attempts { try attempt.insert(db) }
      for image in changes.images { try image.upsert(db) }
      for entry in changes.journal { try entry.append(db) }
    }
    if !changes.moves.isEmpty { try settle() }
  }

  /// Takes in images that are not known yet; those that are stay as they are.
  ///
  /// - Throws: ``CatalogError``.
  public func add(_ images: [ImageRecord]) throws {
    try write { db in
      for image in images where try !image.isKnown(db) { try image.upsert(db) }
    }
  }

  /// Writes what is known about one link.
  public func record(_ download: DownloadRecord) throws { try commit(CatalogChanges(downloads: [download])) }

  /// Writes what is known about one image.
  public func record(_ image: ImageRecord) throws { try commit(CatalogChanges(images: [image])) }

  private func apply(_ move: CatalogChanges.Move, to db: Database) throws {
    try plan(move: move.from, to: move.to, step: nil, db)
    let names: StatementArguments = [move.to.string, move.from.string]
    try db.execute(sql: "DELETE FROM image WHERE path = ?", arguments: [move.to.string])
    try db.execute(sql: "UPDATE image SET path = ? WHERE path = ?", arguments: names)
    try db.execute(sql: "UPDATE download SET path = ? WHERE path = ?", arguments: names)
  }
}

extension DownloadRecord {
  fileprivate func upsert(_ db: Database) throws {
    try db.cachedStatement(sql: DownloadRecord.upsertSQL).execute(arguments: [
      folder.string, url, label, position, status.rawValue, path?.string, httpStatus, bytes, contentType, sha256,
      reason, attempts, time.timeIntervalSince1970,
    ])
  }

  private static let upsertSQL = """
    INSERT INTO download
      (folder, url, label, position, status, path, httpStatus, bytes, contentType, sha256, reason, attempts, time)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (folder, url) DO UPDATE SET
      label = excluded.label, position = excluded.position, status = excluded.status, path = excluded.path,
      httpStatus = excluded.httpStatus, bytes = excluded.bytes, contentType = excluded.contentType,
      sha256 = excluded.sha256, reason = excluded.reason, attempts = excluded.attempts, time = excluded.time
    """
}

extension AttemptRecord {
  fileprivate func insert(_ db: Database) throws {
    let sql = "INSERT INTO attempt (folder, url, time, httpStatus, reason) VALUES (?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      folder.string, url, time.timeIntervalSince1970, httpStatus, reason,
    ])
  }
}

extension ImageRecord {
  fileprivate func isKnown(_ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM image WHERE path = ?)")
    return try Bool.fetchOne(statement, arguments: [path.string]) ?? false
  }

  fileprivate func upsert(_ db: Database) throws {
    try db.cachedStatement(sql: ImageRecord.upsertSQL).execute(arguments: [
      path.string, label, status.rawValue, reason, url, sha256, format, width, height, orientation, bytes, modified,
      storedAt?.string, perceptualHash.map { Int64(bitPattern: $0) }, side?.rawValue, isReviewed,
    ])
  }

  private static let upsertSQL = """
    INSERT INTO image
      (path, label, status, reason, url, sha256, format, width, height, orientation, bytes, modified, storedAt,
        perceptualHash, side, reviewed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET
      status = CASE WHEN status = 'quarantined' AND storedAt IS NULL AND excluded.status <> 'removed'
        THEN status ELSE excluded.status END,
      reason = CASE WHEN status = 'quarantined' AND storedAt IS NULL AND excluded.status <> 'removed'
        THEN reason ELSE excluded.reason END,
      url = COALESCE(excluded.url, url), sha256 = excluded.sha256, format = excluded.format,
      width = excluded.width, height = excluded.height, orientation = excluded.orientation,
      bytes = excluded.bytes, modified = excluded.modified, storedAt = excluded.storedAt,
      perceptualHash = excluded.perceptualHash
    """
}

extension JournalEntry {
  func append(_ db: Database, image: Int64? = nil) throws {
    let sql = """
      INSERT INTO journal (time, change, path, newPath, reason, step, image, before, after)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: sql).execute(arguments: [
      time.timeIntervalSince1970, change.rawValue, path.string, newPath?.string, reason, step, image, before.json,
      after.json,
    ])
  }
}
