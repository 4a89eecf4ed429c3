/// Why a drawing could not be made or written.
public struct PlotsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of a failure.
  public struct Code: Hashable, Sendable {
    private let name: String
    /// Data that cannot be drawn, or a suffix that is not known.
    public static let invalidArgument = Code(name: "invalid argument")
    /// The pixels could not be made.
    public static let renderingFailed = Code(name: "rendering failed")
    /// The file could not be written.
    public static let writeFailed = Code(name: "write failed")
  }

  public let code: Code
  public let message: String

  public var description: String { message }
}
