import Foundation
import Synchronization

/// Messages over a socket: four bytes of length (big-endian), then JSON.
public final class FrameChannel: Sendable {
  private let descriptor: Int32
  private let writing = Mutex<Void>(())

  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Sends one message. A closed peer is no error here: whoever reads notices.
  public func send(_ message: some Encodable) throws {
    let body = try JSONEncoder().encode(message)
    let frame = withUnsafeBytes(of: UInt32(body.count).bigEndian) { Data($0) } + body
    writing.withLock { _ in Self.write(frame, to: descriptor) }
  }

  /// Waits for a message; nil when the peer has closed.
  public func receive<Message: Decodable>(_: Message.Type) throws -> Message? {
    guard let length = Self.read(4, from: descriptor) else { return nil }
    let count = length.reduce(0) { $0 << 8 | Int($1) }
    guard let body = Self.read(count, from: descriptor) else { return nil }
    return try JSONDecoder().decode(Message.self, from: Data(body))
  }

  private static func write(_ bytes: Data, to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        // MSG_NOSIGNAL: a peer that is gone must not end this process.
        let count = unsafeSend(descriptor, buffer, from: sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return }
        sent += count
      }
    }
  }

  private static func unsafeSend(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer, from offset: Int) -> Int {
    Foundation.send(
      descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset, Int32(MSG_NOSIGNAL))
  }

  private static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let read = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress?.advanced(by: got), count - got)
      }
      if read < 0 && errno == EINTR { continue }
      if read <= 0 { return nil }
      got += read
    }
    return bytes
  }
}
