import Foundation
import GRDB
import SystemPackage

/// Makes one step of changes inside a transaction: images, their lines in the journal, and the moves of files that are
/// to follow.
struct Editor {
  /// An image as the transaction finds it.
  private struct Target {
    let id: Int64
    let path: FilePath
    let fields: EditableFields
  }

  let db: Database
  let catalog: Catalog
  let step: Int64
  let time: Date
  private(set) var entries: [JournalEntry] = []
  private(set) var skipped: [FilePath] = []

  init(_ db: Database, _ catalog: Catalog, kind: JournalStep.Kind, source: String, target: Int64? = nil) throws {
    self.db = db
    self.catalog = catalog
    time = Date()
    try db.execute(
      sql: "INSERT INTO step (time, kind, source, target) VALUES (?, ?, ?, ?)",
      arguments: [time.timeIntervalSince1970, kind.rawValue, source, target])
    step = db.lastInsertedRowID
  }

  // MARK: Edits

  mutating func apply(_ edit: Edit) throws {
    guard let target = try target("path", edit.path.string) else { throw catalog.unknownImage(edit.path) }
    guard let wanted = try edit.wanted(target.fields, catalog) else { return }
    try change(target, to: wanted)
  }

  /// Takes back what an entry did, unless something else has changed the image since.
  mutating func invert(_ entry: JournalEntry, image: Int64) throws {
    let target = try target("id", image)
    guard let target, target.fields.restricted(to: entry.after) == entry.after, canReturn(target, entry.before) else {
      return skipped.append(target?.path ?? entry.path)
    }
    try change(target, to: entry.before)
  }

  /// Whether the place is free that the file would come back to, or no file has left it.
  private func canReturn(_ target: Target, _ wanted: EditableFields) -> Bool {
    guard let place = wanted[.storedAt], place == nil, let stored = target.fields.text(.storedAt) else { return true }
    return catalog.isFree(target.path) || catalog.isFree(FilePath(stored))
  }

  private func target(_ column: String, _ value: some DatabaseValueConvertible) throws -> Target? {
    let sql = "SELECT id, path, \(EditableFields.columns) FROM image WHERE \(column) = ?"
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [value])
    return row.map { Target(id: $0["id"], path: FilePath($0["path"] as String), fields: EditableFields(row: $0)) }
  }

  // MARK: Changes

  private mutating func change(_ target: Target, to wanted: EditableFields) throws {
    var after = wanted.differing(from: target.fields)
    try choosePlace(target, &after)
    guard !after.isEmpty else { return }
    let before = target.fields.restricted(to: after)
    let all = target.fields.overlaid(with: after)
    try write(all, to: target.id)
    try moveFile(of: target, to: all)
    try log(target, before, after)
  }

  /// A file that is put away gets a place where no other is.
  private func choosePlace(_ target: Target, _ after: inout EditableFields) throws {
    guard after.text(.status) == ImageRecord.Status.quarantined.rawValue, let folder = catalog.quarantineFolder else {
      return
    }
    let wanted = after.text(.storedAt).map { FilePath($0) } ?? folder.pushing(target.path)
    after.set(.storedAt, try catalog.freePlace(wanted, db).string)
  }

  private func write(_ fields: EditableFields, to id: Int64) throws {
    let columns = EditableFields.Name.allCases
    let sql = "UPDATE image SET \(columns.map { "\($0.rawValue) = ?" }.joined(separator: ", ")) WHERE id = ?"
    let values = columns.map { name -> (any DatabaseValueConvertible)? in
      name == .reviewed ? Int(fields.text(name) ?? "0") : fields.text(name)
    }
    try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values + [id]))
  }

  private func moveFile(of target: Target, to fields: EditableFields) throws {
    let old = target.fields.text(.storedAt) ?? target.path.string
    let new = fields.text(.storedAt) ?? target.path.string
    if old != new { try catalog.plan(move: FilePath(old), to: FilePath(new), step: step, db) }
  }

  private mutating func log(_ target: Target, _ before: EditableFields, _ after: EditableFields) throws {
    var entry = JournalEntry(
      .init(before, after), path: target.path, newPath: after.text(.storedAt).map { FilePath($0) },
      reason: after.text(.reason), time: time)
    entry.step = step
    (entry.before, entry.after) = (before, after)
    try entry.append(db, image: target.id)
    entry.id = db.lastInsertedRowID
    entries.append(entry)
  }
}

extension Edit {
  /// What the image's fields are to be; nil when there is nothing to do.
  fileprivate func wanted(_ fields: EditableFields, _ catalog: Catalog) throws -> EditableFields? {
    let status = fields.text(.status).flatMap(ImageRecord.Status.init(rawValue:))
    var wanted = EditableFields()
    switch self {
    case .relabel(_, let label):
      guard !label.isEmpty else { throw catalog.badEdit("a label may not be empty") }
      wanted.set(.label, label)
    case .quarantine(_, let reason):
      guard status != .quarantined, status != .removed else { return nil }
      wanted.set(.status, ImageRecord.Status.quarantined.rawValue)
      if let reason { wanted.set(.reason, reason) }
    case .restore(let path):
      guard status == .quarantined else { return nil }
      guard fields.text(.storedAt) == nil || catalog.isFree(path) else { throw catalog.occupied(path) }
      wanted.set(.status, ImageRecord.Status.unverified.rawValue)
      wanted.set(.reason, nil)
      wanted.set(.storedAt, nil)
    case .review(_, let isReviewed): wanted.set(.reviewed, isReviewed ? "1" : "0")
    case .assign(_, let side): wanted.set(.side, side?.rawValue)
    }
    return wanted
  }
}

extension JournalEntry.Change {
  /// What the change of these fields is called.
  fileprivate init(_ before: EditableFields, _ after: EditableFields) {
    let quarantined = ImageRecord.Status.quarantined.rawValue
    if after.text(.status) == quarantined {
      self = .quarantined
    } else if before.text(.status) == quarantined {
      self = .restored
    } else if after[.label] != nil {
      self = .relabeled
    } else if after[.side] != nil {
      self = .assigned
    } else {
      self = after.text(.reviewed) == "1" ? .reviewed : .unreviewed
    }
  }
}
