import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension AttemptFailure {
  /// Puts into words what the layers below threw, and judges whether it may pass.
  ///
  /// - Parameters:
  ///   - error: What was thrown.
  ///   - received: Bytes of the body that had arrived.
  ///   - declared: Bytes that the server had promised.
  ///   - options: For the limits to name.
  init(explaining error: any Error, received: Int = 0, of declared: Int? = nil, options: DownloadOptions) {
    let detail = String(reflecting: error)
    if let error = error as? HTTPClientError, let words = Self.words(for: error, options) {
      self.init(reason: words.reason, mayPass: words.mayPass, detail: detail)
    } else if Self.isDecompression(error) {
      self.init(reason: "the compressed answer is damaged or too large", detail: detail)
    } else if received > 0 || declared != nil {
      let whole = declared.map { " of \($0.asBytes)" } ?? ""
      self.init(reason: "cut off after \(received.asBytes)\(whole)", mayPass: true, detail: detail)
    } else {
      self.init(reason: Self.words(forConnection: error), mayPass: true, detail: detail)
    }
  }

  private static func words(
    for error: HTTPClientError, _ options: DownloadOptions
  ) -> (reason: String, mayPass: Bool)? {
    switch error {
    case .readTimeout: ("no byte for \(options.idleTimeout.inWords)", true)
    case .connectTimeout: ("no connection within \(options.connectTimeout.inWords)", true)
    case .tlsHandshakeTimeout: ("no secure connection within \(options.connectTimeout.inWords)", true)
    case .deadlineExceeded, .getConnectionFromPoolTimeout:
      ("no answer within \(options.totalTimeout.inWords)", true)
    case .redirectLimitReached: ("more than \(options.maxRedirects) redirects", false)
    case .redirectCycleDetected: ("redirects in a circle", false)
    case .invalidURL, .emptyHost, .emptyScheme: ("not a valid link", false)
    default: error.shortDescription.hasPrefix("Unsupported scheme") ? ("redirected to another scheme", false) : nil
    }
  }

  private static func words(forConnection error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      error.connectionErrors.isEmpty ? "no such host: \(error.host)" : "cannot connect to \(error.host):\(error.port)"
    case let error as HTTPClientError where error == .remoteConnectionClosed:
      "the server closed the connection without an answer"
    case let error as IOError where error.errnoCode == ECONNREFUSED: "connection refused"
    case let error as IOError: "connection lost (\(String(cString: strerror(error.errnoCode))))"
    case is HTTPParserError: "the answer is not HTTP"
    default: isTLS(error) ? "no secure connection: \(error)" : "\(error)"
    }
  }

  // The modules of these types are not ours to import: only their names are visible.
  private static func isDecompression(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).contains("Decompression")
  }

  private static func isTLS(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).contains("SSL")
  }
}
