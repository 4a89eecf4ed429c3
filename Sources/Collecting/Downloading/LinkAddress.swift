#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes links of lists into addresses that can be asked for.
enum LinkAddress {
  /// The link with what is not allowed in an address encoded; nil when it is no link of the web.
  static func normalized(_ text: String) -> String? {
    let scheme = text.prefix(8).lowercased()
    guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://") else { return nil }
    guard let url = URL(string: encoded(text)), let host = url.host(), !host.isEmpty else { return nil }
    return url.absoluteString
  }

  /// Behind the host: spaces, letters beyond ASCII and what addresses may not hold, as `%` and two digits a byte. What
  /// is encoded already stays so.
  private static func encoded(_ text: String) -> String {
    let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    let end = text[start...].firstIndex { "/?#".contains($0) } ?? text.endIndex
    let rest = Array(text[end...].utf8)
    let bytes = rest.indices.flatMap { index in
      isAllowed(rest, at: index) ? [rest[index]] : Array("%\([rest[index]].hexadecimal.uppercased())".utf8)
    }
    return text[..<end] + String(decoding: bytes, as: UTF8.self)
  }

  private static func isAllowed(_ bytes: [UInt8], at index: Int) -> Bool {
    if bytes[index] == UInt8(ascii: "%") {
      return bytes.count > index + 2 && bytes[index + 1...index + 2].allSatisfy { isHex($0) }
    }
    return (33..<127).contains(bytes[index]) && !refused.contains(bytes[index])
  }

  private static let refused = Set("<>\"{}|\\^`[]".utf8)

  private static func isHex(_ byte: UInt8) -> Bool { Character(UnicodeScalar(byte)).isHexDigit }
}
