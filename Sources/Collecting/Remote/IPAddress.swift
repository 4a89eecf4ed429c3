#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An address of IP version 4 or 6, and whether it is one of the open internet.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// 4 or 16 bytes, most significant first.
  public let bytes: [UInt8]

  /// Reads `192.0.2.1` or `2001:db8::1`; other spellings (octal, decimal, short forms) are names, not addresses.
  public init?(_ text: String) {
    if let bytes = Self.parsed(text, AF_INET, count: 4) ?? Self.parsed(text, AF_INET6, count: 16) {
      self.bytes = bytes
    } else {
      return nil
    }
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static func parsed(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else {
      return "?"
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a server may connect there on a stranger's word: everything of the IANA special-purpose registries
  /// (loopback, private, link-local, cloud metadata, carrier-grade NAT, multicast, documentation, …) is closed, and so
  /// are addresses of version 6 that carry a closed one of version 4.
  public var isPublic: Bool {
    if bytes.count == 4 { return !Self.closed4.contains { $0.contains(self) } }
    if let embedded { return embedded.isPublic }
    return Self.global6.contains(self) && !Self.closed6.contains { $0.contains(self) }
  }

  /// The address of version 4 inside one of version 6: mapped, NAT64, or 6to4.
  private var embedded: IPAddress? {
    if Self.mapped.contains(self) || Self.nat64.contains(self) { return IPAddress(bytes: Array(bytes[12...])) }
    return Self.sixToFour.contains(self) ? IPAddress(bytes: Array(bytes[2..<6])) : nil
  }

  // MARK: Ranges. Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).

  private static let mapped = Range("::ffff:0:0", 96)
  private static let nat64 = Range("64:ff9b::", 96)
  private static let sixToFour = Range("2002::", 16)
  /// The only block of global unicast addresses in use.
  private static let global6 = Range("2000::", 3)

  private static let closed4 = [
    Range("0.0.0.0", 8), Range("10.0.0.0", 8), Range("100.64.0.0", 10), Range("127.0.0.0", 8), Range("169.254.0.0", 16),
    Range("172.16.0.0", 12), Range("192.0.0.0", 24), Range("192.0.2.0", 24), Range("192.31.196.0", 24),
    Range("192.52.193.0", 24), Range("192.88.99.0", 24), Range("192.168.0.0", 16), Range("192.175.48.0", 24),
    Range("198.18.0.0", 15), Range("198.51.100.0", 24), Range("203.0.113.0", 24), Range("224.0.0.0", 4),
    Range("240.0.0.0", 4),
    Range("168.63.129.16", 32),  // Azure's host agent: a public address that reaches the cloud's inside
  ]

  private static let closed6 = [
    Range("2001::", 23),  // IETF protocols, Teredo among them
    Range("2001:db8::", 32), Range("2620:4f:8000::", 48), Range("3fff::", 20),
  ]

  /// All addresses that begin with the same bits.
  private struct Range: Sendable {
    let bytes: [UInt8]
    let bits: Int

    init(_ first: String, _ bits: Int) {
      bytes = IPAddress(first)?.bytes ?? []
      self.bits = bits
    }

    func contains(_ address: IPAddress) -> Bool {
      guard address.bytes.count == bytes.count else { return false }
      return bytes.indices.allSatisfy { index in
        let left = min(max(bits - 8 * index, 0), 8)
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> left)
        return (address.bytes[index] ^ bytes[index]) & mask == 0
      }
    }
  }
}
