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

/// The header that says when to come back: seconds, or a date.
enum RetryAfter {
  static func duration(_ text: String) -> Duration? { duration(text, now: Date()) }

  static func duration(_ text: String, now: Date) -> Duration? {
    if let seconds = Int(text) { return .seconds(max(0, seconds)) }
    return date(text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
  }

  /// `Wed, 21 Oct 2015 07:28:00 GMT`.
  private static func date(_ text: String) -> Date? {
    let fields = text.split { " :".contains($0) }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard fields.count == 8, let month = months.firstIndex(of: String(fields[2])) else { return nil }
    var parts = DateComponents()
    (parts.day, parts.month, parts.year) = (Int(fields[1]), month + 1, Int(fields[3]))
    (parts.hour, parts.minute, parts.second) = (Int(fields[4]), Int(fields[5]), Int(fields[6]))
    parts.timeZone = .gmt
    return Calendar(identifier: .gregorian).date(from: parts)
  }
}

/// Makes links of lists into addresses that can be asked for.
enum LinkAddress {
  /// The link with what is not allowed in an address encoded; nil when it is no link of the web.
  static func normalized(_ text: String) -> String? {
    let scheme = text.prefix(8).lowercased()
    guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://") else { return nil }
    guard let url = URL(string: encoded(text)), let host = url.host(), !host.isEmpty else { return nil }
    return url.absoluteString
  }

  /// Spaces and letters beyond ASCII as `%` and two digits a byte, and likewise what addresses may not hold; what is
  /// encoded already stays so.
  private static func encoded(_ text: String) -> String {
    let refused = Set("<>\"{}|\\^` ".utf8)
    let bytes = text.utf8.flatMap { byte in
      (33..<127).contains(byte) && !refused.contains(byte) ? [byte] : Array("%".utf8) + hex(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> [UInt8] { Array([byte].hexadecimal.uppercased().utf8) }
}
