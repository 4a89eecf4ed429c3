import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small web site on this machine alone, as good or as bad as its routes say: for the demo, and for tests of
/// whatever downloads.
///
///     let site = try await LoopbackSite(["/bear.jpg": .file(bytes, contentType: "image/jpeg"), "/gone": .status(404)])
///     print(site.url("/bear.jpg"))   // http://127.0.0.1:40123/bear.jpg
///     try await site.stop()
public final class LoopbackSite: Sendable {
  /// The address that it listens on.
  public let host: String
  /// The port that the system chose.
  public let port: Int
  private let group: MultiThreadedEventLoopGroup
  private let listener: any Channel
  private let state: SiteState

  /// Starts serving.
  ///
  /// - Parameters:
  ///   - routes: What is found under each path; anything else is 404.
  ///   - latency: Wait before each answer.
  ///   - host: The loopback address to listen on: on Linux any of `127.0.0.0/8`.
  /// - Throws: When no port can be had.
  public init(
    _ routes: [String: SiteAnswer], latency: Duration = .zero, host: String = "127.0.0.1"
  ) async throws {
    let state = SiteState(routes: routes, latency: latency)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(SiteHandler(state: state))
        }
      }
      .bind(host: host, port: 0).get()
    self.state = state
    self.group = group
    self.host = host
    port = listener.localAddress?.port ?? 0
  }

  /// The address of a path on this site.
  public func url(_ path: String) -> String { "http://\(host):\(port)\(path)" }

  /// Puts a route in place, or takes it away with nil.
  public func set(_ answer: SiteAnswer?, at path: String) { state.set(answer, at: path) }

  /// Requests so far, by path.
  public var requests: [String: Int] { state.requests }

  /// Requests so far in all.
  public var requestCount: Int { state.requests.values.reduce(0, +) }

  /// The most connections that were open at a time.
  public var peakConnections: Int { state.peakConnections }

  /// Ends all connections and gives the port back.
  ///
  /// - Throws: What the event loop reports.
  public func stop() async throws {
    try? await listener.close()
    try await group.shutdownGracefully()
  }
}

/// What the handlers of all connections share.
final class SiteState: Sendable {
  private struct Facts {
    var routes: [String: SiteAnswer]
    var requests: [String: Int] = [:]
    var connections = 0
    var peakConnections = 0
  }

  let latency: Duration
  private let facts: Mutex<Facts>

  init(routes: [String: SiteAnswer], latency: Duration) {
    self.latency = latency
    facts = Mutex(Facts(routes: routes))
  }

  var requests: [String: Int] { facts.withLock { $0.requests } }
  var peakConnections: Int { facts.withLock { $0.peakConnections } }

  func set(_ answer: SiteAnswer?, at path: String) { facts.withLock { $0.routes[path] = answer } }

  /// Counts the request, and says how to answer it.
  func answer(_ request: HTTPRequestHead) -> SiteAnswer {
    let path = String(request.uri.prefix { $0 != "?" })
    return facts.withLock { facts in
      facts.requests[path, default: 0] += 1
      let answer = facts.routes[request.uri] ?? facts.routes[path] ?? .status(404)
      return answer.resolved(forRequest: facts.requests[path, default: 1], head: request)
    }
  }

  func opened() {
    facts.withLock { facts in
      facts.connections += 1
      facts.peakConnections = max(facts.peakConnections, facts.connections)
    }
  }

  func closed() { facts.withLock { $0.connections -= 1 } }
}
