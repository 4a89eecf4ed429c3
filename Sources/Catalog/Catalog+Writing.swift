import Foundation
import GRDB
import SystemPackage

extension Catalog {
  /// Writes changes that belong together in one transaction: after a crash all of them are there, or none.
  ///
  /// - Parameter changes: A download replaces the record of the same link in the same folder; an image replaces the
  ///   record of the same path.
  /// - Throws: ``CatalogError``.
  public func commit(_ changes: CatalogChanges) throws {
    guard !changes.isEmpty else { return }
    try write { db in
      for move in changes.moves { try Catalog.apply(move, to: db) }
      for download in changes.downloads { try download.upsert(db) }
      for image in changes.images { try image.upsert(db) }
      for entry in changes.journal { try entry.append(db) }
    }
  }

  /// Writes what is known about one link.
  public func record(_ download: DownloadRecord) throws { try commit(CatalogChanges(downloads: [download])) }

  /// Writes what is known about one image.
  public func record(_ image: ImageRecord) throws { try commit(CatalogChanges(images: [image])) }

  private static func apply(_ move: CatalogChanges.Move, to db: Database) throws {
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

extension ImageRecord {
  fileprivate func upsert(_ db: Database) throws {
    try db.cachedStatement(sql: ImageRecord.upsertSQL).execute(arguments: [
      path.string, label, status.rawValue, reason, url, sha256, format, width, height, orientation, bytes, modified,
      storedAt?.string,
    ])
  }

  private static let upsertSQL = """
    INSERT INTO image
      (path, label, status, reason, url, sha256, format, width, height, orientation, bytes, modified, storedAt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET
      label = excluded.label, status = excluded.status, reason = excluded.reason,
      url = COALESCE(excluded.url, url), sha256 = excluded.sha256, format = excluded.format,
      width = excluded.width, height = excluded.height, orientation = excluded.orientation,
      bytes = excluded.bytes, modified = excluded.modified, storedAt = excluded.storedAt
    """
}

extension JournalEntry {
  fileprivate func append(_ db: Database) throws {
    let sql = "INSERT INTO journal (time, change, path, newPath, reason) VALUES (?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      time.timeIntervalSince1970, change.rawValue, path.string, newPath?.string, reason,
    ])
  }
}
