/// Why an image could not be read, made or written: what, where, and what to do about it.
public struct ImageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of a failure, for code that wants to react to it.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }

    /// There is no such file.
    public static let notFound = Code("not found")
    /// The file is there and cannot be read.
    public static let unreadable = Code("unreadable")
    /// The content is something else: HTML, text, nothing at all.
    public static let notAnImage = Code("not an image")
    /// An image, of a kind that is not read here.
    public static let unsupported = Code("unsupported")
    /// The file ends before its picture does.
    public static let truncated = Code("truncated")
    /// The content breaks the rules of its format.
    public static let corrupt = Code("corrupt")
    /// More pixels or bytes than the options allow.
    public static let tooLarge = Code("too large")
    /// A size, a rectangle or a quality that makes no sense.
    public static let invalidArgument = Code("invalid argument")
    /// The file could not be written.
    public static let writeFailed = Code("write failed")
    /// A broken promise of ours or of libvips.
    public static let `internal` = Code("internal")
  }

  public let code: Code
  /// The file's name, or the name that the caller gave to the bytes.
  public let subject: String
  /// What is wrong, in a clause.
  public let message: String
  /// What to do about it, when that is known.
  public let remedy: String?

  public init(_ code: Code, _ subject: String, _ message: String, remedy: String? = nil) {
    self.code = code
    self.subject = subject
    self.message = message
    self.remedy = remedy
  }

  public var description: String {
    let sentence = subject.isEmpty ? message : "\(subject): \(message)"
    return remedy.map { "\(sentence) — \($0)" } ?? sentence
  }
}
