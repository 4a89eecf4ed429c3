import Foundation

/// A curve of losses over rising rates, and the rules that read a rate off it.
struct LRCurve {
  let rates: [Double]
  let losses: [Double]

  static let fewestPoints = 5

  init(rates: [Double], losses: [Double]) {
    let usable = losses.firstIndex { !$0.isFinite } ?? losses.count  // what comes after the first NaN means nothing
    (self.rates, self.losses) = (Array(rates.prefix(usable)), Array(losses.prefix(usable)))
  }

  /// Of all rules, the recommended one first; none when there are too few points or the loss never falls.
  var suggestions: [LRFinderResult.Suggestion] {
    guard losses.count >= Self.fewestPoints, let first = losses.first, let least = losses.min(), least < first * 0.99
    else { return [] }
    return [valley, steepest, minimum]
  }

  /// fastai 2's rule: in the longest run of falling losses, half-way through its middle third.
  var valley: LRFinderResult.Suggestion {
    let run = longestDescent
    let third = Double(run.end - run.start) / 3
    let place = min(max(run.start + Int(third) + Int(third / 2), 0), losses.count - 1)
    return suggestion("valley", at: place, "in the middle of the longest stretch in which the loss falls")
  }

  /// fastai 1's red dot: where the loss falls most from point to point.
  var steepest: LRFinderResult.Suggestion {
    let slopes = Self.gradient(losses)
    let place = slopes.indices.min { slopes[$0] < slopes[$1] } ?? 0
    return suggestion("steepest", at: place, "the loss falls fastest there")
  }

  /// A tenth of the rate with the least loss.
  var minimum: LRFinderResult.Suggestion {
    let place = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    return suggestion(
      "minimum/10", at: place, dividedBy: 10,
      "a tenth of the rate with the least loss, a safe distance from where it rises again")
  }

  private func suggestion(
    _ rule: String, at place: Int, dividedBy divisor: Double = 1, _ reason: String
  ) -> LRFinderResult.Suggestion {
    .init(
      rule: rule, learningRate: rates[place] / divisor,
      point: .init(learningRate: rates[place], loss: losses[place]), reason: reason)
  }

  /// Start and end of the longest decreasing subsequence as fastai 2's `valley` measures it: the end is where it ends,
  /// the start lies its length before that.
  private var longestDescent: (start: Int, end: Int) {
    var lengths = Array(repeating: 1, count: losses.count)
    for i in losses.indices {
      for j in 0..<i where losses[i] < losses[j] { lengths[i] = max(lengths[i], lengths[j] + 1) }
    }
    let end = lengths.indices.reduce(0) { lengths[$1] > lengths[$0] ? $1 : $0 }
    return (end - lengths[end], end)
  }

  /// Central differences, one-sided at the ends: NumPy's `gradient`.
  static func gradient(_ values: [Double]) -> [Double] {
    guard values.count > 1 else { return values.map { _ in 0 } }
    return values.indices.map { i in
      let (before, after) = (max(i - 1, 0), min(i + 1, values.count - 1))
      return (values[after] - values[before]) / Double(after - before)
    }
  }
}

/// `1.0e-03` as `1e-3`.
package func shortRate(_ rate: Double) -> String {
  let text = String(format: "%.1e", rate)
  guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else { return text }
  let digits = text[..<mark]
  return "\(digits.hasSuffix(".0") ? digits.dropLast(2) : digits)e\(exponent)"
}
