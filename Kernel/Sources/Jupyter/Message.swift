import Crypto
import Foundation

/// One message of Jupyter's protocol 5.3.
public struct Message: Sendable {
  /// Whom it came from, or whom it goes to; on the publishing socket, its topic.
  public var identities: [[UInt8]]
  public var header: JSON
  /// The header of the message that this one answers.
  public var parent: JSON
  public var metadata: JSON
  public var content: JSON

  public var type: String { header["msg_type"]?.string ?? "" }

  /// A message that answers `request`.
  public init(_ type: String, _ content: JSON, answering request: Message, metadata: JSON = [:]) {
    identities = request.identities
    header = [
      "msg_id": .string(UUID().uuidString), "session": request.header["session"] ?? "", "username": "kernel",
      "date": .string(Date.now.formatted(.iso8601)), "msg_type": .string(type), "version": "5.3",
    ]
    parent = request.header
    self.metadata = metadata
    self.content = content
  }

  /// A message with no request before it.
  public init(_ type: String, _ content: JSON) {
    self.init(type, content, answering: Message(empty: ()))
  }

  private init(empty: Void) { (identities, header, parent, metadata, content) = ([], [:], [:], [:], [:]) }
}

/// Signs messages with the key of the connection file, and refuses those that others signed.
public struct MessageCoder: Sendable {
  private let key: [UInt8]
  private static let delimiter = Array("<IDS|MSG>".utf8)

  public init(key: String) { self.key = Array(key.utf8) }

  /// The parts of a message on the wire.
  ///
  /// - Throws: For a number that JSON has no form for.
  public func frames(_ message: Message) throws -> [[UInt8]] {
    let parts = try [message.header, message.parent, message.metadata, message.content].map { try $0.bytes() }
    return message.identities + [Self.delimiter, signature(parts)] + parts
  }

  /// The message in these parts.
  ///
  /// - Throws: ``MessageError`` when parts are missing or the signature is wrong; the decoder's error for bad JSON.
  public func message(_ frames: [[UInt8]]) throws -> Message {
    guard let delimiter = frames.firstIndex(of: Self.delimiter), frames.count >= delimiter + 6 else {
      throw MessageError.incomplete
    }
    let parts = Array(frames[(delimiter + 2)..<(delimiter + 6)])
    guard isSigned(parts, by: frames[delimiter + 1]) else { throw MessageError.badSignature }
    let values = try parts.map { try JSON(parsing: $0) }
    var message = Message("", [:])
    message.identities = Array(frames[..<delimiter])
    (message.header, message.parent, message.metadata, message.content) = (values[0], values[1], values[2], values[3])
    return message
  }

  /// An empty key means that nothing is signed.
  private func signature(_ parts: [[UInt8]]) -> [UInt8] {
    key.isEmpty ? [] : Array(code(parts).map { String(format: "%02x", $0) }.joined().utf8)
  }

  private func isSigned(_ parts: [[UInt8]], by signature: [UInt8]) -> Bool {
    if key.isEmpty { return true }
    let expected = self.signature(parts)
    guard expected.count == signature.count else { return false }
    return zip(expected, signature).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0  // as long for every wrong guess
  }

  private func code(_ parts: [[UInt8]]) -> HMAC<SHA256>.MAC {
    var hmac = HMAC<SHA256>(key: SymmetricKey(data: key))
    parts.forEach { hmac.update(data: $0) }
    return hmac.finalize()
  }
}

public enum MessageError: Error, Equatable { case incomplete, badSignature }
