import Torch
import TorchNN

/// The training loop.
extension Learner {
  /// Trains at constant learning rates.
  ///
  /// - Parameters:
  ///   - epochs: Passes through the training set.
  ///   - learningRate: For all layer groups, or a slice.
  ///   - weightDecay: In place of the learner's.
  ///   - callbacks: Besides the learner's.
  /// - Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
  ///   network or a callback throws.
  public func fit(
    _ epochs: Int, learningRate: some LearningRateSpecification = .slice(3e-3), weightDecay: Double? = nil,
    callbacks: [any Callback] = []
  ) throws {
    let rates = try checkedRates(learningRate.learningRate)
    try run(epochs: epochs, rates: rates, weightDecay: weightDecay, extra: callbacks)
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
  ///   - weightDecay: In place of the learner's.
  ///   - callbacks: Besides the learner's.
  /// - Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
  ///   network or a callback throws.
  public func fitOneCycle(
    _ epochs: Int, maxLR: some LearningRateSpecification = .slice(3e-3), momentums: (Double, Double) = (0.95, 0.85),
    divFactor: Double = 25, startFraction: Double = 0.3, finalDiv: Double? = nil, weightDecay: Double? = nil,
    callbacks: [any Callback] = []
  ) throws {
    let rates = try checkedRates(maxLR.learningRate)
    guard (0...1).contains(startFraction), divFactor > 0, finalDiv ?? 1 > 0 else {
      throw LearnerError(
        .usage, "startFraction is \(startFraction), divFactor \(divFactor), finalDiv \(finalDiv ?? divFactor * 1e4)",
        remedy: "a fraction from 0 to 1 and divisors above 0: leave them out for fastai's")
    }
    var cycle = OneCycle(iterations: data.train.batchCount * epochs)
    cycle.momentums = momentums
    cycle.divFactor = divFactor
    cycle.finalDiv = finalDiv ?? divFactor * 1e4
    cycle.startFraction = startFraction
    let scheduler = OneCycleScheduler(cycle, maxima: rates)
    try run(epochs: epochs, rates: rates, weightDecay: weightDecay, extra: callbacks + [scheduler])
  }

  private func checkedRates(_ rate: LearningRate) throws -> [Double] {
    guard rate.isValid else {
      throw LearnerError(.usage, "a learning rate must be a positive number", remedy: "3e-3 is a good start")
    }
    return rate.rates(count: layerGroups.count)
  }

  // MARK: The loop

  private func run(epochs: Int, rates: [Double], weightDecay: Double?, extra: [any Callback]) throws {
    try train(epochs: epochs, rates: rates, weightDecay: weightDecay, callbacks: callbacks + [recorder] + extra)
  }

  /// Trains with these callbacks and no others, from where `beforeFit` leaves the state: a checkpoint moves it on.
  func train(
    epochs: Int, rates: [Double], weightDecay: Double?, callbacks: [any Callback], validates: Bool = true
  ) throws {
    guard epochs > 0 else { return }
    guard data.train.batchCount > 0 else {
      throw LearnerError(
        .data, "the training set of \(data.train.itemCount) items makes no batch", remedy: "use a smaller batch size")
    }
    if optimizer == nil { try createOptimizer() }
    setLearningRates(rates)
    setWeightDecay(weightDecay ?? self.weightDecay)
    state = TrainingState()
    (state.epochCount, state.validates) = (epochs, validates)
    try optimizer?.zeroGrad()  // what an interrupted fit left
    let all = callbacks.sorted { $0.order < $1.order }
    activeCallbacks = all
    defer { activeCallbacks = [] }
    let outcomes =
      [
        Result {
          for callback in all { try callback.beforeFit(self) }
          try runEpochs(epochs, all)
        }
      ] + all.map { callback in Result { try callback.afterFit(self) } }
    (state.batch, state.predictions) = (nil, nil)
    for outcome in outcomes { try outcome.get() }
  }

  private func runEpochs(_ epochs: Int, _ callbacks: [any Callback]) throws {
    for epoch in min(state.epoch, epochs)..<epochs {
      (state.epoch, state.validation) = (epoch, nil)
      try announce(callbacks) { try $0.beforeEpoch(self) }
      if state.stopReason == nil { try trainEpoch(callbacks) }
      if state.stopReason == nil { try validateEpoch(callbacks) }
      try announce(callbacks) { try $0.afterEpoch(self) }
      if state.stopReason != nil { return }
    }
  }

  private func trainEpoch(_ callbacks: [any Callback]) throws {
    model.train()
    let first = state.firstBatch
    (state.isTraining, state.batchIndex, state.batchCount) = (true, first, data.train.batchCount)
    state.firstBatch = 0
    for batch in data.train.batches(from: first) {
      try trainBatch(batch, callbacks)
      state.iteration += 1
      state.batchIndex += 1
      if state.stopReason != nil { return }
    }
  }

  private func trainBatch(_ batch: Batch, _ callbacks: [any Callback]) throws {
    state.batch = batch
    defer { state.predictions = nil }  // with it goes the graph
    guard try announce(callbacks, { try $0.beforeBatch(self) }) else { return }
    let predictions = try model(batch.x.to(device))
    let loss = try self.loss.compute(predictions, batch.y.to(device), .mean)
    state.predictions = predictions
    state.loss = try loss.item()
    guard try announce(callbacks, { try $0.afterLoss(self) }) else { return }
    try loss.backward()
    guard try announce(callbacks, { try $0.afterBackward(self) }) else { return try model.zeroGrad() }
    try optimizer?.step()
    try announce(callbacks) { try $0.afterStep(self) }
    try optimizer?.zeroGrad()
    try announce(callbacks) { try $0.afterBatch(self) }
  }

  private func validateEpoch(_ callbacks: [any Callback]) throws {
    guard state.validates, let valid = data.valid, valid.batchCount > 0 else { return }
    state.isTraining = false
    try announce(callbacks) { try $0.beforeValidation(self) }
    state.validation = try validation(of: valid, callbacks: callbacks)
  }

  /// Calls every callback.
  ///
  /// - Returns: Whether the batch goes on.
  @discardableResult
  func announce(_ callbacks: [any Callback], _ event: (any Callback) throws -> Flow) throws -> Bool {
    var goesOn = true
    for callback in callbacks {
      switch try event(callback) {
      case .proceed: continue
      case .skipBatch: goesOn = false
      case .stop(let reason):
        state.stopReason = state.stopReason ?? reason
        goesOn = false
      }
    }
    return goesOn
  }
}
