import NIOCore
import Synchronization

#if os(Linux)
  import Glibc
#endif

/// The socket that takes connections, so that it can stop taking them without losing one that the system has taken.
final class Listener: Sendable {
  private let channel = Mutex<(any Channel)?>(nil)

  func open(_ channel: any Channel) { self.channel.withLock { $0 = channel } }

  /// Takes no more connections; those that were taken have somebody who reads them when this returns.
  ///
  /// The system answers handshakes by itself, and resets the connections that nobody has fetched when the socket is closed. So
  /// first it is told to ignore new handshakes (clients ask again a second later, and are refused then, or reach another
  /// replica); then what waits is fetched.
  ///
  /// The framework forgets a connection whose pipeline is still being made when the socket is closed: nobody would read
  /// it, answer it or close it. So then nothing more is taken; each event loop has made what it had been given; and
  /// the socket's own loop has handed it over.
  func close(on group: any EventLoopGroup) async {
    guard let channel = channel.withLock({ $0 }) else { return }
    #if os(Linux)
      if await HandshakeFilter.ignoreHandshakes(on: channel) { await fetchWaiting(channel) }
    #endif
    try? await channel.setOption(.autoRead, value: false).get()
    for loop in group.makeIterator() { try? await loop.submit {}.get() }
    try? await channel.eventLoop.submit {}.get()
  }

  #if os(Linux)
    /// Until the queue has been empty for as long as a handshake in progress takes; a server that is full fetches none, so there is an end.
    private func fetchWaiting(_ channel: any Channel) async {
      guard let socket = channel as? any SocketOptionProvider else { return }
      var rounds = 0, empty = 0
      while rounds < 200, empty < 10, let info = try? await socket.getTCPInfo().get() {
        // Of a listening socket this is the length of its queue.
        empty = info.tcpi_unacked == 0 ? empty + 1 : 0
        rounds += 1
        try? await Task.sleep(for: .milliseconds(5))
      }
    }
  #endif
}
