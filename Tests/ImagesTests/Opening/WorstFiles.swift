import Foundation

/// Files that are small and ask for a lot of memory, made of nothing but zero bits.
enum WorstFiles {
  // MARK: JPEG

  /// One scan of zeros over every block: DC differences of nothing and, without progression, no further coefficients.
  static func jpeg(width: Int, height: Int, isProgressive: Bool, subsamples: Bool = false, scans: Int = 1) -> [UInt8] {
    let luma: UInt8 = subsamples ? 0x22 : 0x11
    var file: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
    file += [0xFF, isProgressive ? 0xC2 : 0xC0, 0, 17, 8] + two(height) + two(width)
    file += [3, 1, luma, 0, 2, 0x11, 0, 3, 0x11, 0]
    // Huffman tables with one code, 0: the category 0 of a difference, and the end of a block.
    for table in [0x00, 0x10] as [UInt8] {
      file += [0xFF, 0xC4, 0, 20, table, 1] + [UInt8](repeating: 0, count: 15) + [0]
    }
    let (across, down) = ((width + 7) / 8, (height + 7) / 8)
    let units = subsamples ? (across + 1) / 2 * ((down + 1) / 2) * 6 : across * down * 3
    let bits = isProgressive ? units : units * 2
    let last: UInt8 = isProgressive ? 0 : 63
    file += [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, last, 0] + [UInt8](repeating: 0, count: (bits + 7) / 8)
    for _ in 1..<max(scans, 1) {
      // Coefficients of one component: each block ends at once.
      file += [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0] + [UInt8](repeating: 0, count: (across * down + 7) / 8)
    }
    return file + [0xFF, 0xD9]
  }

  private static func two(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }

  // MARK: PNG

  /// Zeros at eight bits a sample.
  static func png(width: Int, height: Int, samples: Int, isInterlaced: Bool) -> [UInt8] {
    let kinds: [Int: UInt8] = [1: 0, 2: 4, 3: 2, 4: 6]
    let header = four(width) + four(height) + [8, kinds[samples] ?? 2, 0, 0, isInterlaced ? 1 : 0]
    let content = zeros(pngBytes(width, height, samples, isInterlaced))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", content)
      + chunk("IEND", [])
  }

  /// Samples, and a filter's number for each row.
  private static func pngBytes(_ width: Int, _ height: Int, _ samples: Int, _ isInterlaced: Bool) -> Int {
    guard isInterlaced else { return height * (1 + width * samples) }
    let passes = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]
    return passes.reduce(0) { sum, pass in
      let (left, top, right, down) = pass
      let (across, rows) = ((width - left + right - 1) / right, (height - top + down - 1) / down)
      return sum + (across > 0 ? rows * (1 + across * samples) : 0)
    }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return four(content.count) + body + four(Int(crc(body)))
  }

  private static func four(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    let table: [UInt32] = (0..<256).map { index in
      (0..<8).reduce(UInt32(index)) { value, _ in value & 1 != 0 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
    return ~bytes.reduce(0xFFFF_FFFF) { table[Int(($0 ^ UInt32($1)) & 255)] ^ ($0 >> 8) }
  }

  /// So many zero bytes as a zlib stream: a literal, then repetitions of 258, with deflate's fixed codes.
  private static func zeros(_ count: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.put(0b011, 3)  // The last block, fixed codes.
    bits.put(0b0000_1100, 8)  // Literal 0: 00110000, its first bit first.
    for _ in 0..<((count - 1) / 258) {
      bits.put(0b1010_0011, 8)  // Length 258: 11000101.
      bits.put(0, 5)  // Distance 1.
    }
    for _ in 0..<((count - 1) % 258) { bits.put(0b0000_1100, 8) }
    bits.put(0, 7)
    return [0x78, 0x01] + bits.finished() + four((count % 65_521) << 16 | 1)
  }

  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var held = 0
    private var count = 0

    /// The lowest bit first.
    mutating func put(_ bits: Int, _ width: Int) {
      held |= bits << count
      count += width
      while count >= 8 {
        bytes.append(UInt8(held & 255))
        (held, count) = (held >> 8, count - 8)
      }
    }

    mutating func finished() -> [UInt8] { count > 0 ? bytes + [UInt8(held & 255)] : bytes }
  }
}
