public import SystemPackage

public import struct Foundation.Date

/// One line of the journal: a change to the files of the data set. Lines are added and never changed.
public struct JournalEntry: Hashable, Sendable {
  /// What happened to the file.
  public enum Change: String, Sendable, CaseIterable {
    case saved, renamed, shrunk, quarantined, restored, removed
  }

  /// Counts up from 1 in the order of the changes; nil until the entry is in the journal.
  public internal(set) var id: Int64?
  public var change: Change
  /// The image, relative to the data set, as it was called before.
  public var path: FilePath
  /// Where the file lies afterwards, when that is another place.
  public var newPath: FilePath?
  public var reason: String?
  public var time: Date

  public init(
    _ change: Change, path: FilePath, newPath: FilePath? = nil, reason: String? = nil, time: Date = Date()
  ) {
    self.change = change
    self.path = path
    self.newPath = newPath
    self.reason = reason
    self.time = time
  }
}
