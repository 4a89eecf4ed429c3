/// One value in several forms, of which a front end shows the richest that it can.
public struct MIMEBundle: Codable, Sendable, Equatable {
  /// Content by MIME type; binary content in base64.
  public var data: [String: String]
  /// By MIME type: for pictures the `width` and `height` to show them at, in CSS pixels.
  public var metadata: [String: [String: Int]]

  public init(_ data: [String: String], metadata: [String: [String: Int]] = [:]) {
    self.data = data
    self.metadata = metadata
  }

  public static func text(_ text: String) -> MIMEBundle { MIMEBundle(["text/plain": text]) }
}
