import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Speaks to clients of HTTP/1.0, as `ab` and old proxies are: they wait for the connection to end unless they are told
/// that it stays open. The framework speaks HTTP/1.1 only, and behind it the version is lost.
final class OldClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Whether the request in work is of HTTP/1.0, and whether its client would go on; such clients send one at a time.
  private var isOld = false
  private var keepsAlive = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      (isOld, keepsAlive) = (head.version == .http1_0, head.isKeepAlive)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isOld else { return context.write(data, promise: promise) }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if head.headers["connection"].contains("close") { keepsAlive = false }
      head.headers.replaceOrAdd(name: "connection", value: keepsAlive ? "keep-alive" : "close")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end where !keepsAlive:
      let written = promise ?? context.eventLoop.makePromise()
      let channel = context.channel
      written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      context.writeAndFlush(data, promise: written)
    default: context.write(data, promise: promise)
    }
  }

  /// Puts one where the version is still known: before the codec of the pipeline that `context` is in.
  static func add(to context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
    try? pipeline.addHandler(OldClientHandler(), position: .before(codec))
  }
}
