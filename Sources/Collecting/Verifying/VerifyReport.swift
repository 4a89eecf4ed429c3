public import Catalog
public import SystemPackage

/// What to do with files that are no sound images.
public enum FailureAction: String, Sendable, CaseIterable {
  /// Say so, and change nothing at all.
  case report
  /// Move them out of the way; ``restore(in:catalog:)`` brings them back.
  case quarantine
  /// Delete them for good.
  case delete
}

/// How to verify, apart from what the lesson's call says.
public struct VerifyOptions: Sendable {
  /// The folder that holds the class folders; nil to find it.
  public var root: FilePath?
  /// Where to keep what is known, so that the next run looks only at what has changed.
  public var catalog: CatalogLocation = .dataset
  /// If a larger part of the files is bad, all stay where they are: more likely something else is wrong.
  public var maxBadFraction = 0.2
  /// So many bad files are never too many.
  public var alwaysAllowed = 5
  /// In how many of 64 bits the perceptual hashes of two pictures may differ that are compared as near duplicates; nil
  /// looks for none. Of the pairs that are near, those stay that are the same picture when their pixels are compared.
  public var nearDuplicateDistance: Int? = 10

  public init() {}
}

/// A file that is no sound image.
public struct BadImage: Hashable, Sendable {
  public let path: FilePath
  /// Why, in words for people.
  public let reason: String
  /// Where it lies now, if it was moved.
  public internal(set) var movedTo: FilePath?
}

/// A sound image whose name promised another format.
public struct WrongSuffix: Hashable, Sendable {
  public let path: FilePath
  /// The suffix that its content calls for.
  public let suffix: String
  /// Its name now, if it was given the right one.
  public internal(set) var newPath: FilePath?
}

/// Files with the same bytes.
public struct DuplicateGroup: Hashable, Sendable {
  /// Of the bytes, in hexadecimal.
  public let sha256: String
  /// At least two.
  public internal(set) var paths: [FilePath]
  /// The classes that they stand for, sorted, each once.
  public let labels: [String]

  /// Whether the same picture stands for different classes: at least one of the labels is wrong.
  public var labelsDisagree: Bool { labels.count > 1 }
}

/// Files whose bytes differ and whose pictures look the same: resized, compressed again, brightened.
///
/// Each was compared with each of the others: that A is like B and B like C does not put A and C together.
public struct NearDuplicateGroup: Hashable, Sendable {
  /// At least two. Of copies with the same bytes only the first is named.
  public internal(set) var paths: [FilePath]
  /// The classes that they stand for, sorted, each once.
  public let labels: [String]
  /// The largest distance between the perceptual hashes of two of them.
  public let distance: Int

  /// Whether the same picture stands for different classes: at least one of the labels is wrong.
  public var labelsDisagree: Bool { labels.count > 1 }
}

/// What a verification found, and did. Printing it gives a summary.
public struct VerifyReport: Sendable, CustomStringConvertible {
  /// Sound images, under their names of now; sorted, as are the others.
  public internal(set) var good: [FilePath] = []
  public internal(set) var bad: [BadImage] = []
  public internal(set) var wrongSuffixes: [WrongSuffix] = []
  /// Images that were made smaller.
  public internal(set) var shrunk: [FilePath] = []
  public internal(set) var duplicates: [DuplicateGroup] = []
  public internal(set) var nearDuplicates: [NearDuplicateGroup] = []
  /// How many of the good ones had not changed since the last time, and were not decoded again.
  public internal(set) var unchanged = 0
  public internal(set) var seconds = 0.0

  /// How many files repeat another one.
  public var duplicateCount: Int { duplicates.reduce(0) { $0 + $1.paths.count - 1 } }

  /// How many files show the same picture as another one with other bytes.
  public var nearDuplicateCount: Int { nearDuplicates.reduce(0) { $0 + $1.paths.count - 1 } }

  public var description: String {
    var lines = [
      "\(good.count) good, \(bad.count) bad, \(duplicateCount) duplicates in \((seconds * 10).rounded() / 10) s"
    ]
    lines += bad.map { "  \($0.path): \($0.reason)" }
    let disagreeing =
      duplicates.filter(\.labelsDisagree).map { ($0.labels, $0.paths[0]) }
      + nearDuplicates.filter(\.labelsDisagree).map { ($0.labels, $0.paths[0]) }
    lines += disagreeing.map { "  the same picture in \($0.0.joined(separator: " and ")): \($0.1)" }
    return lines.joined(separator: "\n")
  }
}

extension VerifyReport {
  /// Says the new names of files that are called differently now.
  mutating func rename(_ names: [FilePath: FilePath]) {
    good = good.map { names[$0] ?? $0 }
    for index in duplicates.indices { duplicates[index].paths = duplicates[index].paths.map { names[$0] ?? $0 } }
    for index in nearDuplicates.indices {
      nearDuplicates[index].paths = nearDuplicates[index].paths.map { names[$0] ?? $0 }
    }
  }
}

/// How far a verification is.
public struct VerifyCounts: Hashable, Sendable {
  public var good = 0
  public var bad = 0
  /// Files in all.
  public var total = 0

  public var done: Int { good + bad }
}

/// A step of a verification, told as it happens.
public struct VerifyEvent: Sendable {
  public enum Kind: Sendable {
    /// The files are listed; the counts say how many there are.
    case started
    case good(FilePath)
    case bad(BadImage)
  }

  public let kind: Kind
  public let counts: VerifyCounts
}
