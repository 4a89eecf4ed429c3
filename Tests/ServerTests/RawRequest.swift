import NIOCore
import NIOPosix

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
