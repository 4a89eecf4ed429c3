/// The regular files in a tar archive (POSIX.1-2001 `pax`, ustar headers).
struct TarArchive {
  private var parts: [String: ByteReader] = [:]

  /// Lists the parts. When `salvaging`, keeps what is there of a part that was cut short, instead of throwing.
  init(_ file: ByteRegion, salvaging: Bool) throws {
    var position = 0
    while let header = file.region(from: position, count: 512), let name = Self.name(header) {
      guard let size = Self.size(header) else { throw WeightFileError.corrupt("The tar archive is malformed.") }
      let available = file.count - position - 512
      guard size <= available || salvaging else {
        throw WeightFileError.truncated("The part '\(name)' has \(available) of \(size) bytes.")
      }
      let isRegular = [0, UInt8(ascii: "0")].contains(header.integer(at: 156) ?? 0)
      if isRegular, let data = file.region(from: position + 512, count: min(size, available)) {
        parts[name] = ByteReader(data, isWhole: size <= available)
      }
      guard size <= available else { return }
      position += 512 + (size + 511) / 512 * 512
    }
  }

  func part(_ name: String) throws -> ByteReader {
    guard let part = parts[name] else {
      throw WeightFileError.unsupported(
        "This tar archive is not a PyTorch file: it has no '\(name)'.", remedy: "Give a file that torch.save wrote.")
    }
    return part
  }

  /// Up to 100 bytes, ended by a zero; `nil` for the empty block that ends the archive.
  private static func name(_ header: ByteRegion) -> String? {
    let bytes = header.bytes.prefix(100).prefix { $0 != 0 }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Up to 12 octal digits.
  private static func size(_ header: ByteRegion) -> Int? {
    let digits = header.bytes[124..<136].filter { $0 != 0 && $0 != UInt8(ascii: " ") }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8).flatMap { $0 >= 0 ? $0 : nil }
  }
}
