/// Saves the weights of the best epoch, and puts them back at the end (fastai: `SaveModelCallback`).
public final class SaveModel: Callback {
  /// When to save.
  public enum Every: Sendable, Hashable {
    /// When an epoch is better than all before: under the name.
    case improvement
    /// Always: under `NAME_EPOCH`. The last epoch's weights stay in the network.
    case epoch
  }

  private let monitor: Monitor
  private let every: Every
  private let name: String
  private var best: BestValue
  private var hasSaved = false

  public init(_ monitor: Monitor = Monitor(), every: Every = .improvement, name: String = "bestmodel") {
    (self.monitor, self.every, self.name) = (monitor, every, name)
    best = BestValue(monitor)
  }

  public func beforeFit(_ learn: Learner) throws {
    if every == .improvement { try monitor.check(learn) }
    (best, hasSaved) = (BestValue(monitor), false)
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    let epoch = learn.state.epoch
    if every == .epoch {
      try learn.save("\(name)_\(epoch)")
    } else if let value = monitor.value(learn), best.improves(with: value) {
      learn.state.note("Better model found at epoch \(epoch) with \(monitor.name) value: \(value).")
      try learn.save(name)
      hasSaved = true
    }
    return .proceed
  }

  public func afterFit(_ learn: Learner) throws { if hasSaved { try learn.load(name) } }
}
