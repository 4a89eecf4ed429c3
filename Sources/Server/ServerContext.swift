import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// What is known of a request besides itself.
struct ServerContext: RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  /// The other end of the connection.
  let remoteAddress: SocketAddress?
  /// The connection.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
    channel = source.channel
  }
}

extension RequestContext {
  /// Who is counted as one client: an address of version 4, or the first 64 bits of one of version 6. Nil in an application
  /// whose contexts do not know.
  func client(of request: Request, trustsForwardedFor: Bool) -> String? {
    let forwarded = request.headers[.named("X-Forwarded-For")]?.split(separator: ",").last?.trimmingPrefix { $0 == " " }
    let peer = (self as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
    let text = (trustsForwardedFor ? forwarded.map(String.init) : nil) ?? peer
    guard let text, text.contains(":"), !text.hasPrefix("::ffff:") else { return text }
    return text.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
  }
}

/// Where a server is in its life: it starts, is ready, drains, and ends.
final class ServerState: Sendable {
  private let ready = Atomic(false), ending = Atomic(false)
  /// Who waits for answers.
  let departures = Departures()

  /// Whether requests are welcome.
  var isReady: Bool { ready.load(ordering: .acquiring) }
  /// Whether every connection is to be closed as soon as it is answered.
  var isEnding: Bool { ending.load(ordering: .acquiring) }

  func welcome() { ready.store(true, ordering: .releasing) }
  /// Requests are still answered; whoever balances the load is told to send them elsewhere.
  func drain() { ready.store(false, ordering: .releasing) }
  func end() { ending.store(true, ordering: .releasing) }
}
