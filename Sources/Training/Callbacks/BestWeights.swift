public import TorchNN

/// Remembers the weights of the best epoch, over one `fit` or several, until they are asked for.
///
///     let best = BestWeights(of: learn.model)
///     try learn.fitOneCycle(4, callbacks: [best])
///     try learn.unfreeze()
///     try learn.fitOneCycle(2, callbacks: [best])
///     try best.putBack()
///
/// ``SaveModel`` writes them to a file and decides after each `fit` (fastai: `SaveModelCallback`). An error rate measured on
/// the images that chose the epoch is a little too good.
public final class BestWeights: Callback, Resumable {
  private let model: Module
  private let monitor: Monitor
  private var best: BestValue
  private var snapshot: WeightsSnapshot?
  /// How many epochs were seen, and the place among them of the best one, from 0; nil before there is one.
  public private(set) var (epochCount, bestEpoch): (Int, Int?) = (0, nil)

  /// - Parameters:
  ///   - model: The network whose weights are kept: the whole one, also when a learner trains its head alone.
  ///   - monitor: What makes an epoch the best; the validation loss by default.
  public init(of model: Module, _ monitor: Monitor = Monitor()) {
    (self.model, self.monitor) = (model, monitor)
    best = BestValue(monitor)
  }

  public let order = -4  // after the loss guard, before what prints and saves
  public var resumeKey: String { "best weights" }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    defer { epochCount += 1 }
    guard let value = monitor.value(learn), best.improves(with: value) else { return .proceed }
    (snapshot, bestEpoch) = (try WeightsSnapshot(model), epochCount)
    return .proceed
  }

  /// Puts the best epoch's weights into the network, unless it was the last one.
  ///
  /// - Returns: Whether the weights are others now.
  @discardableResult
  public func putBack() throws -> Bool {
    guard let snapshot, bestEpoch != epochCount - 1 else { return false }
    try snapshot.restore(to: model)
    return true
  }

  public func savedState() throws -> SavedState {
    var texts = ["epochs": "\(epochCount)"]
    if let bestEpoch, let value = best.best { (texts["epoch"], texts["value"]) = ("\(bestEpoch)", "\(value)") }
    return SavedState(texts: texts, tensors: snapshot?.tensors ?? [:])
  }

  public func restore(_ state: SavedState) throws {
    epochCount = state.texts["epochs"].flatMap(Int.init) ?? 0
    bestEpoch = state.texts["epoch"].flatMap(Int.init)
    best = BestValue(monitor, best: state.texts["value"].flatMap(Double.init))
    snapshot = bestEpoch.map { _ in WeightsSnapshot(state.tensors) }
  }
}
