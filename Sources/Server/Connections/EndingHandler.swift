import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection when the server ends, and not before its requests are answered.
///
/// A connection that is idle when the server is asked to end stays open for a moment: its client may just be sending. The
/// next answer says `Connection: close`. What the framework does alone is to close idle connections at once, and never those
/// whose pipeline was being made when the event passed by.
final class EndingHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let state: ServerState
  private let patience: TimeAmount
  private var unanswered = 0
  private var isTold = false
  private var timer: Scheduled<Void>?

  /// - Parameters:
  ///   - state: Says whether the server is ending.
  ///   - patience: How long an idle connection is kept open then.
  init(_ state: ServerState, patience: TimeAmount) { (self.state, self.patience) = (state, patience) }

  func handlerAdded(context: ChannelHandlerContext) {
    OldClientHandler.add(to: context)
    if state.isEnding { waitForLastRequest(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
    isTold = true  // and nobody behind is: they would close at once
    if unanswered == 0 { waitForLastRequest(context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) {
      unanswered += 1
      timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isEnding else {
      if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
      return context.write(data, promise: promise)
    }
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.kind != .informational:
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end:
      unanswered -= 1
      close(after: data, promise, context)
    default: context.write(data, promise: promise)
    }
  }

  private var isEnding: Bool { isTold || state.isEnding }

  private func waitForLastRequest(_ context: ChannelHandlerContext) {
    let channel = context.channel
    timer?.cancel()
    timer = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  private func close(after end: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
    let written = promise ?? context.eventLoop.makePromise()
    let channel = context.channel
    written.futureResult.whenComplete { _ in channel.close(promise: nil) }
    context.writeAndFlush(end, promise: written)
  }
}
