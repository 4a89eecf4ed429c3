import Torch
import TorchNN

extension Learner {
  /// Trains on a few batches while the learning rate rises, to see at which rates the loss falls (fastai: `lr_find`).
  /// Smith 2015, arXiv:1506.01186.
  ///
  /// The rate of batch `k` is `startLR · (endLR / startLR)^(k / iterations)`, the same for all layer groups. Afterwards
  /// the weights, batch norm's statistics, the optimizer, the random numbers and the data's order are exactly what they
  /// were, so that a second call gives the same curve; nothing is written to disk. A new optimizer is used meanwhile.
  /// Of the learner's callbacks those take part that are a ``TrainingModifier``. The recorder then holds the curve.
  ///
  /// - Parameters:
  ///   - startLR: The first rate.
  ///   - endLR: The rate that would come after the last batch.
  ///   - iterations: Batches; the data set is gone through as often as that needs (fastai: `num_it`).
  ///   - stopWhenDiverged: End when the smoothed loss is over four times its best, or no number (fastai: `stop_div`).
  ///   - weightDecay: In place of the learner's.
  /// - Returns: The curve, with what it suggests.
  /// - Throws: ``LearnerError`` when the rates make no sense or there is nothing to train on, and what a batch or the
  ///   network throws; everything is put back then, too.
  @discardableResult
  public func lrFind(
    startLR: Double = 1e-7, endLR: Double = 10, iterations: Int = 100, stopWhenDiverged: Bool = true,
    weightDecay: Double? = nil
  ) throws -> LRFinderResult {
    guard startLR > 0, endLR > startLR, endLR.isFinite, iterations > 1 else {
      throw LearnerError(
        .usage, "a learning rate cannot rise from \(startLR) to \(endLR) in \(iterations) batches",
        remedy: "leave the arguments out: 1e-7 to 10 in 100")
    }
    let before = try LearnerSnapshot(self)
    let finder = LRFinder(startLR: startLR, endLR: endLR, iterations: iterations, stops: stopWhenDiverged)
    let outcome = Result {
      try createOptimizer()
      let rates = Array(repeating: startLR, count: layerGroups.count)
      let perEpoch = max(data.train.batchCount, 1)
      try train(
        epochs: (iterations + perEpoch - 1) / perEpoch, rates: rates, weightDecay: weightDecay,
        callbacks: callbacks.filter { $0 is any TrainingModifier } + [recorder, finder], validates: false)
    }
    try before.restore(self)
    try outcome.get()
    return LRFinderResult(
      learningRates: recorder.learningRates, losses: recorder.losses, hasDiverged: finder.hasDiverged)
  }
}

/// Raises the learning rate from batch to batch.
private final class LRFinder: Callback {
  private let startLR, endLR: Double
  private let iterations: Int
  private let stops: Bool
  private var best = Double.infinity
  private(set) var hasDiverged = false

  init(startLR: Double, endLR: Double, iterations: Int, stops: Bool) {
    (self.startLR, self.endLR, self.iterations, self.stops) = (startLR, endLR, iterations, stops)
  }

  let order = -20  // before the recorder writes the rate down

  func beforeEpoch(_ learn: Learner) -> Flow {
    learn.state.skipsValidation = true
    return .proceed
  }

  func beforeBatch(_ learn: Learner) -> Flow {
    let fraction = Double(learn.state.iteration) / Double(iterations)
    let rate = Annealing.exponential(from: startLR, to: endLR, at: fraction)
    learn.setLearningRates(Array(repeating: rate, count: learn.layerGroups.count))
    return .proceed
  }

  func afterBatch(_ learn: Learner) -> Flow {
    let loss = learn.recorder.losses.last ?? .nan
    best = learn.state.iteration == 0 ? loss : min(best, loss)
    if stops, !(loss <= 4 * best) {  // fastai: callbacks/lr_finder.py; also true when the loss is no number
      hasDiverged = true
      return .stop(reason: "the loss diverged")
    }
    return learn.state.iteration + 1 >= iterations ? .stop(reason: "the last rate was reached") : .proceed
  }
}
