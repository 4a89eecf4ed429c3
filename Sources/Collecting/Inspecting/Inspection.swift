public import Catalog
public import SystemPackage

/// What a data set holds, and what is odd about it. Printing it gives a page for people.
public struct Inspection: Sendable {
  /// A class.
  public struct ClassSummary: Hashable, Sendable {
    public let name: String
    /// Sound images.
    public let images: Int
    /// Those on the sides of a split that is laid out or kept in the catalog.
    public let sides: [ImageRecord.Side: Int]
  }

  /// A folder, and what lies in it directly.
  public struct FolderSummary: Hashable, Sendable {
    /// Relative to the data set.
    public let path: FilePath
    /// Files that are, or claim to be, images.
    public let images: Int
    /// Other files.
    public let others: Int
  }

  /// How training and validation images are told apart.
  public enum Split: String, Sendable, CaseIterable {
    /// By folders `train` and `valid`.
    case folders
    /// By what the catalog knows: a training or an edit has put them there.
    case catalog
    /// Not yet: a training chooses.
    case none
  }

  /// The smallest, the middle and the largest of some numbers.
  public struct Spread: Hashable, Sendable {
    public let min, median, max: Int
  }

  public internal(set) var dataset: FilePath
  /// In the order of their names.
  public internal(set) var classes: [ClassSummary] = []
  /// Parents before children, in the order of their names.
  public internal(set) var folders: [FolderSummary] = []
  /// Folders that are never looked into, such as `.ipynb_checkpoints`.
  public internal(set) var ignoredFolders: [FilePath] = []
  /// Sound images of each format.
  public internal(set) var formats: [String: Int] = [:]
  /// Sound images of each EXIF orientation other than upright.
  public internal(set) var turned: [Int: Int] = [:]
  /// Of the sound images, in pixels as shown; nil without any.
  public internal(set) var widths: Spread?
  public internal(set) var heights: Spread?
  /// Of all files that were looked at.
  public internal(set) var bytes = 0
  public internal(set) var split = Split.none
  /// Groups of equal pictures that stand on more than one side of the split.
  public internal(set) var leaks: [[FilePath]] = []
  /// What a verification of everything has found; it has changed nothing.
  public internal(set) var verification = VerifyReport()
  public internal(set) var warnings: [InspectionWarning] = []

  /// Sound images.
  public var images: Int { verification.good.count }

  /// Images on a side of the split.
  public func count(_ side: ImageRecord.Side) -> Int { classes.reduce(0) { $0 + ($1.sides[side] ?? 0) } }
}

/// Something about a data set that is likely a mistake, or that one should know before training.
public struct InspectionWarning: Hashable, Sendable {
  public enum Code: String, Sendable, CaseIterable {
    case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass
    case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages
    case numberedClasses
  }

  public let code: Code
  /// What, and what to do about it.
  public let message: String
}
