import Foundation

/// A link that a stranger gave, taken apart and found plain: `http` or `https`, a host in plain characters, no name and
/// password, a port that web servers use.
struct RemoteAddress: Sendable, Hashable {
  let scheme, host: String
  let port: Int?
  /// Path and query, percent-encoded.
  let target: String

  /// - Throws: ``CollectingError`` with code `.refusedAddress`.
  init(_ text: String, relativeTo base: RemoteAddress? = nil) throws {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard trimmed.utf8.count <= 8192, let url = URL(string: trimmed, relativeTo: base?.url),
      let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
    else { throw Self.refused(text, "it is no link") }
    guard let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
      throw Self.refused(text, "it does not begin with http:// or https://")
    }
    guard parts.user == nil, parts.password == nil else { throw Self.refused(text, "it carries a user name") }
    guard let host = Self.plain(parts.encodedHost ?? "") else { throw Self.refused(text, "its host is not plain") }
    guard parts.port.map({ $0 == 80 || $0 == 443 || (1024...65535).contains($0) }) ?? true else {
      throw Self.refused(text, "web servers do not use its port")
    }
    (self.scheme, self.host, port) = (scheme, host, parts.port)
    let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    target = path + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  /// Letters, digits, dots, hyphens and underscores; or an address of version 6. What the HTTP client and the resolver
  /// could read differently is not let through.
  private static func plain(_ host: String) -> String? {
    let lower = host.lowercased()
    if lower.hasPrefix("["), lower.hasSuffix("]") {
      let inner = String(lower.dropFirst().dropLast())
      return inner.contains(":") && IPAddress(inner) != nil ? inner : nil
    }
    if lower.contains(":") { return IPAddress(lower) != nil ? lower : nil }
    let isPlain = lower.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
    }
    return isPlain && !lower.isEmpty && lower.utf8.count <= 253 ? lower : nil
  }

  /// The link, put together again from the parts that were looked at.
  var text: String {
    let authority = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(authority)\(port.map { ":\($0)" } ?? "")\(target)"
  }

  private var url: URL? { URL(string: text) }

  static func refused(_ text: String, _ why: String) -> CollectingError {
    CollectingError(
      .refusedAddress, subject: String(text.prefix(200)), message: "is not fetched: \(why)",
      remedy: "Give the plain http or https link of a picture on the open internet")
  }
}
