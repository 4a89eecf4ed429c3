import Foundation

/// Ends the training when the loss explodes, and puts the best weights back (fastai: `TerminateOnNaNCallback`, which
/// leaves the ruined weights).
///
/// The loss has exploded when it is no number, or over four times what it was at the start and what guessing gives. The
/// best weights are those of the epoch with the least validation loss, when that is less than the loss at the start; else those
/// of the start.
public final class LossGuard: Callback, Resumable {
  private var best: WeightsSnapshot?
  private var bestLoss = Double.infinity
  private var bestEpoch: Int?

  public init() {}

  public let order = -5  // after the recorder, before what prints and saves
  public var resumeKey: String { "loss guard" }

  public func beforeFit(_ learn: Learner) throws {
    (bestLoss, bestEpoch) = (.infinity, nil)
    best = try WeightsSnapshot(learn.model)
  }

  public func afterBatch(_ learn: Learner) -> Flow {
    guard learn.state.isTraining else { return .proceed }
    let (loss, smooth) = (learn.state.loss, learn.recorder.losses.last ?? .nan)
    guard !loss.isFinite || !(smooth <= limit(learn)) else { return .proceed }
    return stop(learn, "in epoch \(learn.state.epoch) the loss became \(loss.isFinite ? short(smooth) : "no number")")
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    guard let valid = learn.state.validation?.loss else { return .proceed }
    // Worse than at the start is no good place to go back to.
    if valid < min(bestLoss, TrainingHistory.firstLoss(of: learn.recorder.losses)) {
      (bestLoss, bestEpoch) = (valid, learn.state.epoch)
      best = try WeightsSnapshot(learn.model)
    }
    // In the middle of a cycle, batch norm's running statistics may lag behind; at its end they may not.
    let isLast = learn.state.epoch + 1 == learn.state.epochCount
    guard !valid.isFinite || (isLast && valid > limit(learn)) else { return .proceed }
    return stop(learn, "the validation loss became \(valid.isFinite ? short(valid) : "no number")")
  }

  public func afterFit(_ learn: Learner) throws {
    defer { best = nil }
    guard learn.state.explosion != nil else { return }
    try best?.restore(to: learn.model)
    learn.optimizer = nil  // its moments may be ruined too
  }

  private func limit(_ learn: Learner) -> Double {
    TrainingHistory.explosionLimit(of: learn.recorder.losses, chanceLoss: learn.chanceLoss)
  }

  private func stop(_ learn: Learner, _ what: String) -> Flow {
    let kept = bestEpoch.map { "those after epoch \($0)" } ?? "those from before the training"
    learn.state.explosion = learn.state.explosion ?? "\(what); the best weights, \(kept), were put back"
    return .stop(reason: "the learning rate is too high: \(what)")
  }

  private func short(_ loss: Double) -> String { String(format: "%.3g", loss) }

  // MARK: Resuming

  public func savedState() throws -> SavedState {
    SavedState(
      texts: ["loss": "\(bestLoss)", "epoch": bestEpoch.map(String.init) ?? ""],
      tensors: best?.tensors ?? [:])
  }

  public func restore(_ state: SavedState) throws {
    bestLoss = state.texts["loss"].flatMap(Double.init) ?? .infinity
    bestEpoch = state.texts["epoch"].flatMap(Int.init)
    best = WeightsSnapshot(state.tensors)
  }
}
