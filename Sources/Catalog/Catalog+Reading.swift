import Foundation
import GRDB
public import SystemPackage

extension Catalog {
  // MARK: Links

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

  /// The requests for a link that gave no picture, oldest first.
  public func attempts(url: String, folder: FilePath) throws -> [AttemptRecord] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM attempt WHERE folder = ? AND url = ? ORDER BY id", arguments: [folder.string, url]
      ).map(AttemptRecord.init(row:))
    }
  }

  // MARK: Images

  /// The images that a query asks for, in the order of their paths.
  ///
  /// - Throws: ``CatalogError``.
  public func images(_ query: ImageQuery) throws -> [ImageRecord] {
    try read { db in
      try Row.fetchAll(db, sql: query.sql, arguments: query.arguments).compactMap(ImageRecord.init(row:))
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
    try images(ImageQuery(label: label, status: status))
  }

  /// The image at a path relative to the data set, or nil when it is not known.
  public func image(at path: FilePath) throws -> ImageRecord? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM image WHERE path = ?", arguments: [path.string])
        .flatMap(ImageRecord.init(row:))
    }
  }

  /// How many images each class has in each state, in the order of the classes.
  public func counts() throws -> [(label: String, status: ImageRecord.Status, count: Int)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT label, status, COUNT(*) AS number FROM image GROUP BY label, status")
        .compactMap { row in
          ImageRecord.Status(rawValue: row["status"]).map { (row["label"], $0, row["number"]) }
        }
    }
  }

  // MARK: Journal

  /// The journal, oldest line first.
  ///
  /// - Parameters:
  ///   - path: Only the lines of this image; nil for all.
  ///   - after: Only lines with a larger number.
  ///   - limit: At most so many.
  /// - Returns: The lines in their order.
  /// - Throws: ``CatalogError``.
  public func journal(of path: FilePath? = nil, after: Int64 = 0, limit: Int? = nil) throws -> [JournalEntry] {
    let condition = path == nil ? "" : "AND path = ? "
    let sql = "SELECT * FROM journal WHERE id > ? \(condition)ORDER BY id LIMIT \(limit ?? -1)"
    let arguments: [any DatabaseValueConvertible] = [after] + (path.map { [$0.string] } ?? [])
    return try read { db in
      try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).compactMap(JournalEntry.init(row:))
    }
  }

  /// The classes that an image has had, oldest first: what it was relabelled from each time, and what it is now.
  ///
  /// - Throws: ``CatalogError``, with code `.unknownImage` too.
  public func labelHistory(of path: FilePath) throws -> [String] {
    guard let image = try image(at: path) else { throw unknownImage(path) }
    return try journal(of: path).compactMap { $0.relabeling?.from } + [image.label]
  }

  /// The steps that were made, undone and done again, newest first.
  ///
  /// - Parameter limit: At most so many.
  /// - Returns: The steps with their entries.
  /// - Throws: ``CatalogError``.
  public func steps(limit: Int = 100) throws -> [JournalStep] {
    try read { db in
      try Int64.fetchAll(db, sql: "SELECT id FROM step ORDER BY id DESC LIMIT ?", arguments: [limit])
        .compactMap { try Catalog.step($0, db) }
    }
  }
}

extension Catalog {
  /// A step with its entries.
  static func step(_ id: Int64, _ db: Database) throws -> JournalStep? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM step WHERE id = ?", arguments: [id]),
      let kind = JournalStep.Kind(rawValue: row["kind"])
    else { return nil }
    return JournalStep(
      id: id, time: row.date("time"), kind: kind, source: row["source"], target: row["target"],
      entries: try entries(ofStep: id, db).map(\.entry))
  }

  /// The entries of a step in their order, each with the number of its image.
  static func entries(ofStep step: Int64, _ db: Database) throws -> [(entry: JournalEntry, image: Int64)] {
    try Row.fetchAll(db, sql: "SELECT * FROM journal WHERE step = ? ORDER BY id", arguments: [step])
      .compactMap { row in JournalEntry(row: row).map { ($0, row["image"] ?? 0) } }
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
