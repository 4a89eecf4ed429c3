#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// How a JPEG file's coefficients are laid out: in one scan from top to bottom, of which a decoder holds some rows, or in
/// several that each cover the whole picture, so that a decoder holds all of them.
struct JPEGLayout: Sendable, Hashable {
  private(set) var isProgressive = false
  /// Scans of a file that has several; of others, 1.
  private(set) var scans = 1
  /// Bytes that libjpeg holds for each pixel.
  private(set) var bytesHeldPerPixel = 0.0

  /// The most scans that are gone through: encoders write about ten; a thousand would take minutes.
  static let mostScans = 100

  /// Reads markers as libjpeg does: bytes between segments are passed over.
  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { read(Markers(bytes: $0)) }
  }

  private mutating func read(_ markers: Markers) {
    var components = 4
    var samples = 4.0
    while let marker = markers.next() {
      switch marker {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        isProgressive = marker & 3 == 2
        (components, samples) = markers.frame() ?? (components, samples)
      case 0xDA:
        guard isProgressive || markers.scanComponents() < components else { return }
        // Two bytes a coefficient; ink is turned in between.
        bytesHeldPerPixel = samples * 2 + (components == 4 ? 1 : 0)
        scans = 1 + markers.countScans()
        return
      case 0xD9: return
      default: break
      }
      markers.skipSegment()
    }
    // No scan was found. Should libjpeg find one, it is counted as the worst there is.
    (isProgressive, bytesHeldPerPixel) = (true, 9)
  }
}

/// Walks through the segments of a JPEG file.
private final class Markers {
  private let bytes: UnsafeRawBufferPointer
  /// Behind the last marker.
  private var at = 2

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next marker's code.
  func next() -> UInt8? {
    while let found = find(0xFF) {
      at = found
      while at < bytes.count, bytes[at] == 0xFF { at += 1 }
      guard at < bytes.count else { return nil }
      at += 1
      if bytes[at - 1] != 0 { return bytes[at - 1] }
    }
    return nil
  }

  private func find(_ byte: UInt8) -> Int? {
    guard at < bytes.count, let start = bytes.baseAddress,
      let found = memchr(start + at, Int32(byte), bytes.count - at)
    else { return nil }
    return UnsafeRawPointer(found) - start
  }

  func skipSegment() { at += max(2, number(at) ?? 2) }

  private func number(_ offset: Int) -> Int? {
    offset + 1 < bytes.count ? Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) : nil
  }

  /// Of a frame header: its components, and their samples for each pixel of the picture.
  func frame() -> (components: Int, samples: Double)? {
    guard at + 8 <= bytes.count else { return nil }
    let count = Int(bytes[at + 7])
    guard count > 0, at + 8 + 3 * count <= bytes.count else { return nil }
    let factors = (0..<count).map { bytes[at + 9 + 3 * $0] }.map { (across: Int($0 >> 4), down: Int($0 & 15)) }
    guard let across = factors.map(\.across).max(), let down = factors.map(\.down).max(), across * down > 0 else {
      return nil
    }
    let samples = factors.reduce(0) { $0 + $1.across * $1.down }
    return (count, Double(samples) / Double(across * down))
  }

  func scanComponents() -> Int { at + 2 < bytes.count ? Int(bytes[at + 2]) : 0 }

  /// The scans that follow this one.
  func countScans() -> Int {
    var count = 0
    skipSegment()
    while let marker = next(), marker != 0xD9 {
      if marker == 0xDA { count += 1 }
      if !(0xD0...0xD7).contains(marker) { skipSegment() }
    }
    return count
  }
}
