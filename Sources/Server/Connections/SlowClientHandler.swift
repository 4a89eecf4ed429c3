import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Drops a connection whose request takes too long to arrive, or is far longer than any that would be answered; says
/// `100 Continue` to who asks before sending.
final class SlowClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let timeout: TimeAmount
  private let maxBytes: Int
  private var received = 0
  private var timer: Scheduled<Void>?

  init(timeout: TimeAmount, maxBytes: Int) { (self.timeout, self.maxBytes) = (timeout, maxBytes) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      received = 0
      startTimer(context)
      if let declared = head.headerFields[.contentLength].flatMap({ Int($0) }), declared <= maxBytes {
        welcome(head, context)
      }
    case .body(let part):
      received += part.readableBytes
      if received > maxBytes { return context.close(promise: nil) }
    case .end:
      timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  private func startTimer(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
  }

  private func welcome(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }
}
