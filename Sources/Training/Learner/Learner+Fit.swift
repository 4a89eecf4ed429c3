import Torch
import TorchNN

/// Ways to train.
extension Learner {
  /// Trains at constant learning rates.
  ///
  /// - Parameters:
  ///   - epochs: Passes through the training set.
  ///   - learningRate: For all layer groups, or a slice.
  ///   - weightDecay: In place of the learner's.
  ///   - callbacks: Besides the learner's.
  ///   - startEpoch: The number of the first epoch, after as many that were done before.
  /// - Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
  ///   network or a callback throws.
  public func fit(
    _ epochs: Int, learningRate: some LearningRateSpecification = .slice(3e-3), weightDecay: Double? = nil,
    callbacks: [any Callback] = [], startEpoch: Int = 0
  ) throws {
    let rates = try checkedRates(learningRate.learningRate)
    try run(checkedEpochs(epochs, startEpoch), rates: rates, weightDecay: weightDecay, extra: callbacks)
  }

  /// Trains with the one-cycle policy: see ``OneCycle``.
  ///
  /// - Parameters:
  ///   - epochs: Passes through the training set (fastai: `cyc_len`).
  ///   - maxLR: The largest rate, for all layer groups or a slice.
  ///   - momentums: At the ends, and at the top of the rate (fastai: `moms`).
  ///   - divFactor: The first rate is the largest divided by this.
  ///   - startFraction: The share of the iterations in which the rate rises (fastai: `pct_start`).
  ///   - finalDiv: The last rate is the largest divided by this; `divFactor · 1e4` by default.
  ///   - warmUp: How the rate rises: `.cosine` as in the final fastai 1, `.linear` as in the lesson of 2018.
  ///   - weightDecay: In place of the learner's.
  ///   - callbacks: Besides the learner's.
  ///   - totalEpochs: Epochs of the whole cycle (fastai: `tot_epochs`); `epochs` by default.
  ///   - startEpoch: The first epoch of the cycle that is trained now (fastai: `start_epoch`): those before count as
  ///     done. Training ends after `epochs` of them, or with the cycle.
  /// - Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
  ///   network or a callback throws.
  public func fitOneCycle(
    _ epochs: Int, maxLR: some LearningRateSpecification = .slice(3e-3), momentums: (Double, Double) = (0.95, 0.85),
    divFactor: Double = 25, startFraction: Double = 0.3, finalDiv: Double? = nil, warmUp: Annealing = .cosine,
    weightDecay: Double? = nil, callbacks: [any Callback] = [], totalEpochs: Int? = nil, startEpoch: Int = 0
  ) throws {
    let rates = try checkedRates(maxLR.learningRate)
    guard (0...1).contains(startFraction), divFactor > 0, finalDiv ?? 1 > 0 else {
      throw LearnerError(
        .usage, "startFraction is \(startFraction), divFactor \(divFactor), finalDiv \(finalDiv ?? divFactor * 1e4)",
        remedy: "a fraction from 0 to 1 and divisors above 0: leave them out for fastai's")
    }
    var cycle = OneCycle(iterations: data.train.batchCount * (totalEpochs ?? epochs))
    (cycle.momentums, cycle.warmUp) = (momentums, warmUp)
    (cycle.divFactor, cycle.finalDiv, cycle.startFraction) = (divFactor, finalDiv ?? divFactor * 1e4, startFraction)
    let end = min(startEpoch + epochs, totalEpochs ?? epochs)
    try run(
      checkedEpochs(end - startEpoch, startEpoch), rates: rates, weightDecay: weightDecay,
      extra: callbacks + [GeneralScheduler(cycle.phases(maxima: rates))])
  }

