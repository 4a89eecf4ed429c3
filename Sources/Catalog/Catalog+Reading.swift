import Foundation
import GRDB
public import SystemPackage

extension Catalog {
  /// The links that were tried, in the order of their lists.
  ///
  /// - Parameters:
  ///   - label: Only those of this class; nil for all.
  ///   - folder: Only those of this class folder, relative to the data set; nil for all.
  ///   - status: Only those that ended so; nil for all.
  /// - Returns: One record a link and folder.
  /// - Throws: ``CatalogError``.
  public func downloads(
    label: String? = nil, folder: FilePath? = nil, status: DownloadRecord.Status? = nil
  ) throws -> [DownloadRecord] {
    let filter = Filter([("label", label), ("folder", folder?.string), ("status", status?.rawValue)])
    return try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM download\(filter.clause) ORDER BY folder, position", arguments: filter.arguments
      ).compactMap(DownloadRecord.init(row:))
    }
  }

  /// The images of the data set, in the order of their paths.
  ///
  /// - Parameters:
  ///   - status: Only those of this health; nil for all.
  ///   - label: Only those of this class; nil for all.
  /// - Returns: One record a path.
  /// - Throws: ``CatalogError``.
  public func images(status: ImageRecord.Status? = nil, label: String? = nil) throws -> [ImageRecord] {
    let filter = Filter([("label", label), ("status", status?.rawValue)])
    return try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM image\(filter.clause) ORDER BY path", arguments: filter.arguments
      ).compactMap(ImageRecord.init(row:))
    }
  }

  /// The image at a path relative to the data set, or nil when it is not known.
  public func image(at path: FilePath) throws -> ImageRecord? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM image WHERE path = ?", arguments: [path.string])
        .flatMap(ImageRecord.init(row:))
    }
  }

  /// The journal, oldest line first.
  public func journal() throws -> [JournalEntry] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM journal ORDER BY id").compactMap(JournalEntry.init(row:))
    }
  }
}

/// The conditions of a query: those columns whose value was given.
private struct Filter {
  let clause: String
  let arguments: StatementArguments

  init(_ columns: [(name: String, value: String?)]) {
    let given = columns.compactMap { column in column.value.map { (column.name, $0) } }
    clause = given.isEmpty ? "" : " WHERE " + given.map { "\($0.0) = ?" }.joined(separator: " AND ")
    arguments = StatementArguments(given.map(\.1))
  }
}

extension Row {
  fileprivate func path(_ column: String) -> FilePath? {
    let text: String? = self[column]
    return text.map { FilePath($0) }
  }

  fileprivate func date(_ column: String) -> Date { Date(timeIntervalSince1970: self[column]) }
}

extension DownloadRecord {
  fileprivate init?(row: Row) {
    guard let status = Status(rawValue: row["status"]) else { return nil }
    self.init(
      url: row["url"], folder: FilePath(row["folder"] as String), label: row["label"], position: row["position"],
      status: status, path: row.path("path"), httpStatus: row["httpStatus"], bytes: row["bytes"],
      contentType: row["contentType"], sha256: row["sha256"], reason: row["reason"], attempts: row["attempts"],
      time: row.date("time"))
  }
}

extension ImageRecord {
  fileprivate init?(row: Row) {
    guard let status = Status(rawValue: row["status"]) else { return nil }
    self.init(
      path: FilePath(row["path"] as String), label: row["label"], status: status, reason: row["reason"],
      url: row["url"], sha256: row["sha256"], format: row["format"], width: row["width"], height: row["height"],
      orientation: row["orientation"], bytes: row["bytes"], modified: row["modified"], storedAt: row.path("storedAt"))
  }
}

extension JournalEntry {
  fileprivate init?(row: Row) {
    guard let change = Change(rawValue: row["change"]) else { return nil }
    self.init(
      change, path: FilePath(row["path"] as String), newPath: row.path("newPath"), reason: row["reason"],
      time: row.date("time"))
    id = row["id"]
  }
}
