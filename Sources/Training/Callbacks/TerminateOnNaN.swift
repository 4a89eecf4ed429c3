import TorchNN

/// Ends the training when the loss is no longer a number, puts the best weights back, and says what to try (fastai:
/// `TerminateOnNaNCallback`, which leaves the ruined weights).
public final class TerminateOnNaN: Callback {
  private var snapshot: WeightsSnapshot?
  private var best = BestValue(Monitor())
  private var snapshotName = ""

  public init() {}

  public func beforeFit(_ learn: Learner) throws {
    best = BestValue(Monitor())
    try keep(learn, "those before the training")
  }

  public func afterLoss(_ learn: Learner) throws -> Flow {
    let state = learn.state
    guard !state.loss.isFinite, let snapshot else { return .proceed }
    try snapshot.restore(to: learn.model)
    learn.optimizer = nil  // its moments may be ruined too
    let place = "Epoch/Batch (\(state.epoch)/\(state.batchIndex)): Invalid loss, terminating training."
    return .stop(reason: "\(place) The weights are \(snapshotName) again. \(advice(learn))")
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    guard let loss = Monitor().value(learn), best.improves(with: loss) else { return .proceed }
    try keep(learn, "those of epoch \(learn.state.epoch)")
    return .proceed
  }

  public func afterFit(_ learn: Learner) { snapshot = nil }

  private func keep(_ learn: Learner, _ name: String) throws {
    snapshot = try WeightsSnapshot(learn.model)
    snapshotName = name
  }

  private func advice(_ learn: Learner) -> String {
    guard let rate = learn.recorder.learningRates.max(), rate > 0 else { return "Look at the data and the loss." }
    return "Try a learning rate ten times smaller: \(rate / 10)."
  }
}
