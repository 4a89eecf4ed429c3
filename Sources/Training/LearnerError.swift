/// Why training, saving or loading stopped.
public struct LearnerError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure. New kinds may be added; switch with a default.
  public struct Code: Hashable, Sendable {
    let name: String
    /// The data cannot be trained on as it is.
    public static let data = Code(name: "data")
    /// A setting that does not make sense.
    public static let usage = Code(name: "usage")
    /// A file could not be written or read.
    public static let file = Code(name: "file")
    /// A file holds another network.
    public static let mismatch = Code(name: "mismatch")
    /// Weights that are not at hand.
    public static let unavailable = Code(name: "unavailable")
  }

  public let code: Code
  public let message: String
  public let remedy: String?
  public let cause: (any Error)?

  public init(_ code: Code, _ message: String, remedy: String? = nil, cause: (any Error)? = nil) {
    (self.code, self.message, self.remedy, self.cause) = (code, message, remedy, cause)
  }

  public var description: String {
    message + (cause.map { ": \($0)" } ?? "") + (remedy.map { ". To mend it: \($0)" } ?? "")
  }
}
