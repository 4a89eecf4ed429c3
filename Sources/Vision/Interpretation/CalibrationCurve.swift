public import Plots

/// Whether a network is as often right as it is sure: its accuracy by its confidence.
public struct CalibrationCurve: Sendable, Hashable {
  /// Images whose confidence lies in one range.
  public struct Bin: Sendable, Hashable {
    public let count: Int
    /// The mean probability of the predicted class.
    public let confidence: Double
    /// The share that is right.
    public let accuracy: Double
  }

  /// Those of the ranges `(i / n, (i + 1) / n]` that hold images, in order (scikit-learn: `calibration_curve`).
  public let bins: [Bin]
  /// The mean distance between confidence and accuracy (ECE). Guo et al. 2017, arXiv:1706.04599, eq. 3.
  public let expectedError: Double

  /// - Parameters:
  ///   - confidences: The probability of the predicted class, 0…1, for each image.
  ///   - isRight: Whether the prediction is right.
  ///   - binCount: Ranges of equal width.
  public init(confidences: [Float], isRight: [Bool], binCount: Int = 15) {
    let binCount = max(1, binCount)
    var (counts, sure, right) = (
      [Int](repeating: 0, count: binCount), [Double](repeating: 0, count: binCount),
      [Int](repeating: 0, count: binCount)
    )
    for (confidence, hit) in zip(confidences, isRight) where confidence.isFinite {
      let place = Int((Double(confidence) * Double(binCount)).rounded(.up)) - 1
      let bin = min(max(place, 0), binCount - 1)
      counts[bin] += 1
      sure[bin] += Double(confidence)
      right[bin] += hit ? 1 : 0
    }
    bins = counts.indices.filter { counts[$0] > 0 }.map { bin in
      let count = Double(counts[bin])
      return Bin(count: counts[bin], confidence: sure[bin] / count, accuracy: Double(right[bin]) / count)
    }
    let total = Double(max(counts.reduce(0, +), 1))
    expectedError = bins.reduce(0) { $0 + Double($1.count) / total * abs($1.accuracy - $1.confidence) }
  }

  /// The curve beside the diagonal of a network that is as often right as it is sure.
  public func picture(theme: Theme = .light) -> Picture {
    Chart(
      title: "Calibration", xLabel: "Confidence", yLabel: "Accuracy",
      series: [
        .line("as sure as right", x: [0, 1], y: [0, 1]),
        .line("this network", x: bins.map(\.confidence), y: bins.map(\.accuracy)),
        .points("", x: bins.map(\.confidence), y: bins.map(\.accuracy)),
      ], xRange: 0...1, yRange: 0...1, width: 480, height: 400
    ).picture(theme: theme)
  }
}

extension JudgedImages {
  /// How often the network is right, by how sure it is. Images without a label are left out.
  public func calibrationCurve(binCount: Int = 15) -> CalibrationCurve {
    let known = judgements.filter { $0.actual != nil }
    return CalibrationCurve(
      confidences: known.map { $0.probabilities.max() ?? .nan }, isRight: known.map { !$0.isMistake },
      binCount: binCount)
  }
}
