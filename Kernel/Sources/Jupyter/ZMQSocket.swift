import CZMQ
import Foundation

/// A socket of ZeroMQ, bound to an address. Only one thread may use it.
final class ZMQSocket {
  let handle: UnsafeMutableRawPointer

  /// - Throws: ``ZMQError`` when the address is taken.
  init(_ context: UnsafeMutableRawPointer, _ kind: Int32, _ address: String) throws {
    guard let handle = zmq_socket(context, kind) else { throw ZMQError("socket") }
    self.handle = handle
    var linger: Int32 = 1000  // ms: enough for the last answer, too short to hang
    zmq_setsockopt(handle, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
    if kind == ZMQ_ROUTER {
      var handover: Int32 = 1  // a client that comes again under its name takes its place
      zmq_setsockopt(handle, ZMQ_ROUTER_HANDOVER, &handover, MemoryLayout<Int32>.size)
    }
    if kind == ZMQ_PUB {
      var unlimited: Int32 = 0  // the standard of 1000 messages drops output of a cell that prints much
      zmq_setsockopt(handle, ZMQ_SNDHWM, &unlimited, MemoryLayout<Int32>.size)
    }
    guard zmq_bind(handle, address) == 0 else { throw ZMQError("bind to \(address)") }
  }

  /// Sends what waits, for a second at most. The last call.
  func close() { zmq_close(handle) }

  var pollItem: zmq_pollitem_t { zmq_pollitem_t(socket: handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }

  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      let more = index < frames.count - 1 ? ZMQ_SNDMORE : 0
      while zmq_send(handle, frame, frame.count, more) < 0 && zmq_errno() == EINTR {}
    }
  }

  /// All parts of the next message, or nil when none waits.
  func receive() -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    repeat {
      guard let frame = receiveFrame(wait: !frames.isEmpty) else { return nil }
      frames.append(frame)
    } while hasMore
    return frames
  }

  private func receiveFrame(wait: Bool) -> [UInt8]? {
    var message = zmq_msg_t()
    zmq_msg_init(&message)
    defer { zmq_msg_close(&message) }
    while zmq_msg_recv(&message, handle, wait ? 0 : ZMQ_DONTWAIT) < 0 { if zmq_errno() != EINTR { return nil } }
    let bytes = UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))
    return Array(bytes)
  }

  private var hasMore: Bool {
    var more: Int32 = 0
    var size = MemoryLayout<Int32>.size
    return zmq_getsockopt(handle, ZMQ_RCVMORE, &more, &size) == 0 && more != 0
  }
}

public struct ZMQError: Error, CustomStringConvertible {
  public let description: String

  init(_ what: String) { description = "ZeroMQ: \(what): \(String(cString: zmq_strerror(zmq_errno())))" }
}
