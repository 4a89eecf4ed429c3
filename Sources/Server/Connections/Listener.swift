import NIOCore
import Synchronization

/// The socket that takes connections, so that it can stop taking them without losing one that it has taken.
final class Listener: Sendable {
  private let channel = Mutex<(any Channel)?>(nil)

  func open(_ channel: any Channel) { self.channel.withLock { $0 = channel } }

  /// Takes no more connections; those that were taken have somebody who reads them when this returns.
  ///
  /// The framework forgets a connection whose pipeline is still being made when the socket is closed: nobody would read
  /// it, answer it or close it. So first nothing more is taken; then each event loop has made what it had been given; then
  /// the socket's own loop has handed it over.
  func close(on group: any EventLoopGroup) async {
    guard let channel = channel.withLock({ $0 }) else { return }
    try? await channel.setOption(.autoRead, value: false).get()
    for loop in group.makeIterator() { try? await loop.submit {}.get() }
    try? await channel.eventLoop.submit {}.get()
  }
}
