public import SystemPackage

/// Changes that belong together: all of them are written, or none.
public struct CatalogChanges: Sendable {
  /// A file that is to be called differently; both paths are relative to the data set. The catalog moves the file, unless
  /// it is kept in a work folder.
  public struct Move: Hashable, Sendable {
    public var from: FilePath
    public var to: FilePath

    public init(from: FilePath, to: FilePath) {
      self.from = from
      self.to = to
    }
  }

  /// Done first, so that the records below can speak of the new names.
  public var moves: [Move]
  public var downloads: [DownloadRecord]
  public var attempts: [AttemptRecord]
  public var images: [ImageRecord]
  public var journal: [JournalEntry]

  public init(
    moves: [Move] = [], downloads: [DownloadRecord] = [], attempts: [AttemptRecord] = [], images: [ImageRecord] = [],
    journal: [JournalEntry] = []
  ) {
    self.moves = moves
    self.downloads = downloads
    self.attempts = attempts
    self.images = images
    self.journal = journal
  }

  public var isEmpty: Bool {
    moves.isEmpty && downloads.isEmpty && attempts.isEmpty && images.isEmpty && journal.isEmpty
  }

  /// Adds the changes of `other` after these.
  public mutating func append(_ other: CatalogChanges) {
    moves += other.moves
    downloads += other.downloads
    attempts += other.attempts
    images += other.images
    journal += other.journal
  }
}
