import GRDB
import SystemPackage

extension Catalog {
  /// Makes edits that belong together, as one step of the journal. After a crash all of them are there, or none.
  ///
  ///     try catalog.apply([.relabel("black/00000007.jpg", to: "grizzly"), .quarantine("black/00000009.jpg")])
  ///     try catalog.undo()
  ///
  /// An edit that changes nothing (the label that an image has already) leaves no entry, and a step without entries is
  /// no step. A new step ends what could be done again.
  ///
  /// - Parameters:
  ///   - edits: Done in order.
  ///   - source: Who makes them, for the journal: `cleaner`, `terminal`, …
  ///   - revision: What whoever decides on the edits has seen of the journal; nil to edit whatever is there.
  /// - Returns: What has changed.
  /// - Throws: ``CatalogError`` with code `.unknownImage`, `.occupied` or `.badEdit`, or `.conflict` when one of the
  ///   images has changed since `revision`, and then nothing has changed; or with `.unwritable` when a file cannot be
  ///   moved: the step is taken back.
  @discardableResult
  public func apply(
    _ edits: [Edit], by source: String = "user", unlessChangedSince revision: Int64? = nil
  ) throws -> [JournalEntry] {
    guard !edits.isEmpty else { return [] }
    let made = try inStep { db in
      if let revision { try self.refuseIfChanged(edits, since: revision, db) }
      var editor = try Editor(db, self, kind: .edit, source: source)
      for edit in edits { try editor.apply(edit) }
      guard !editor.entries.isEmpty else { return nil }
      try db.execute(sql: "DELETE FROM undoable WHERE isUndone = 1")
      try db.execute(
        sql: "INSERT INTO undoable (step, latest) VALUES (?, ?)", arguments: [editor.step, editor.step])
      return editor
    }
    return made?.entries ?? []
  }

  /// Takes the last step back that has not been taken back yet, across restarts and whoever made it.
  ///
  /// An image that something else has changed since, or whose place another file has now, stays as it is and is listed
  /// in ``JournalStep/skipped``.
  ///
  /// - Parameter step: The step that is meant; nil for whatever is next.
  /// - Returns: The new step, or nil when there is nothing to undo.
  /// - Throws: ``CatalogError``, with code `.conflict` when another step is next.
  @discardableResult
  public func undo(expecting step: Int64? = nil) throws -> JournalStep? { try reverse(.undo, expecting: step) }

  /// Does the step again that was taken back last.
  ///
  /// - Parameter step: The step that is meant; nil for whatever is next.
  /// - Returns: The new step, or nil when there is nothing to do again.
  /// - Throws: ``CatalogError``, with code `.conflict` when another step is next.
  @discardableResult
  public func redo(expecting step: Int64? = nil) throws -> JournalStep? { try reverse(.redo, expecting: step) }

  /// The step that ``undo(expecting:)`` would take back.
  public func nextUndo() throws -> JournalStep? { try read { try self.next(.undo, $0)?.step } }

  /// The step that ``redo(expecting:)`` would do again.
  public func nextRedo() throws -> JournalStep? { try read { try self.next(.redo, $0)?.step } }

  // MARK: Underneath

  private func reverse(_ kind: JournalStep.Kind, expecting: Int64?) throws -> JournalStep? {
    var target: JournalStep?
    let made = try inStep { db in
      let next = try self.next(kind, db)
      if let expecting, next?.step.id != expecting { throw conflict("another step is next to \(kind)") }
      guard let next else { return nil }
      target = next.step
      var editor = try Editor(db, self, kind: kind, source: next.step.source, target: next.step.id)
      for (entry, image) in try Catalog.entries(ofStep: next.latest, db).reversed() {
        try editor.invert(entry, image: image)
      }
      try db.execute(
        sql: "UPDATE undoable SET latest = ?, isUndone = ? WHERE step = ?",
        arguments: [editor.step, kind == .undo, next.step.id])
      return editor
    }
    guard let made, let target else { return nil }
    return JournalStep(
      id: made.step, time: made.time, kind: kind, source: target.source, target: target.id, entries: made.entries,
      skipped: made.skipped)
  }

  /// The step that is next to be undone or done again, and the step whose entries are the last word on it.
  private func next(_ kind: JournalStep.Kind, _ db: Database) throws -> (step: JournalStep, latest: Int64)? {
    let sql =
      kind == .undo
      ? "SELECT * FROM undoable WHERE isUndone = 0 ORDER BY step DESC LIMIT 1"
      : "SELECT * FROM undoable WHERE isUndone = 1 ORDER BY step LIMIT 1"
    guard let row = try Row.fetchOne(db, sql: sql) else { return nil }
    guard let step = try Catalog.step(row["step"], db) else { return nil }
    return (step, row["latest"])
  }

  /// Runs `body` in a transaction, and then moves the files that it asks for.
  ///
  /// - Returns: What `body` returns; nil rolls the transaction back.
  private func inStep(_ body: (Database) throws -> Editor?) throws -> Editor? {
    let made = try write { db -> Editor? in
      var made: Editor?
      try db.inSavepoint {
        made = try body(db)
        return made == nil ? .rollback : .commit
      }
      return made
    }
    guard let made else { return nil }
    do {
      try settle()
    } catch {
      try? abandon(made.step)
      throw error
    }
    return made
  }

  /// Takes a step back whose files could not all be moved.
  private func abandon(_ step: Int64) throws {
    try write { db in
      try db.execute(sql: "DELETE FROM pendingMove WHERE step = ?", arguments: [step])
      let place = try Row.fetchOne(db, sql: "SELECT * FROM undoable WHERE latest = ?", arguments: [step])
      var editor = try Editor(db, self, kind: .undo, source: "failure", target: step)
      for (entry, image) in try Catalog.entries(ofStep: step, db).reversed() { try editor.invert(entry, image: image) }
      guard let place else { return }
      let edit: Int64 = place["step"]
      try db.execute(
        sql: edit == step
          ? "DELETE FROM undoable WHERE step = ?"
          : "UPDATE undoable SET latest = \(editor.step), isUndone = 1 - isUndone WHERE step = ?",
        arguments: [edit])
    }
    try settle()
  }
}
