internal import Foundation

/// Counts of values in ranges of equal width.
struct Histogram {
  let low, binWidth: Double
  let counts: [Int]

  /// - Parameters:
  ///   - values: Those that are not finite do not count.
  ///   - bins: How many ranges; nil for Freedman and Diaconis' rule, `2 · IQR / ∛n` wide, between 5 and 60 of them.
  init(_ values: [Double], bins: Int? = nil) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else {
      (self.low, binWidth, counts) = (0, 1, [])
      return
    }
    guard high > low, (high - low).isFinite else {
      (self.low, binWidth, counts) = (low - 0.5, 1, [sorted.count])
      return
    }
    let number = bins.map { min(1000, max(1, $0)) } ?? Self.binCount(sorted)
    let width = (high - low) / Double(number)
    var counts = [Int](repeating: 0, count: number)
    for value in sorted { counts[min(number - 1, max(0, Int((value - low) / width)))] += 1 }
    (self.low, binWidth, self.counts) = (low, width, counts)
  }

  var centers: [Double] { counts.indices.map { low + (Double($0) + 0.5) * binWidth } }

  private static func binCount(_ sorted: [Double]) -> Int {
    let quartiles = (sorted[sorted.count / 4], sorted[sorted.count * 3 / 4])
    let width = 2 * (quartiles.1 - quartiles.0) / cbrt(Double(sorted.count))
    let range = sorted[sorted.count - 1] - sorted[0]
    guard width > 0, (range / width).isFinite else { return min(60, max(5, Int(Double(sorted.count).squareRoot()))) }
    return Int(min(60, max(5, (range / width).rounded(.up))))
  }
}
