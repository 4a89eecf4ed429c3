/// Makes a broken file of a sound one.
struct Mutator {
  private var random: Random
  private let corpus: [[UInt8]]

  init(corpus: [[UInt8]], seed: UInt64) {
    self.corpus = corpus
    random = Random(state: seed)
  }

  mutating func next() -> [UInt8] {
    var bytes = corpus[below(corpus.count)]
    for _ in 0..<(1 + below(4) * below(4)) where !bytes.isEmpty { mutate(&bytes) }
    // Half of the PNG files get sound checksums again: what is behind them is reached only so.
    if below(2) == 0 { PNGChecksums.mend(&bytes) }
    return bytes
  }

  mutating func nextWithOneBit() -> [UInt8] {
    var bytes = corpus[below(corpus.count)]
    if !bytes.isEmpty { bytes[place(in: bytes)] ^= 1 << UInt8(below(8)) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    switch below(10) {
    case 0: bytes[place(in: bytes)] ^= 1 << UInt8(below(8))
    case 1: bytes[place(in: bytes)] = UInt8(below(256))
    case 2: bytes[place(in: bytes)] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][below(6)]
    case 3: setNumber(&bytes)
    case 4: bytes.removeLast(1 + below(bytes.count))
    case 5:
      let range = stretch(of: bytes)
      bytes.removeSubrange(range)
    case 6:
      let range = stretch(of: bytes)
      if bytes.count < 40_000 { bytes.insert(contentsOf: bytes[range], at: place(in: bytes)) }
    case 7: splice(&bytes)
    case 8:
      for at in stretch(of: bytes) { bytes[at] = UInt8(below(256)) }
    default:
      let at = min(below(64), bytes.count - 1)  // Headers decide the most.
      bytes[at] = UInt8(below(256))
    }
  }

  /// Lengths and sizes that are zero, huge or negative.
  private mutating func setNumber(_ bytes: inout [UInt8]) {
    let numbers: [UInt32] = [0, 1, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000, UInt32(below(5000))]
    let number = numbers[below(numbers.count)]
    let isBigEndian = below(2) == 0
    let width = below(2) == 0 ? 2 : 4
    let at = place(in: bytes)
    for index in 0..<width where at + index < bytes.count {
      let shift = UInt32(8 * (isBigEndian ? width - 1 - index : index))
      bytes[at + index] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }

  /// The beginning of one file and the end of another.
  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = corpus[below(corpus.count)]
    bytes = Array(bytes.prefix(place(in: bytes))) + other.suffix(below(other.count))
  }

  private mutating func stretch(of bytes: [UInt8]) -> Range<Int> {
    let first = place(in: bytes)
    return first..<min(bytes.count, first + 1 + below(64))
  }

  private mutating func place(in bytes: [UInt8]) -> Int { below(max(bytes.count, 1)) }

  mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(max(count, 1))) }

  /// SplitMix64.
  private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}

/// The checksums of a PNG file's chunks.
enum PNGChecksums {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 != 0 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  static func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { table[Int(($0 ^ UInt32($1)) & 255)] ^ ($0 >> 8) }
  }

  static func mend(_ bytes: inout [UInt8]) {
    guard bytes.count > 20, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return }
    var at = 8
    while at + 12 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
      guard length >= 0, at + 12 + length <= bytes.count else { return }
      let sum = crc(bytes[(at + 4)..<(at + 8 + length)])
      for index in 0..<4 { bytes[at + 8 + length + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
      at += 12 + length
    }
  }
}
