import Torch
import TorchNN

/// The training loop.
extension Learner {
  /// Trains the epochs of the range at fixed rates, unless a callback sets others.
  func run(_ epochs: Range<Int>, rates: [Double], weightDecay: Double?, extra: [any Callback]) throws {
    try train(
      epochs: epochs.upperBound, startEpoch: epochs.lowerBound, rates: rates, weightDecay: weightDecay,
      callbacks: callbacks + [recorder] + extra)
  }

  /// Trains with these callbacks and no others, from where `beforeFit` leaves the state: a checkpoint moves it on.
  func train(
    epochs: Int, startEpoch: Int = 0, rates: [Double], weightDecay: Double?, callbacks: [any Callback],
    validates: Bool = true
  ) throws {
    guard epochs > startEpoch else { return }
    guard data.train.batchCount > 0 else {
      throw LearnerError(
        .data, "the training set of \(data.train.itemCount) items makes no batch", remedy: "use a smaller batch size")
    }
    if optimizer == nil { try createOptimizer() }
    setLearningRates(rates)
    setWeightDecay(weightDecay ?? self.weightDecay)
    state = TrainingState()
    (state.epoch, state.epochCount, state.validates) = (startEpoch, epochs, validates)
    state.iteration = startEpoch * data.train.batchCount
    try optimizer?.zeroGrad()  // what an interrupted fit left
    activeCallbacks = callbacks.sorted { $0.order < $1.order }
    defer { activeCallbacks = [] }
    try finish(activeCallbacks) { all in
      for callback in all { try callback.beforeFit(self) }
      try runEpochs(min(state.epoch, epochs)..<epochs, all)
    }
  }

  /// Runs the body, then every callback's end, and throws what was thrown first.
  private func finish(_ all: [any Callback], _ body: ([any Callback]) throws -> Void) throws {
    let outcome = Result { try body(all) }
    if case .failure(let error) = outcome { state.failure = error }
    let endings = all.map { callback in Result { try callback.afterFit(self) } }
    state.forgetBatch()
    TensorMemory.releaseKept()
    for result in [outcome] + endings { try result.get() }
  }

  private func runEpochs(_ epochs: Range<Int>, _ callbacks: [any Callback]) throws {
    for epoch in epochs {
      state.begin(epoch: epoch)
      model.train()
      try announce(callbacks) { try $0.beforeEpoch(self) }
      if state.stopReason == nil { try trainEpoch(callbacks) }
      if state.stopReason == nil { try validateEpoch(callbacks) }
      try announce(callbacks) { try $0.afterEpoch(self) }
      if state.stopReason != nil { return }
    }
  }

  private func trainEpoch(_ callbacks: [any Callback]) throws {
    let first = state.firstBatch
    (state.isTraining, state.batchIndex, state.batchCount) = (true, first, data.train.batchCount)
    state.firstBatch = 0
    for batch in data.train.batches(from: first) {
      if !isLeftover(batch) { try trainBatch(batch, callbacks) }
      state.iteration += 1
      state.batchIndex += 1
      if state.stopReason != nil { return }
    }
  }

  /// Batch norm has nothing to train on in a single item that is left at the end of an epoch: fastai leaves it out too.
  private func isLeftover(_ batch: Batch) -> Bool {
    batch.count == 1 && state.batchIndex == state.batchCount - 1 && state.batch?.count ?? 1 > 1
  }

  private func trainBatch(_ batch: Batch, _ callbacks: [any Callback]) throws {
    try Task.checkCancellation()
    state.begin(try batch.moved(to: device))
    defer { state.endBatch() }
    guard try announce(callbacks, { try $0.beforeBatch(self) }), try computeLoss(callbacks) else { return }
    state.loss = try state.lossTensor?.item() ?? .nan
    guard try announce(callbacks, { try $0.afterLoss(self) }) else { return }
    try goBackward()
    guard try announce(callbacks, { try $0.afterBackward(self) }) else { return try model.zeroGrad() }
    if !state.skipsStep { try optimizer?.step() }
    try announce(callbacks) { try $0.afterStep(self) }
    if !state.skipsZeroGrad { try optimizer?.zeroGrad() }
    try announce(callbacks) { try $0.afterBatch(self) }
  }

  /// Sets outputs and loss of the batch, unless callbacks did.
  ///
  /// - Returns: Whether the batch goes on.
  func computeLoss(_ callbacks: [any Callback]) throws -> Bool {
    guard let batch = state.batch else { return false }
    state.predictions = try precision.forward(model, batch.x, on: device)
    guard try announce(callbacks, { try $0.afterPredictions(self) }) else { return false }
    if state.lossTensor == nil, let predictions = state.predictions {
      state.lossTensor = try loss.compute(predictions, batch.y, .mean)
    }
    return true
  }

  private func goBackward() throws {
    guard !state.skipsBackward, let loss = state.lossTensor else { return }
    guard let scaler else { return try loss.backward() }
    try scaler.scaled(loss).backward()
    let isFinite = try scaler.unscale(optimizer?.gradients() ?? [])
    if !isFinite { state.skipsStep = true }
  }

  private func validateEpoch(_ callbacks: [any Callback]) throws {
    guard state.validates, !state.skipsValidation, let valid = data.valid, valid.batchCount > 0 else { return }
    state.isTraining = false
    try announce(callbacks) { try $0.beforeValidation(self) }
    state.validation = try validation(of: valid, metrics, callbacks: callbacks)
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
