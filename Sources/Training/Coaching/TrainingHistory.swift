import Foundation

/// What the coach looks at: plain numbers of one `fit`.
public struct TrainingHistory: Sendable {
  public var epochs: [Recorder.Epoch]
  /// The smoothed loss after each training batch.
  public var losses: [Double]
  /// The largest learning rate that was used.
  public var maxLearningRate: Double
  /// Wrong answers after each epoch, 0…1; empty when no metric tells.
  public var errorRates: [Double]
  public var validCount: Int
  /// The loss of one who guesses; 0 when targets are no classes.
  public var chanceLoss: Double
  /// What ``LossGuard`` said when it ended the training.
  public var explosion: String?

  public init(
    epochs: [Recorder.Epoch], losses: [Double], maxLearningRate: Double,
    errorRates: [Double] = [], validCount: Int, chanceLoss: Double = 0,
    explosion: String? = nil
  ) {
    (self.epochs, self.losses, self.maxLearningRate) = (epochs, losses, maxLearningRate)
    (self.errorRates, self.validCount, self.chanceLoss) = (errorRates, validCount, chanceLoss)
    self.explosion = explosion
  }

  /// Epochs that were validated.
  var validated: [(row: Recorder.Epoch, valid: Double)] {
    epochs.compactMap { row in row.validLoss.map { (row, $0) } }
  }

  /// What the loss was before training changed much: the mean of the first batches.
  var firstLoss: Double { Self.firstLoss(of: losses) }

  static func firstLoss(of losses: [Double]) -> Double {
    let first = losses.prefix(min(20, max(1, losses.count / 20))).filter(\.isFinite)
    return first.isEmpty ? .nan : first.reduce(0, +) / Double(first.count)
  }

  /// A loss over this has exploded.
  var explosionLimit: Double { Self.explosionLimit(of: losses, chanceLoss: chanceLoss) }

  static func explosionLimit(of losses: [Double], chanceLoss: Double) -> Double {
    let first = firstLoss(of: losses)
    return 4 * max(first.isFinite ? first : 0, chanceLoss)
  }
}

extension Learner {
  /// What the recorder holds of the last `fit`, for the coach.
  public var history: TrainingHistory {
    TrainingHistory(
      epochs: recorder.epochs, losses: recorder.losses, maxLearningRate: recorder.learningRates.max() ?? .nan,
      errorRates: errorRates, validCount: data.valid?.itemCount ?? 0,
      chanceLoss: chanceLoss, explosion: state.explosion)
  }

  /// The cross-entropy of one who guesses; 0 without classes.
  var chanceLoss: Double { data.classes.count > 1 ? log(Double(data.classes.count)) : 0 }

  private var errorRates: [Double] {
    guard let place = metrics.firstIndex(where: { ["error_rate", "accuracy"].contains($0.name) }) else { return [] }
    let values = recorder.epochs.compactMap { $0.metrics.indices.contains(place) ? $0.metrics[place] : nil }
    return metrics[place].name == "accuracy" ? values.map { 1 - $0 } : values
  }

  /// Reads the last `fit` as the lesson teaches to: what went wrong, if anything, and what to try.
  ///
  ///     for diagnosis in learn.diagnose() { print(diagnosis) }
  ///
  /// - Returns: The finding first, then remarks on how far the figures can be trusted.
  public func diagnose() -> [Diagnosis] { history.diagnoses }
}
