import NIOCore
import NIOPosix

/// Bytes as no HTTP client would send them, and what the server says to them.
enum RawRequest {
  /// The status of the answer; nil when the server closes the connection without one.
  static func status(_ text: String, port: Int) async throws -> Int? {
    let head = try await answer(to: ByteBuffer(string: text), port: port)
    let words = head.split(separator: " ", maxSplits: 2)
    return words.count > 1 ? Int(words[1]) : nil
  }

  private static func answer(to bytes: ByteBuffer, port: Int) async throws -> String {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let promise = loop.makePromise(of: String.self)
    let channel = try await ClientBootstrap(group: loop)
      .channelInitializer { $0.pipeline.addHandler(FirstLine(promise)) }
      .connect(host: "127.0.0.1", port: port).get()
    try? await channel.writeAndFlush(bytes)
    let line = try await promise.futureResult.get()
    try? await channel.close()
    return line
  }

  private final class FirstLine: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<String>

    init(_ promise: EventLoopPromise<String>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      promise.succeed(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed("") }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.succeed("") }
  }
}
