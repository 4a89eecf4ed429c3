import CZMQ
import Foundation
import Synchronization

/// The five sockets of a kernel, served by a thread of their own, so that the heart beats while cells compute.
public final class Wire: Sendable {
  /// Requests in the order in which they came; the two streams are to be served side by side.
  public let shell, control: AsyncStream<Incoming>

  public struct Incoming: Sendable {
    public let message: Message
    public let arrived: ContinuousClock.Instant
  }

  public enum Channel: Sendable { case shell, control, iopub }

  private enum Outgoing {
    case message(Message, Channel)
    case end
  }

  private let coder: MessageCoder
  private let outgoing = Mutex<[Outgoing]>([])
  /// A byte here wakes the thread.
  private let wakeReading, wakeWriting: Int32
  private let ended = DispatchSemaphore(value: 0)

  /// Binds the sockets and starts to serve them.
  ///
  /// - Throws: ``ZMQError`` when a port is taken.
  public init(_ connection: ConnectionFile) throws {
    coder = MessageCoder(key: connection.key)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else { throw ZMQError("pipe") }
    (wakeReading, wakeWriting) = (ends[0], ends[1])
    let (shell, shellSource) = AsyncStream.makeStream(of: Incoming.self)
    let (control, controlSource) = AsyncStream.makeStream(of: Incoming.self)
    (self.shell, self.control) = (shell, control)
    let sockets = try SocketSet(connection)
    // The thread is the sockets' only owner from here on.
    nonisolated(unsafe) let owned = sockets
    Thread { [self] in
      serve(owned, shellSource, controlSource)
      owned.close()
      ended.signal()
    }.start()
  }

  /// Sends a message, after those that were sent before it.
  public func send(_ message: Message, on channel: Channel) { enqueue(.message(message, channel)) }

  /// Sends what is left, closes the sockets, and ends both streams.
  public func close() {
    enqueue(.end)
    ended.wait()
  }

  private func enqueue(_ item: Outgoing) {
    outgoing.withLock { $0.append(item) }
    _ = write(wakeWriting, [1], 1)
  }

  private func serve(
    _ sockets: SocketSet, _ shell: AsyncStream<Incoming>.Continuation, _ control: AsyncStream<Incoming>.Continuation
  ) {
    var items =
      sockets.pollItems + [zmq_pollitem_t(socket: nil, fd: wakeReading, events: Int16(ZMQ_POLLIN), revents: 0)]
    while true {
      zmq_poll(&items, Int32(items.count), -1)
      deliver(sockets.control, to: control)
      deliver(sockets.shell, to: shell)
      while sockets.stdin.receive() != nil {}
      while let beat = sockets.heartbeat.receive() { sockets.heartbeat.send(beat) }
      guard sendAll(sockets) else { break }
    }
    shell.finish()
    control.finish()
  }

  /// A message that cannot be read or that someone else signed is dropped.
  private func deliver(_ socket: ZMQSocket, to stream: AsyncStream<Incoming>.Continuation) {
    while let frames = socket.receive() {
      guard let message = try? coder.message(frames) else { continue }
      stream.yield(Incoming(message: message, arrived: .now))
    }
  }

  /// False when the end has come.
  private func sendAll(_ sockets: SocketSet) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wakeReading, &bytes, bytes.count) > 0 {}
    let items = outgoing.withLock { items in
      defer { items = [] }
      return items
    }
    for item in items {
      guard case .message(let message, let channel) = item else { return false }
      guard let frames = try? coder.frames(message) else { continue }
      sockets[channel].send(frames)
    }
    return true
  }
}

/// The sockets and their context.
private final class SocketSet {
  let shell, control, iopub, stdin, heartbeat: ZMQSocket
  private let context: UnsafeMutableRawPointer

  init(_ connection: ConnectionFile) throws {
    guard let context = zmq_ctx_new() else { throw ZMQError("context") }
    self.context = context
    shell = try ZMQSocket(context, ZMQ_ROUTER, connection.address(connection.shellPort))
    control = try ZMQSocket(context, ZMQ_ROUTER, connection.address(connection.controlPort))
    iopub = try ZMQSocket(context, ZMQ_PUB, connection.address(connection.iopubPort))
    stdin = try ZMQSocket(context, ZMQ_ROUTER, connection.address(connection.stdinPort))
    heartbeat = try ZMQSocket(context, ZMQ_REP, connection.address(connection.heartbeatPort))
  }

  var pollItems: [zmq_pollitem_t] { [shell, control, stdin, heartbeat].map(\.pollItem) }

  /// Sends what waits, and gives the ports back.
  func close() {
    [shell, control, iopub, stdin, heartbeat].forEach { $0.close() }
    zmq_ctx_term(context)
  }

  subscript(channel: Wire.Channel) -> ZMQSocket {
    switch channel {
    case .shell: shell
    case .control: control
    case .iopub: iopub
    }
  }
}
