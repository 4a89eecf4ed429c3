public import SystemPackage

/// Changes that belong together: all of them are written, or none.
public struct CatalogChanges: Sendable {
  /// A file that is called differently now; both paths are relative to the data set.
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
  public var images: [ImageRecord]
  public var journal: [JournalEntry]

  public init(
    moves: [Move] = [], downloads: [DownloadRecord] = [], images: [ImageRecord] = [], journal: [JournalEntry] = []
  ) {
    self.moves = moves
    self.downloads = downloads
    self.images = images
    self.journal = journal
  }

  public var isEmpty: Bool { moves.isEmpty && downloads.isEmpty && images.isEmpty && journal.isEmpty }

  /// Adds the changes of `other` after these.
  public mutating func append(_ other: CatalogChanges) {
    moves += other.moves
    downloads += other.downloads
    images += other.images
    journal += other.journal
  }
}
