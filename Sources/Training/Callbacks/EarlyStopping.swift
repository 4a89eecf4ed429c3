import TorchNN

/// Ends the training when epochs stop becoming better (fastai: `EarlyStoppingCallback`).
public final class EarlyStopping: Callback {
  private let patience: Int
  private let monitor: Monitor
  private var best: BestValue
  private var wait = 0

  /// - Parameters:
  ///   - monitor: What to watch, and how large a change counts.
  ///   - patience: Epochs without improvement to put up with: the one after them ends the training.
  public init(_ monitor: Monitor = Monitor(), patience: Int = 0) {
    (self.monitor, self.patience) = (monitor, patience)
    best = BestValue(monitor)
  }

  public func beforeFit(_ learn: Learner) throws {
    try monitor.check(learn)
    (best, wait) = (BestValue(monitor), 0)
  }

  public func afterEpoch(_ learn: Learner) -> Flow {
    guard let value = monitor.value(learn) else { return .proceed }
    wait = best.improves(with: value) ? 0 : wait + 1
    return wait > patience ? .stop(reason: "Epoch \(learn.state.epoch): early stopping") : .proceed
  }
}

/// Makes the learning rate smaller when epochs stop becoming better (fastai: `ReduceLROnPlateauCallback`). For `fit`:
/// a schedule sets the rate anew before each batch.
public final class ReduceLROnPlateau: Callback {
  private let patience: Int
  private let factor: Double, minLR: Double
  private let monitor: Monitor
  private var best: BestValue
  private var wait = 0

  public init(_ monitor: Monitor = Monitor(), patience: Int = 0, factor: Double = 0.2, minLR: Double = 0.001) {
    (self.monitor, self.patience, self.factor, self.minLR) = (monitor, patience, factor, minLR)
    best = BestValue(monitor)
  }

  public func beforeFit(_ learn: Learner) throws {
    try monitor.check(learn)
    (best, wait) = (BestValue(monitor), 0)
  }

  public func afterEpoch(_ learn: Learner) -> Flow {
    guard let value = monitor.value(learn), let rate = learn.optimizer?.groups.last?.learningRate else {
      return .proceed
    }
    wait = best.improves(with: value) ? 0 : wait + 1
    guard wait > patience, rate > minLR else { return .proceed }
    wait = 0
    learn.changeGroups { group, _ in group.learningRate *= factor }
    learn.state.note("Epoch \(learn.state.epoch): reducing lr to \(rate * factor)")
    return .proceed
  }
}

/// Ends the training after a few batches, without validation: for trying things out.
public final class StopAfterNBatches: Callback {
  private let count: Int
  private var done = 0

  public init(_ count: Int = 2) { self.count = count }

  public func beforeFit(_ learn: Learner) { done = 0 }

  public func afterBatch(_ learn: Learner) -> Flow {
    guard learn.state.isTraining else { return .proceed }
    done += 1
    return done >= count ? .stop(reason: "\(done) batches are done") : .proceed
  }
}
