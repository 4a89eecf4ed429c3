import Hummingbird
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Knows who waits for answers, so that work is given up when its client has gone.
final class Departures: Sendable {
  /// Whose request the running task answers.
  private struct Client: Sendable {
    let departures: Departures
    let channel: any Channel
  }

  private struct State {
    var lastNumber = 0
    /// What to do when a connection ends, by connection and number.
    var waiting: [ObjectIdentifier: [Int: @Sendable () -> Void]] = [:]
  }

  @TaskLocal private static var client: Client?
  private let state = Mutex(State())

  /// Runs `body` as the answer to a request that came over `channel`.
  func answering<Value>(_ channel: any Channel, _ body: () async throws -> Value) async throws -> Value {
    try await Self.$client.withValue(Client(departures: self, channel: channel)) { try await body() }
  }

  /// Runs `body`, and cancels it when the client of the request that the task answers has gone.
  static func whileWaitedFor<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let client else { return try await body() }
    let task = Task { try await body() }
    let number = client.departures.add(client.channel) { task.cancel() }
    defer { client.departures.remove(client.channel, number) }
    if !client.channel.isActive { task.cancel() }  // gone before it stood in the list
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func add(_ channel: any Channel, _ cancel: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      state.lastNumber += 1
      state.waiting[ObjectIdentifier(channel), default: [:]][state.lastNumber] = cancel
      return state.lastNumber
    }
  }

  private func remove(_ channel: any Channel, _ number: Int) {
    let connection = ObjectIdentifier(channel)
    state.withLock { state in
      state.waiting[connection]?[number] = nil
      if state.waiting[connection]?.isEmpty ?? false { state.waiting[connection] = nil }
    }
  }

  func hasGone(_ channel: any Channel) {
    let cancels = state.withLock { $0.waiting.removeValue(forKey: ObjectIdentifier(channel)) }
    for cancel in (cancels ?? [:]).values { cancel() }
  }
}

/// Tells when the client of a connection has gone: it has reset the connection, or ended its half of it before its answer.
///
/// A client that ends its half and still reads cannot be told from one that has closed all of it; like other servers we take it for
/// gone (RFC 9112, section 9.5, asks for a prompt close).
final class DepartureHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let departures: Departures
  private var unanswered = 0
  private var isReceiving = false

  init(_ departures: Departures) { self.departures = departures }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: (unanswered, isReceiving) = (unanswered + 1, true)
    case .body: break
    case .end: isReceiving = false
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event, unanswered > 0, !isReceiving { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    departures.hasGone(context.channel)
    context.fireChannelInactive()
  }
}

/// Lets the work for a request know whose it is.
struct WaitingClient<Context: RequestContext>: RouterMiddleware {
  let departures: Departures

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let channel = (context as? ServerContext)?.channel else { return try await next(request, context) }
    return try await departures.answering(channel) { try await next(request, context) }
  }
}
