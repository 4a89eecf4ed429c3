import SystemPackage

/// What stopped a whole collection or verification. The failure of one link or one file is no error but a line of the
/// report.
public struct CollectingError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that a caller may want to tell apart.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// The list of links cannot be read.
    public static let unreadableList = Code("unreadable list")
    /// The list holds no links.
    public static let emptyList = Code("empty list")
    /// The folder is missing, or is no folder.
    public static let missingFolder = Code("missing folder")
    /// A file or folder cannot be written, moved or deleted.
    public static let unwritable = Code("unwritable")
    /// Another process is collecting into the same folder.
    public static let busy = Code("busy")
    /// So many files are bad that moving them away is more likely a mistake.
    public static let tooManyBad = Code("too many bad")
    /// A file of the network cannot be had.
    public static let unavailable = Code("unavailable")
    /// A link leads where it may not: not http, a private address, a strange port.
    public static let refusedAddress = Code("refused address")
    /// What a link leads to is larger than the limit.
    public static let tooLarge = Code("too large")
    /// A link was not answered in time.
    public static let timedOut = Code("timed out")
    /// An option makes no sense.
    public static let badOption = Code("bad option")
  }

  public let code: Code
  /// The file, folder or list that this is about.
  public let subject: String
  public let message: String
  public let remedy: String?
  /// What was found until then, when a verification stopped itself.
  public let report: VerifyReport?
  /// The error of the layer below.
  public let cause: (any Error)?

  init(
    _ code: Code, subject: String, message: String, remedy: String? = nil, report: VerifyReport? = nil,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.subject = subject
    self.message = message
    self.remedy = remedy
    self.report = report
    self.cause = cause
  }

  init(
    _ code: Code, path: FilePath, message: String, remedy: String? = nil, cause: (any Error)? = nil
  ) {
    self.init(code, subject: path.string, message: message, remedy: remedy, cause: cause)
  }

  public var description: String {
    let sentence = "\(subject): \(message)"
    return remedy.map { "\(sentence). \($0)" } ?? sentence
  }
}
