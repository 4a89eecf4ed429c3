import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Fetches pictures by links that strangers gave, and is not led to places that they could not reach themselves.
///
/// Every address of the host is looked at before a connection is made, redirects too, and the connection goes to the
/// very address that was looked at: a name that changes its mind (DNS rebinding) gains nothing.
public struct RemoteImages: Sendable {
  /// What one fetch may cost, and where it may go.
  public struct Limits: Sendable, Hashable {
    public var maxBytes = 20_000_000
    public var connectTimeout = Duration.seconds(5)
    /// For all of it, redirects included.
    public var totalTimeout = Duration.seconds(10)
    public var maxRedirects = 5
    /// Loopback, private networks, the cloud's metadata service: closed unless you mean it, as tests do.
    public var allowsPrivateAddresses = false

    public init() {}
  }

  /// How names become addresses, and which of those are of the open internet; tests bring their own.
  struct Network: Sendable {
    var addresses: @Sendable (_ host: String) async throws -> [IPAddress]
    var isOpen: @Sendable (IPAddress) -> Bool

    init(
      addresses: @escaping @Sendable (_ host: String) async throws -> [IPAddress] = HostResolver.addresses(of:),
      isOpen: @escaping @Sendable (IPAddress) -> Bool = \.isPublic
    ) { (self.addresses, self.isOpen) = (addresses, isOpen) }
  }

  public var limits: Limits
  private let network: Network

  public init(_ limits: Limits = Limits()) { self.init(limits, Network()) }

  init(_ limits: Limits, _ network: Network) { (self.limits, self.network) = (limits, network) }

  /// The bytes behind a link.
  ///
  /// - Throws: ``CollectingError``: `.refusedAddress` when the link leads where it should not, `.tooLarge`,
  ///   `.timedOut`, or `.unavailable` when the server gives no picture; `CancellationError`.
  public func bytes(from link: String) async throws -> [UInt8] {
    let (limits, network) = (limits, network)
    let late = CollectingError(
      .timedOut, subject: String(link.prefix(200)), message: "was not whole after \(limits.totalTimeout.inWords)")
    return try await withDeadline(limits.totalTimeout, orThrow: late) {
      var address = try RemoteAddress(link)
      for _ in 0...limits.maxRedirects {
        switch try await Self.answer(of: address, limits, network) {
        case .body(let bytes): return bytes
        case .redirect(let target): address = try RemoteAddress(target, relativeTo: address)
        }
      }
      throw Self.unavailable(address, "more than \(limits.maxRedirects) redirects")
    }
  }

  private enum Answer { case body([UInt8]), redirect(String) }

  private static func answer(
    of address: RemoteAddress, _ limits: Limits, _ network: Network
  ) async throws -> Answer {
    let place = try await target(of: address, limits, network)
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.dnsOverride = [address.host: place.description]
    configuration.timeout = .init(connect: TimeAmount(limits.connectTimeout), read: TimeAmount(limits.totalTimeout))
    configuration.httpVersion = .http1Only
    // A client of its own, so that no connection outlives the look at its address.
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let outcome: Result<Answer, any Error>
    do {
      outcome = .success(try await exchange(address, client, limits))
    } catch {
      outcome = .failure(error)
    }
    try? await client.shutdown()
    return try outcome.get()
  }

  /// The address to connect to: asked for once, so that what is looked at and what is connected to are one.
  private static func target(
    of address: RemoteAddress, _ limits: Limits, _ network: Network
  ) async throws -> IPAddress {
    let addresses = try await network.addresses(address.host)
    guard let first = addresses.first else { throw unavailable(address, "its host is unknown") }
    guard limits.allowsPrivateAddresses || addresses.allSatisfy(network.isOpen) else {
      throw RemoteAddress.refused(address.text, "its host is not on the open internet")
    }
    return first
  }

  private static func exchange(_ address: RemoteAddress, _ client: HTTPClient, _ limits: Limits) async throws -> Answer
  {
    var request = HTTPClientRequest(url: address.text)
    request.headers = ["User-Agent": "swift-fastai", "Accept": "image/*,*/*;q=0.5"]
    do {
      let response = try await client.execute(request, deadline: .now() + TimeAmount(limits.totalTimeout))
      if (300..<400).contains(response.status.code), let target = response.headers.first(name: "location") {
        return .redirect(target)
      }
      guard response.status == .ok else { throw unavailable(address, "HTTP \(response.status.code)") }
      return .body(try await body(response, address, limits))
    } catch let error as HTTPClientError {
      throw unavailable(address, error.shortDescription)
    } catch let error as NIOConnectionError {
      throw unavailable(address, "no connection to \(error.host)")
    } catch let error as IOError {
      throw unavailable(address, "\(error)")
    } catch let error as HTTPParserError {
      throw unavailable(address, "its answer is not HTTP (\(error))")
    }
  }

  private static func body(
    _ response: HTTPClientResponse, _ address: RemoteAddress, _ limits: Limits
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in response.body {
      guard bytes.count + chunk.readableBytes <= limits.maxBytes else {
        throw CollectingError(
          .tooLarge, subject: address.text, message: "is larger than the limit of \(limits.maxBytes.asBytes)")
      }
      bytes += chunk.readableBytesView
    }
    return bytes
  }

  private static func unavailable(_ address: RemoteAddress, _ reason: String) -> CollectingError {
    CollectingError(
      .unavailable, subject: address.text, message: "could not be fetched: \(reason)", remedy: "Check the link")
  }
}
