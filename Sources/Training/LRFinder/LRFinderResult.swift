public import Plots

/// The loss over the learning rate, and what it suggests.
public struct LRFinderResult: Sendable {
  /// A rate that a rule reads off the curve.
  public struct Suggestion: Sendable, Hashable {
    /// `valley`, `steepest` or `minimum/10`.
    public let rule: String
    public let learningRate: Double
    /// The point of the curve that it was read off.
    public let point: Point
    /// Why this rate, in a sentence.
    public let reason: String

    public struct Point: Sendable, Hashable { public let learningRate, loss: Double }
  }

  /// The rate of each batch.
  public let learningRates: [Double]
  /// The smoothed loss after each batch.
  public let losses: [Double]
  /// Whether the loss grew so much that the search was ended.
  public let hasDiverged: Bool
  /// Each rule's rate, the recommended one first; empty when the curve says nothing.
  public let suggestions: [Suggestion]

  public init(learningRates: [Double], losses: [Double], hasDiverged: Bool = false) {
    (self.learningRates, self.losses, self.hasDiverged) = (learningRates, losses, hasDiverged)
    let shown = Self.shown(losses.count)
    suggestions = LRCurve(rates: Array(learningRates[shown]), losses: Array(losses[shown])).suggestions
  }

  /// The recommended rate: the valley's.
  public var suggestion: Suggestion? { suggestions.first }

  /// Rates from the most careful rule's to the boldest one's.
  public var range: ClosedRange<Double>? {
    let rates = suggestions.map(\.learningRate)
    return rates.min().flatMap { low in rates.max().map { low...$0 } }
  }

  /// What the curve says, in a sentence or two.
  public var explanation: String {
    guard let best = suggestion, let range else {
      return losses.count < LRCurve.fewestPoints
        ? "Only \(losses.count) batches: too few to read a rate off. Use more iterations."
        : "The loss does not fall at any of these rates. Look at the data and its labels, or start at a smaller rate."
    }
    let band = "\(shortRate(range.lowerBound)) to \(shortRate(range.upperBound))"
    return "Try \(shortRate(best.learningRate)): \(best.reason). Rates from \(band) are reasonable."
  }

  /// The places of the curve that count: fastai leaves out the first 10 and the last 5; of few points, a tenth and a
  /// twentieth.
  static func shown(_ count: Int) -> Range<Int> {
    let (start, end) = count > 30 ? (10, 5) : (count / 10, count / 20)
    return start..<max(start, count - end)
  }

  /// The curve with the suggestions marked.
  public var plot: Picture { plot(skipStart: nil, skipEnd: nil) }

  /// The curve with the suggestions marked, without its first and last points.
  ///
  /// - Parameters:
  ///   - skipStart: Points left out at the start; 10, or a tenth of few, by default.
  ///   - skipEnd: Points left out at the end; 5, or a twentieth of few, by default.
  /// - Returns: The picture.
  public func plot(skipStart: Int?, skipEnd: Int?) -> Picture {
    chart(skipStart: skipStart, skipEnd: skipEnd).picture()
  }

  /// What ``plot(skipStart:skipEnd:)`` draws, for drawing it elsewhere: `TerminalChart(result.chart())`.
  public func chart(skipStart: Int? = nil, skipEnd: Int? = nil) -> LineChart {
    let usual = Self.shown(losses.count)
    let start = min(max(skipStart ?? usual.lowerBound, 0), losses.count)
    let places = start..<max(start, losses.count - max(skipEnd ?? (losses.count - usual.upperBound), 0))
    let series = LineChart.Series("", x: Array(learningRates[places]), y: Array(losses[places]))
    return LineChart(
      title: "Learning rate finder", xLabel: "Learning Rate", yLabel: "Loss", series: [series], markers: markers,
      hasLogX: true)
  }

  /// One for each suggestion. Of those close together the first says the words of all, so that they do not overlap.
  private var markers: [LineChart.Marker] {
    func isNear(_ a: Suggestion, _ b: Suggestion) -> Bool {
      let ratio = a.point.learningRate / b.point.learningRate
      return ratio < 10 && ratio > 0.1
    }
    return suggestions.enumerated().map { place, suggestion in
      let isSaid = suggestions.prefix(place).contains { isNear($0, suggestion) }
      let said = isSaid ? [] : suggestions.dropFirst(place).filter { isNear($0, suggestion) }
      let label = said.map { "\($0.rule) \(shortRate($0.learningRate))" }.joined(separator: ", ")
      return LineChart.Marker(x: suggestion.point.learningRate, y: suggestion.point.loss, label: label)
    }
  }
}
