import Catalog
public import SystemPackage

/// A picture that is held now and was not before.
public struct SavedImage: Hashable, Sendable {
  public let url: String
  public let label: String
  /// Place in the list, from 0.
  public let position: Int
  public let path: FilePath
  /// Size of the file.
  public let bytes: Int
  /// Of the file, in hexadecimal.
  public let sha256: String
  /// Requests that it took.
  public let attempts: Int
}

/// A link that needed no request.
public struct SkippedLink: Hashable, Sendable {
  /// Why there was nothing to do.
  public enum Reason: Hashable, Sendable {
    /// The picture is held already.
    case held(FilePath)
    /// The picture was held, and was put away or deleted on purpose.
    case putAway(FilePath)
    /// The same link stands earlier in the list.
    case repeated(position: Int)
  }

  public let url: String
  public let label: String
  public let position: Int
  public let reason: Reason
}

/// A link that gave no picture.
public struct DownloadFailure: Error, Hashable, Sendable {
  public let url: String
  public let label: String
  public let position: Int
  /// The HTTP status, when there was an answer.
  public let status: Int?
  /// Why, in words for people.
  public let reason: String
  /// The error underneath, in full.
  public let detail: String?
  /// Requests made.
  public let attempts: Int
}

extension DownloadFailure {
  /// Failures as a table that can be collected again: CSV with the columns url, label, status and reason.
  public static func table(_ failures: [DownloadFailure]) -> String {
    CSV.row("url", "label", "status", "reason")
      + failures.map { CSV.row($0.url, $0.label, $0.status.map(String.init) ?? "", $0.reason) }.joined()
  }
}

/// How many links have come to which end.
public struct DownloadCounts: Hashable, Sendable {
  public var saved = 0
  public var skipped = 0
  public var failed = 0
  /// Links in all.
  public var total = 0
  /// Bytes of the saved pictures.
  public var bytes = 0

  public init() {}

  public var done: Int { saved + skipped + failed }
}

/// What a download did. Printing it gives a summary with the reasons.
public struct DownloadReport: Sendable, CustomStringConvertible {
  /// In the order of the list, as are the others.
  public internal(set) var saved: [SavedImage] = []
  public internal(set) var skipped: [SkippedLink] = []
  public internal(set) var failures: [DownloadFailure] = []
  public internal(set) var seconds = 0.0

  /// The failed links, one a line: a list that can be tried again.
  public var retryList: String { failures.map { $0.url + "\n" }.joined() }

  /// The failed links as a table with the columns url, label, status and reason: a list too.
  public var retryTable: String { DownloadFailure.table(failures) }

  public var description: String {
    let time = (seconds * 10).rounded() / 10
    let head = "\(saved.count) saved, \(skipped.count) skipped, \(failures.count) failed in \(time) s"
    return ([head] + reasons.map { "  \($0.count) × \($0.reason)" }).joined(separator: "\n")
  }

  /// The reasons for failing, the commonest first.
  public var reasons: [(reason: String, count: Int)] {
    Dictionary(grouping: failures, by: \.reason).map { (reason: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  mutating func sort() {
    saved.sort { $0.position < $1.position }
    skipped.sort { $0.position < $1.position }
    failures.sort { $0.position < $1.position }
  }
}
