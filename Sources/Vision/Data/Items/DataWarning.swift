import Foundation
public import SystemPackage

/// Something about a data set that does not stop the training, and that its owner should know.
public struct DataWarning: Sendable, Hashable, CustomStringConvertible {
  /// The kind of a warning. New kinds may be added; switch with a default.
  public struct Kind: Hashable, Sendable {
    let name: String
    /// Files that are named as images and are none, or that cannot be decoded: left out.
    public static let brokenImages = Kind(name: "broken images")
    /// Validation images of classes that no training image has: left out.
    public static let unknownLabels = Kind(name: "unknown labels")
    /// A list names files that are not in the data set, or the data set has images that the list does not name.
    public static let incompleteList = Kind(name: "incomplete list")
    /// So few validation images that an error rate says little.
    public static let fewValidationImages = Kind(name: "few validation images")
    /// A class with hardly any images, or none on one side.
    public static let fewImages = Kind(name: "few images")
    /// One class has many times the images of another.
    public static let imbalance = Kind(name: "imbalance")
    /// A folder that is probably not meant as a class.
    public static let suspiciousClass = Kind(name: "suspicious class")
    /// The same picture for training and for validation.
    public static let duplicatesAcrossSplit = Kind(name: "duplicates across the split")
    /// A batch size that does not fit the data set.
    public static let batchSize = Kind(name: "batch size")
  }

  public let kind: Kind
  public let message: String
  /// The files that it is about, all of them.
  public let paths: [FilePath]

  public init(_ kind: Kind, _ message: String, paths: [FilePath] = []) {
    (self.kind, self.message, self.paths) = (kind, message, paths)
  }

  public var description: String { message }

  /// Prints to standard error.
  public static let print: @Sendable (DataWarning) -> Void = { warning in
    FileHandle.standardError.write(Data("Warning: \(warning)\n".utf8))
  }

  /// The first of some names, and how many more there are: "a, b (and 3 more)".
  static func some<Name>(_ names: [Name], atMost count: Int = 5) -> String {
    let more = names.count - count
    return names.prefix(count).map { "\($0)" }.joined(separator: ", ") + (more > 0 ? " (and \(more) more)" : "")
  }
}
