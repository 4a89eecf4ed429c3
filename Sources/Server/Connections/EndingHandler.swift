import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection when the server ends, and not before everything that has come over it is answered.
///
/// - A connection that is idle when the server is asked to end stays open for a moment: its client may just be sending. A
///   request of which some bytes have come by then is waited for as long as any upload.
/// - The last answer says `Connection: close`. Requests that a client sent in one go are all answered before that, within bounds.
/// - Then only our half is closed, and what the client still sends is read and thrown away: bytes that nobody reads would make
///   the system reset the connection, and take the answer back that the client had not read yet (RFC 9112, section 9.6).
///
/// What the framework does alone is to close idle connections at once, and never those whose pipeline was being made when the
/// event passed by.
final class EndingHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// So many requests that came in one go are answered at the end; a client that never stops sending would keep us.
  private static let maxLastAnswers = 32
  /// Time for the event loop to read what had arrived when the patience ended.
  private static let lastLook = TimeAmount.milliseconds(10)

  private let state: ServerState
  private let patience, uploadTimeout: TimeAmount
  private let arrivals = ArrivalHandler()
  private var unanswered = 0
  private var lastAnswers = 0
  private var isTold = false
  private var isReceiving = false
  private var hasAnnounced = false
  private var hasLeft = false
  private var isDropping = false
  private var timer: Scheduled<Void>?

  /// - Parameters:
  ///   - state: Says whether the server is ending.
  ///   - patience: How long an idle connection is kept open then, and one whose client has had its last answer.
  ///   - uploadTimeout: How long a request that has begun may take to be whole.
  init(_ state: ServerState, patience: TimeAmount, uploadTimeout: TimeAmount) {
    (self.state, self.patience, self.uploadTimeout) = (state, patience, uploadTimeout)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    OldClientHandler.add(to: context)
    arrivals.add(to: context)
    if isEnding { wait(.patience, context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      isTold = true  // and nobody behind is: they would close at once
      if unanswered == 0, !hasLeft { wait(.patience, context) }
    case ChannelEvent.inputClosed where hasLeft: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head where hasAnnounced: isDropping = true
    case .head: begin()
    case .body: break
    case .end: if !isDropping { end(context) }
    }
    if !isDropping { context.fireChannelRead(data) }
  }

  private func begin() {
    unanswered += 1
    isReceiving = true
    timer?.cancel()
  }

  private func end(_ context: ChannelHandlerContext) {
    isReceiving = false
    arrivals.hasBytes = false
    if hasLeft { closeSoon(context) }
  }

  // MARK: Answers

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.kind != .informational && isEnding:
      lastAnswers += 1
      hasAnnounced = unanswered <= 1 || lastAnswers >= Self.maxLastAnswers
      if hasAnnounced { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end: answered(data, promise, context)
    default: context.write(data, promise: promise)
    }
  }

  private var isEnding: Bool { isTold || state.isEnding }

  private func answered(_ end: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
    unanswered -= 1
    if hasAnnounced { return leave(after: end, promise, context) }
    context.write(end, promise: promise)
    // An answer whose head was written before the end began: its client does not know that it was the last.
    if isEnding, unanswered == 0 { wait(.patience, context) }
  }

  private func leave(after end: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
    let written = promise ?? context.eventLoop.makePromise()
    let channel = context.channel
    hasLeft = true
    written.futureResult.whenComplete { _ in
      channel.close(mode: .output).whenFailure { _ in channel.close(promise: nil) }
    }
    context.writeAndFlush(end, promise: written)
    if !isReceiving { closeSoon(context) }  // otherwise the time for its upload is running
  }

  private func closeSoon(_ context: ChannelHandlerContext) {
    let channel = context.channel
    timer?.cancel()
    timer = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  // MARK: Idle connections

  /// Why an idle connection is waited for.
  private enum Wait { case patience, lastLook, begun }

  private func wait(_ reason: Wait, _ context: ChannelHandlerContext) {
    let time = [.patience: patience, .lastLook: Self.lastLook, .begun: uploadTimeout][reason] ?? patience
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.timeIsOver(reason, context) }
  }

  private func timeIsOver(_ reason: Wait, _ context: ChannelHandlerContext) {
    switch reason {
    case _ where reason != .begun && arrivals.hasBytes: wait(.begun, context)
    case .patience: wait(.lastLook, context)
    case .lastLook, .begun: context.close(promise: nil)
    }
  }
}
