import Foundation

/// What a picture looks like, in 64 bits: those of similar pictures differ in few.
///
/// The picture is shrunk to 32 × 32 grey pixels; of the 8 × 8 lowest frequencies of its cosine transform, those above
/// their median are 1. It stays nearly the same when a picture is resized, compressed again or made a little brighter,
/// and not when it is turned, mirrored or cut (Zauner 2010, *Implementation and Benchmarking of Perceptual Image Hash
/// Functions*, section 3.2; the layout of bits is that of the Python package imagehash, `phash`).
public struct PerceptualHash: Hashable, Sendable {
  /// Row by row, lowest frequencies first; the first is the most significant.
  public let bits: UInt64

  public init(bits: UInt64) { self.bits = bits }

  /// The hash of a picture of any size.
  ///
  /// Cost: shrinking, and some 10,000 multiplications.
  /// - Throws: ``ImageError`` when there is no memory.
  public init(of image: RGBImage) throws {
    let small = try image.resized(width: Self.side, height: Self.side, .bilinear)
    self.init(grey: small.luma.map(Float.init))
  }

  /// The hash of 32 · 32 grey values, row by row.
  init(grey: [Float]) {
    let values = Self.lowFrequencies(of: grey)
    let sorted = values.sorted()
    let median = (sorted[31] + sorted[32]) / 2
    bits = values.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
  }

  /// In how many of their 64 bits two hashes differ.
  public func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

  static let side = 32
  private static let kept = 8

  /// `cosines[k · 32 + n] = cos(π k (2n + 1) / 64)`: the DCT-II.
  private static let cosines: [Float] = (0..<kept).flatMap { k in
    (0..<side).map { n in Float(cos(.pi * Double(k * (2 * n + 1)) / Double(2 * side))) }
  }

  /// `sum over y, x of grey[y, x] · cos(v, y) · cos(u, x)`, `[8, 8]`.
  private static func lowFrequencies(of grey: [Float]) -> [Float] {
    var rows = [Float](repeating: 0, count: side * kept)  // [y, u]
    for y in 0..<side {
      for u in 0..<kept {
        var sum: Float = 0
        for x in 0..<side { sum += grey[y * side + x] * cosines[u * side + x] }
        rows[y * kept + u] = sum
      }
    }
    return (0..<kept * kept).map { index in
      let (v, u) = (index / kept, index % kept)
      let sum = (0..<side).reduce(Float(0)) { $0 + rows[$1 * kept + u] * cosines[v * side + $1] }
      // Below this there is nothing but rounding: a picture of one colour must not hash at random.
      return abs(sum) < 0.1 ? 0 : sum
    }
  }
}

extension PerceptualHash {
  /// All pairs whose distance is at most `distance`, each as its smaller and its larger index, sorted.
  ///
  /// Two hashes that differ in at most `d` bits agree in at least one of `d + 1` bands of bits; only those that do are
  /// compared. For a distance of 8 that is one pair in thirty, and none is missed.
  public static func pairs(within distance: Int, among hashes: [PerceptualHash]) -> [(Int, Int)] {
    let distance = min(max(0, distance), 63)
    var found: Set<Pair> = []
    for band in 0...distance {
      let low = band * 64 / (distance + 1)
      let high = (band + 1) * 64 / (distance + 1)
      let mask = (high - low == 64 ? 0 : UInt64(1) << (high - low)) &- 1
      var buckets: [UInt64: [Int]] = [:]
      for (index, hash) in hashes.enumerated() { buckets[hash.bits >> low & mask, default: []].append(index) }
      for bucket in buckets.values where bucket.count > 1 { add(bucket, hashes, distance, &found) }
    }
    return found.map { ($0.first, $0.second) }.sorted { $0 < $1 }
  }

  private struct Pair: Hashable {
    let first, second: Int
  }

  private static func add(_ bucket: [Int], _ hashes: [PerceptualHash], _ distance: Int, _ found: inout Set<Pair>) {
    for i in bucket.indices {
      let bits = hashes[bucket[i]].bits
      for j in i + 1..<bucket.count where (bits ^ hashes[bucket[j]].bits).nonzeroBitCount <= distance {
        found.insert(Pair(first: bucket[i], second: bucket[j]))
      }
    }
  }
}

extension RGBImage {
  /// The grey of each pixel as Pillow's mode `L` has it: ITU-R 601-2 luma, rounded.
  package var luma: [UInt8] {
    pixels.withUnsafeBufferPointer { from in
      (0..<width * height).map { index in
        let (red, green, blue) = (Int(from[index * 3]), Int(from[index * 3 + 1]), Int(from[index * 3 + 2]))
        return UInt8((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16)
      }
    }
  }

  /// How much two pictures of the same size are the same picture, pixel by pixel.
  ///
  /// - Returns: The correlation of their grey values (1 for the same up to brightness and contrast, 0 for unrelated
  ///   ones; nil when one of them is of one grey) and the mean difference of their samples in levels of 255. nil when
  ///   their sizes differ.
  package func likeness(to other: RGBImage) -> (correlation: Double?, difference: Double)? {
    guard width == other.width, height == other.height else { return nil }
    let total = zip(pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    let (a, b) = (luma.map(Double.init), other.luma.map(Double.init))
    let count = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    var (both, ownA, ownB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      both += (x - meanA) * (y - meanB)
      ownA += (x - meanA) * (x - meanA)
      ownB += (y - meanB) * (y - meanB)
    }
    let hasContrast = min(ownA, ownB) > count  // more than one level of deviation
    return (hasContrast ? both / (ownA * ownB).squareRoot() : nil, Double(total) / Double(pixels.count))
  }
}
