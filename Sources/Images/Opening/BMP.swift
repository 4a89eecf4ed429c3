/// Windows bitmaps, read by ourselves: libvips hands them to ImageMagick, which is no door for files from strangers.
///
/// Read are 1, 4, 8, 16, 24 and 32 bits a pixel, palettes, bit fields, both run-length encodings, and rows in either
/// order. Every access is bounds-checked; whatever lies outside the file makes it `.truncated` or `.corrupt`.
struct BMP {
  enum Compression: Int { case none, runs8, runs4, fields, jpeg, png, alphaFields }

  let bytes: [UInt8]
  let name: String
  let width, height, bits: Int
  let topDown: Bool
  let compression: Compression
  /// Red, green, blue, alpha: which bits of a 16- or 32-bit pixel.
  let masks: [UInt32]
  let palette: [RGB]
  let start: Int

  var hasAlpha: Bool { masks.count == 4 && masks[3] != 0 }

  init(_ bytes: [UInt8], named name: String) throws {
    let reader = LittleEndian(bytes, name)
    let headerSize = try reader.int32(14)
    let isCore = headerSize == 12
    guard isCore || (16...256).contains(headerSize) else {
      throw ImageError(.corrupt, name, "the bitmap's header has an unknown size of \(headerSize)")
    }
    let storedHeight = isCore ? try reader.int16(20) : try reader.int32(22)
    self.bytes = bytes
    self.name = name
    width = isCore ? try reader.int16(18) : try reader.int32(18)
    height = abs(storedHeight)
    topDown = storedHeight < 0
    bits = try reader.int16(isCore ? 24 : 28)
    start = try reader.int32(10)
    // OS/2's headers share the beginning of Windows' ones, and give other meanings to 3 and 4.
    let code = headerSize >= 20 ? try reader.int32(30) : 0
    guard let compression = Compression(rawValue: code), !(headerSize == 64 && code > 2) else {
      throw ImageError(.unsupported, name, "the bitmap's compression \(code) is not read here")
    }
    self.compression = compression
    guard compression != .jpeg, compression != .png, [1, 2, 4, 8, 16, 24, 32].contains(bits) else {
      throw ImageError(.unsupported, name, "a bitmap of \(bits) bits a pixel, compression \(code), is not read here")
    }
    guard (1...1 << 24).contains(width), (1...1 << 24).contains(height), start >= 14 else {
      throw ImageError(.corrupt, name, "a bitmap of \(width) × \(height) pixels makes no sense")
    }
    masks = try Self.masks(reader, headerSize, compression, bits)
    palette = try Self.palette(reader, headerSize, bits: bits, start: start)
  }

  private static func masks(
    _ reader: LittleEndian, _ headerSize: Int, _ compression: Compression, _ bits: Int
  ) throws -> [UInt32] {
    guard compression == .fields || compression == .alphaFields else {
      return bits == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0]
    }
    let hasAlphaMask = headerSize >= 56 || compression == .alphaFields
    return try (0..<4).map { $0 < 3 || hasAlphaMask ? try reader.uint32(54 + 4 * $0) : 0 }
  }

  private static func palette(_ reader: LittleEndian, _ headerSize: Int, bits: Int, start: Int) throws -> [RGB] {
    guard bits <= 8 else { return [] }
    let entry = headerSize == 12 ? 3 : 4
    let declared = headerSize >= 36 ? try reader.int32(46) : 0
    let first = 14 + headerSize
    let room = max(0, min(start, reader.bytes.count) - first) / entry
    let count = min(declared > 0 ? declared : 1 << bits, 1 << bits, room)
    let colours = (0..<count).map { index in
      let at = first + index * entry
      return RGB(reader.bytes[at + 2], reader.bytes[at + 1], reader.bytes[at])
    }
    // An index that the palette leaves out is black.
    return colours + Array(repeating: .black, count: (1 << bits) - count)
  }
}

/// Checked reading of numbers, least significant byte first.
struct LittleEndian {
  let bytes: [UInt8]
  private let name: String

  init(_ bytes: [UInt8], _ name: String) {
    self.bytes = bytes
    self.name = name
  }

  func uint32(_ offset: Int) throws -> UInt32 {
    guard offset >= 0, offset + 4 <= bytes.count else {
      throw ImageError(.truncated, name, "the file ends inside its header")
    }
    return (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }

  func int32(_ offset: Int) throws -> Int { Int(Int32(bitPattern: try uint32(offset))) }

  func int16(_ offset: Int) throws -> Int {
    guard offset >= 0, offset + 2 <= bytes.count else {
      throw ImageError(.truncated, name, "the file ends inside its header")
    }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }
}