  /// Trains at a flat rate, then lets it fall along a cosine (fastai 1: `fit_fc`, fastai 2: `fit_flat_cos`).
  ///
  /// fastai 1 has `startFraction: 0.72, finalDiv: .infinity, momentums: (0.95, 0.85)`; fastai 2 has
  /// `startFraction: 0.75, finalDiv: 1e5` and leaves the momentum alone.
  ///
  /// - Parameters:
  ///   - epochs: Passes through the training set.
  ///   - learningRate: At the start, for all layer groups or a slice.
  ///   - momentums: Before and after the rate begins to fall; nil to leave it.
  ///   - startFraction: The share of the iterations before the rate falls (fastai: `start_pct`, `pct_start`).
  ///   - finalDiv: The last rate is the first divided by this; infinity for 0 (fastai 2: `div_final`).
  ///   - weightDecay: In place of the learner's.
  ///   - callbacks: Besides the learner's.
  /// - Throws: As ``fitOneCycle(_:maxLR:momentums:divFactor:startFraction:finalDiv:warmUp:weightDecay:callbacks:totalEpochs:startEpoch:)``.
  public func fitFlatCosine(
    _ epochs: Int, learningRate: some LearningRateSpecification = .slice(3e-3),
    momentums: (Double, Double)? = (0.95, 0.85), startFraction: Double = 0.72, finalDiv: Double = .infinity,
    weightDecay: Double? = nil, callbacks: [any Callback] = []
  ) throws {
    let rates = try checkedRates(learningRate.learningRate)
    guard (0...1).contains(startFraction), finalDiv > 0 else {
      throw LearnerError(
        .usage, "startFraction is \(startFraction), finalDiv \(finalDiv)",
        remedy: "a fraction from 0 to 1 and a divisor above 0")
    }
    let iterations = data.train.batchCount * epochs
    let flat = Int(Double(iterations) * startFraction)
    var phases = [
      TrainingPhase(iterations: flat).scheduling(.learningRate, rates.map { .constant($0) }),
      TrainingPhase(iterations: iterations - flat)
        .scheduling(.learningRate, rates.map { Schedule(.cosine, from: $0, to: $0 / finalDiv) }),
    ]
    if let (before, after) = momentums {
      phases = zip(phases, [before, after]).map { $0.scheduling(.momentum, .constant($1)) }
    }
    try run(
      checkedEpochs(epochs, 0), rates: rates, weightDecay: weightDecay,
      extra: callbacks + [GeneralScheduler(phases)])
  }

  /// Trains the head of a frozen network, then all of it at smaller rates (fastai 2: `fine_tune`).
  ///
  /// - Parameters:
  ///   - epochs: With everything unfrozen.
  ///   - baseLR: The head's largest rate while the body is frozen; half of it afterwards.
  ///   - freezeEpochs: With the body frozen.
  ///   - lrMultiplier: The first layers' largest rate is the head's divided by this.
  ///   - startFraction: The share of the unfrozen iterations in which the rate rises.
  ///   - divFactor: The first unfrozen rate is the largest divided by this.
  ///   - callbacks: Besides the learner's.
  /// - Throws: ``LearnerError`` when there is only one layer group or a setting makes no sense.
  public func fineTune(
    _ epochs: Int, baseLR: Double = 2e-3, freezeEpochs: Int = 1, lrMultiplier: Double = 100,
    startFraction: Double = 0.3, divFactor: Double = 5, callbacks: [any Callback] = []
  ) throws {
    let half = baseLR / 2
    _ = try checkedRates(.geometric(lower: half / lrMultiplier, upper: half))
    try freeze()
    // fastai 2: learner.py, fine_tune; its one-cycle ends at the largest rate divided by 1e5.
    try fitOneCycle(freezeEpochs, maxLR: .slice(baseLR), startFraction: 0.99, finalDiv: 1e5, callbacks: callbacks)
    if state.stopReason != nil { return }
    try unfreeze()
    try fitOneCycle(
      epochs, maxLR: .slice(half / lrMultiplier, half), divFactor: divFactor, startFraction: startFraction,
      finalDiv: 1e5, callbacks: callbacks)
  }

  private func checkedRates(_ rate: LearningRate) throws -> [Double] {
    guard rate.isValid else {
      throw LearnerError(.usage, "a learning rate must be a positive number", remedy: "3e-3 is a good start")
    }
    return rate.rates(count: layerGroups.count)
  }

  private func checkedEpochs(_ epochs: Int, _ start: Int) throws -> Range<Int> {
    guard start >= 0 else {
      throw LearnerError(.usage, "the first epoch is \(start)", remedy: "epochs are counted from 0")
    }
    return start..<(start + max(epochs, 0))
  }
}
