public import SystemPackage

public import struct Foundation.Date

/// One line of the journal: a change to an image of the data set. Lines are added and never changed.
public struct JournalEntry: Hashable, Sendable {
  /// What happened to the image.
  public enum Change: String, Sendable, CaseIterable {
    // To the file, by a collection or a verification.
    case saved, renamed, shrunk, removed
    // By an edit: can be undone.
    case relabeled, quarantined, restored, reviewed, unreviewed, assigned
  }

  /// Counts up from 1 in the order of the changes; nil until the entry is in the journal.
  public internal(set) var id: Int64?
  /// The step that it belongs to, when it was an edit.
  public internal(set) var step: Int64?
  public var change: Change
  /// The image, relative to the data set, as it was called before.
  public var path: FilePath
  /// Where the file lies afterwards, when that is another place.
  public var newPath: FilePath?
  public var reason: String?
  public var time: Date
  var before = EditableFields()
  var after = EditableFields()

  public init(
    _ change: Change, path: FilePath, newPath: FilePath? = nil, reason: String? = nil, time: Date = Date()
  ) {
    self.change = change
    self.path = path
    self.newPath = newPath
    self.reason = reason
    self.time = time
  }

  /// The class before and after, when this changed it.
  public var relabeling: (from: String, to: String)? {
    guard let old = before[.label], let new = after[.label], let old, let new else { return nil }
    return (old, new)
  }

  /// The side of the split before and after, when this changed it.
  public var assignment: (from: ImageRecord.Side?, to: ImageRecord.Side?)? {
    guard let old = before[.side], let new = after[.side] else { return nil }
    return (old.flatMap(ImageRecord.Side.init(rawValue:)), new.flatMap(ImageRecord.Side.init(rawValue:)))
  }
}

/// Edits that were made together, and are undone together.
public struct JournalStep: Hashable, Sendable {
  /// How the step came about.
  public enum Kind: String, Sendable, CaseIterable {
    case edit, undo, redo
  }

  public let id: Int64
  public let time: Date
  public let kind: Kind
  /// Who made it: `cleaner`, `verify`, …
  public let source: String
  /// The edit that is undone or done again.
  public let target: Int64?
  public internal(set) var entries: [JournalEntry]
  /// Images that an undo or a redo has left as they are, because something else has changed them since.
  public internal(set) var skipped: [FilePath] = []
}
