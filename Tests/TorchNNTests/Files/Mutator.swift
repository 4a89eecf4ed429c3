@testable import TorchNN

/// Damages weight files the way that finds holes: single bits and bytes, lengths and offsets, pieces that move, are
/// doubled or lost, numbers in text, and instructions of a pickle. The same seed damages in the same way.
struct Mutator {
  private let originals: [[UInt8]]
  private var random: SplitMix64

  /// - Parameters:
  ///   - originals: Whole files; pieces also go from one to another.
  ///   - seed: Of everything that follows.
  init(_ originals: [[UInt8]], seed: UInt64) { (self.originals, random) = (originals, SplitMix64(state: seed)) }

  /// A damaged copy of the file at `index`.
  mutating func next(_ index: Int) -> [UInt8] {
    var bytes = originals[index]
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: cut(&bytes)
      case 1: double(&bytes)
      case 2: splice(&bytes)
      case 3: writeInteger(&bytes)
      case 4: writeDigits(&bytes)
      case 5: writeInstruction(&bytes)
      case 6: bytes[place(bytes)] ^= 1 << UInt8.random(in: 0...7, using: &random)
      default:
        bytes[place(bytes)] =
          [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      }
    }
    return bytes
  }

  /// Half of the time near the start or the end, where headers and tables are.
  private mutating func place(_ bytes: [UInt8]) -> Int {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Int.random(in: 0..<min(bytes.count, 512), using: &random)
    case 1: Int.random(in: max(0, bytes.count - 512)..<bytes.count, using: &random)
    default: Int.random(in: 0..<bytes.count, using: &random)
    }
  }

  private mutating func piece(_ bytes: [UInt8]) -> Range<Int> {
    let start = place(bytes)
    return start..<min(bytes.count, start + Int.random(in: 1...64, using: &random))
  }

  /// The end, or a piece in the middle.
  private mutating func cut(_ bytes: inout [UInt8]) {
    if Bool.random(using: &random) { bytes.removeSubrange(piece(bytes)) } else { bytes.removeSubrange(place(bytes)...) }
  }

  private mutating func double(_ bytes: inout [UInt8]) {
    let copy = bytes[piece(bytes)]
    bytes.insert(contentsOf: copy, at: place(bytes))
  }

  /// A piece of any of the files over a piece of this one.
  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = originals.randomElement(using: &random) ?? bytes
    let copy = other[piece(other)]
    bytes.replaceSubrange(piece(bytes), with: copy)
  }

  /// A little-endian integer of 2, 4 or 8 bytes that is at the edge of something.
  private mutating func writeInteger(_ bytes: inout [UInt8]) {
    let edges: [Int] = [
      0, 1, -1, .max, .min, .max - 1, 1 << 31, 1 << 32 - 1, 1 << 40, bytes.count, bytes.count + 1, -bytes.count,
    ]
    let value = edges.randomElement(using: &random) ?? 0
    let size = [2, 4, 8].randomElement(using: &random) ?? 8
    let start = place(bytes)
    for (offset, byte) in withUnsafeBytes(of: value.littleEndian, Array.init).prefix(size).enumerated()
    where start + offset < bytes.count { bytes[start + offset] = byte }
  }

  /// Another number where the text has one: shapes and offsets in JSON, sizes in a tar header.
  private mutating func writeDigits(_ bytes: inout [UInt8]) {
    let start = place(bytes)
    guard let digit = bytes[start...].firstIndex(where: { (48...57).contains($0) }) else { return }
    let end = bytes[digit...].firstIndex { !(48...57).contains($0) } ?? bytes.count
    let texts = [
      "0", "1", "7", "-1", "4294967296", "9223372036854775807", "18446744073709551616", "1e308", "0.5", "77777777777",
    ]
    bytes.replaceSubrange(digit..<end, with: Array((texts.randomElement(using: &random) ?? "0").utf8))
  }

  /// An instruction that pickles of weights have, with nothing to go with it.
  private mutating func writeInstruction(_ bytes: inout [UInt8]) {
    let codes =
      Array("(.}]){KMJGUXTqrhjtRbcQNaesu".utf8) + [0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x93, 0x94, 0x95]
    let code = codes.randomElement(using: &random) ?? 0
    if Bool.random(using: &random) { bytes[place(bytes)] = code } else { bytes.insert(code, at: place(bytes)) }
  }
}
