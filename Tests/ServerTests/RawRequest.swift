import NIOCore
import NIOPosix
import Synchronization

/// Bytes as no HTTP client would send them, and what the server says to them.
enum RawRequest {
  /// The status of the answer; nil when the server closes the connection without one.
  static func status(_ text: String, port: Int) async throws -> Int? {
    let head = try await Self.text(text, port: port)
    let words = head.split(separator: " ", maxSplits: 2)
    return words.count > 1 ? Int(words[1]) : nil
  }

  /// The first bytes of the answer.
  static func text(_ text: String, port: Int) async throws -> String {
    try await answer(to: ByteBuffer(string: text), port: port, waitsForEnd: false)
  }

  /// All that comes until the server closes the connection.
  static func untilClosed(_ text: String, port: Int) async throws -> String {
    try await answer(to: ByteBuffer(string: text), port: port, waitsForEnd: true)
  }

  private static func answer(to bytes: ByteBuffer, port: Int, waitsForEnd: Bool) async throws -> String {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let promise = loop.makePromise(of: String.self)
    let channel = try await ClientBootstrap(group: loop)
      .channelInitializer { $0.pipeline.addHandler(Collector(promise, waitsForEnd)) }
      .connect(host: "127.0.0.1", port: port).get()
    try? await channel.writeAndFlush(bytes)
    let line = try await promise.futureResult.get()
    try? await channel.close()
    return line
  }

  private final class Collector: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<String>
    private let waitsForEnd: Bool
    private var text = ""  // its event loop's own

    init(_ promise: EventLoopPromise<String>, _ waitsForEnd: Bool) {
      (self.promise, self.waitsForEnd) = (promise, waitsForEnd)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      text += String(buffer: unwrapInboundIn(data))
      if !waitsForEnd { promise.succeed(text) }
    }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed(text) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.succeed(text) }
  }
}

/// A connection on which a test sends and receives as it likes.
struct RawConnection: Sendable {
  private let channel: any Channel
  private let inbox: Inbox

  init(port: Int, reads: Bool = true) async throws {
    let inbox = Inbox()
    self.inbox = inbox
    channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelOption(.autoRead, value: reads)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { $0.pipeline.addHandler(inbox.handler()) }
      .connect(host: "127.0.0.1", port: port).get()
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  /// Begins to read, if it does not yet.
  func read() async throws { try await channel.setOption(.autoRead, value: true).get() }

  /// All that has come when it is `enough`, or when the server has said its last.
  func received(until enough: (String) -> Bool = { _ in false }) async throws -> String {
    while true {
      let (text, hasEnded) = inbox.state
      if hasEnded || enough(text) { return text }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  func close() async throws { try? await channel.close() }

  private final class Inbox: Sendable {
    private let box = Mutex<(text: String, hasEnded: Bool)>(("", false))

    var state: (text: String, hasEnded: Bool) { box.withLock { $0 } }
    func add(_ text: String) { box.withLock { $0.text += text } }
    func end() { box.withLock { $0.hasEnded = true } }
    func handler() -> Reader { Reader(self) }
  }

  private final class Reader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { inbox.add(String(buffer: unwrapInboundIn(data))) }
    func channelInactive(context: ChannelHandlerContext) { inbox.end() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { inbox.end() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case ChannelEvent.inputClosed = event { inbox.end() }
    }
  }
}
