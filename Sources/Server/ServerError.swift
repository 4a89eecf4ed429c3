/// Why a server cannot start.
public struct ServerError: Error, Sendable, CustomStringConvertible {
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// An option makes no sense.
    public static let badOption = Code("bad option")
    /// The port is taken or not allowed.
    public static let cannotListen = Code("cannot listen")
    /// The certificate or its key cannot be used.
    public static let badCertificate = Code("bad certificate")
  }

  public let code: Code
  public let message: String
  public let remedy: String?
  public let cause: (any Error)?

  init(_ code: Code, _ message: String, remedy: String? = nil, cause: (any Error)? = nil) {
    (self.code, self.message, self.remedy, self.cause) = (code, message, remedy, cause)
  }

  public var description: String { remedy.map { "\(message). \($0)" } ?? message }
}
