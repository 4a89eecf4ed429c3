import Foundation
import Torch
import TorchNN

/// How well probabilities say how often they are right, before and after one division of the scores by a temperature.
/// Guo et al. 2017, arXiv:1706.04599.
public struct Calibration: Sendable, Hashable, CustomStringConvertible {
  /// What the scores were divided by: above 1 for a network that was too sure of itself.
  public let temperature: Double
  public let before, after: Reliability

  /// Figures of a set of probabilities.
  public struct Reliability: Sendable, Hashable {
    /// The mean negative log likelihood of the true class: the validation loss.
    public let negativeLogLikelihood: Double
    /// The mean distance between confidence and accuracy over 15 bins of confidence (ECE).
    public let calibrationError: Double
  }

  public var description: String {
    String(
      format: "temperature %.3f: calibration error %.1f %% → %.1f %%, loss %.4f → %.4f", temperature,
      before.calibrationError * 100, after.calibrationError * 100, before.negativeLogLikelihood,
      after.negativeLogLikelihood)
  }

  /// Finds the temperature with the least negative log likelihood, from 0.05 to 20.
  ///
  /// - Parameters:
  ///   - probabilities: A row for each item, `[N, K]`; scores up to a constant are their logarithms.
  ///   - targets: Class indices, `[N]`.
  public init(probabilities: [[Float]], targets: [Int]) {
    let scores = probabilities.map { row in row.map { Foundation.log(Swift.max(Double($0), 1e-37)) } }
    func loss(_ logT: Double) -> Double { Self.reliability(scores, targets, exp(logT)).negativeLogLikelihood }
    // The loss is convex in 1 / T, so it has one minimum in ln T.
    temperature = targets.isEmpty ? 1 : exp(Self.minimum(of: loss, in: Foundation.log(0.05)...Foundation.log(20)))
    before = Self.reliability(scores, targets, 1)
    after = Self.reliability(scores, targets, temperature)
  }

  /// By the golden section.
  private static func minimum(of function: (Double) -> Double, in range: ClosedRange<Double>) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    while high - low > 1e-7 {
      if atLeft < atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - ratio * (high - low)
        atLeft = function(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + ratio * (high - low)
        atRight = function(right)
      }
    }
    return (low + high) / 2
  }

  private static func reliability(_ scores: [[Double]], _ targets: [Int], _ temperature: Double) -> Reliability {
    let bins = 15
    var (loss, sure, right) = (0.0, Array(repeating: 0.0, count: bins), Array(repeating: 0.0, count: bins))
    for (row, target) in zip(scores, targets) {
      let scaled = row.map { $0 / temperature }
      let top = scaled.max() ?? 0
      let sum = scaled.reduce(0) { $0 + exp($1 - top) }
      loss += Foundation.log(sum) + top - scaled[target]
      let confidence = 1 / sum
      let bin = min(max(Int((confidence * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
      sure[bin] += confidence
      right[bin] += scaled.firstIndex(of: top) == target ? 1 : 0
    }
    let n = Double(max(targets.count, 1))
    return Reliability(
      negativeLogLikelihood: loss / n, calibrationError: zip(sure, right).reduce(0) { $0 + abs($1.0 - $1.1) } / n)
  }
}

extension Learner {
  /// Makes probabilities honest: divides the last linear layer by the temperature that fits the validation set best.
  ///
  /// The classes that the network answers do not change. Since one number is fitted, the validation set is hardly used
  /// up by it.
  ///
  /// - Returns: The temperature, and the figures before and after.
  /// - Throws: ``LearnerError`` when there is no validation set, or the network does not end in a linear layer.
  @discardableResult
  public func calibrate() throws -> Calibration {
    guard let last = model.leaves.last as? Linear else {
      throw LearnerError(.usage, "a network that does not end in a linear layer cannot be calibrated")
    }
    let predictions = try getPreds()
    let calibration = Calibration(probabilities: predictions.probabilities, targets: predictions.targets)
    try withoutGrad {
      try last.weight.tensor *= 1 / calibration.temperature
      try last.bias?.tensor *= 1 / calibration.temperature
    }
    return calibration
  }
}
