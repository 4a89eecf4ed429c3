import Foundation
import Training

/// How a network fares with one class.
public struct ClassScore: Sendable, Hashable {
  public let name: String
  /// Images of the class, those taken for it, and those that are both.
  public let support, predicted, hits: Int

  /// The share of the images taken for the class that are of it; 0 when there are none, as scikit-learn's.
  public var precision: Double { predicted > 0 ? Double(hits) / Double(predicted) : 0 }
  /// The share of the images of the class that are taken for it; 0 when there are none.
  public var recall: Double { support > 0 ? Double(hits) / Double(support) : 0 }
  /// `2·P·R / (P + R)`
  public var f1: Double { predicted + support > 0 ? 2 * Double(hits) / Double(predicted + support) : 0 }
  /// Where the true precision lies with 95 % confidence (Wilson's score interval).
  public var precisionInterval: ClosedRange<Double> { wilsonInterval(errors: hits, of: predicted) }
  /// Where the true recall lies with 95 % confidence.
  public var recallInterval: ClosedRange<Double> { wilsonInterval(errors: hits, of: support) }
}

extension JudgedImages {
  /// A row for each class, in the classes' order.
  public var classScores: [ClassScore] {
    let matrix = confusion
    let (actual, predicted) = (matrix.actualCounts, matrix.predictedCounts)
    return classes.indices.map {
      ClassScore(name: classes[$0], support: actual[$0], predicted: predicted[$0], hits: matrix.counts[$0][$0])
    }
  }

  /// A table of all classes for people: what scikit-learn's `classification_report` has, with 95 % intervals.
  public var report: String {
    let scores = classScores
    let width = max(12, scores.map(\.name.count).max() ?? 0)
    let head = "".padding(to: width) + "  precision              recall                 f1     support"
    let rows = scores.map { score in
      let precision = ratio(score.precision, score.precisionInterval)
      let recall = ratio(score.recall, score.recallInterval)
      return "\(score.name.padding(to: width))  \(precision)  \(recall)  \(number(score.f1))  \(score.support)"
    }
    let matrix = confusion
    let means = [("macro mean", Averaging.macro), ("weighted mean", .weighted)].map { name, averaging in
      let (precision, recall) = (number(matrix.precision(averaging)), number(matrix.recall(averaging)))
      return "\(name.padding(to: width))  \(precision.padding(to: 21))  \(recall.padding(to: 21))  "
        + "\(number(matrix.fBeta(1, averaging)))  \(labelledCount)"
    }
    return ([head] + rows + means + ["", accuracyLine]).joined(separator: "\n")
  }

  private var accuracyLine: String {
    let interval = errorRateInterval
    return String(
      format: "accuracy %.3f (%.3f to %.3f): %d of %d right; calibration error %.3f", 1 - (errorRate ?? .nan),
      1 - interval.upperBound, 1 - interval.lowerBound, labelledCount - errorCount, labelledCount,
      calibrationCurve().expectedError)
  }

  /// Prints ``report``.
  public func printReport() { print(report) }
}

private func ratio(_ value: Double, _ interval: ClosedRange<Double>) -> String {
  String(format: "%.3f (%.3f to %.3f)", value, interval.lowerBound, interval.upperBound).padding(to: 21)
}

private func number(_ value: Double) -> String { String(format: "%.3f", value) }

extension String {
  /// With spaces after it.
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
