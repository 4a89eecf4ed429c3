/// A step of a download, told as it happens.
public struct DownloadEvent: Sendable {
  public enum Kind: Sendable {
    /// The list is read; the counts say how many links it holds.
    case started
    case saved(SavedImage)
    case skipped(SkippedLink)
    case failed(DownloadFailure)
    /// An attempt failed, and another will be made after `delay`.
    case retrying(DownloadFailure, delay: Duration)
  }

  public let kind: Kind
  public let counts: DownloadCounts
}
