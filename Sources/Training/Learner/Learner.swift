import SystemPackage
public import Torch
public import TorchNN

/// Brings data, a network, a loss and an optimizer together, and trains.
///
///     let learn = try Learner(data, model, loss: .crossEntropy, metrics: [.accuracy])
///     try learn.fitOneCycle(4)
public final class Learner {
  public let data: any DataBunch
  public let model: Module
  public let loss: LossFunction
  public let metrics: [Metric]
  public let device: Device
  /// The share of each weight that decays in a step is `learningRate · weightDecay`.
  public var weightDecay = 0.01  // fastai: wd
  /// Whether batch norm layers train in groups that are frozen.
  public var trainBN = true  // fastai: train_bn
  /// Makes the optimizer; AdamW by default.
  public var makeOptimizer: ([ParameterGroup]) -> any Optimizer = { AdamW($0) }
  /// Take part in every `fit`.
  public var callbacks: [any Callback]
  public let recorder = Recorder()

  /// Parts of the network that have a learning rate of their own, first layers first, as leaf modules.
  public internal(set) var layerGroups: [[Module]]
  /// Made by freezing, unfreezing or the first `fit`, and kept from then on.
  public internal(set) var optimizer: (any Optimizer)?
  public internal(set) var state = TrainingState()
  /// Those of the `fit` that goes on, in their order.
  public internal(set) var activeCallbacks: [any Callback] = []

  /// - Parameters:
  ///   - data: Training and validation batches.
  ///   - model: Any module; it is moved to the device.
  ///   - layerGroups: From the first layers to the head; one group with everything by default.
  ///   - loss: What to make small.
  ///   - metrics: Computed on the validation set after each epoch.
  ///   - callbacks: Take part in every `fit`; ``ProgressReporter`` prints the epoch table.
  ///   - device: Where the network is.
  /// - Throws: `TorchError` when the network cannot be moved there.
  public init(
    _ data: any DataBunch, _ model: Module, layerGroups: [[Module]]? = nil, loss: LossFunction = .crossEntropy,
    metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default
  ) throws {
    try model.move(to: device)
    (self.data, self.model, self.loss, self.metrics) = (data, model, loss, metrics)
    (self.callbacks, self.device) = (callbacks, device)
    self.layerGroups = (layerGroups ?? [[model]]).map { $0.flatMap(\.leaves) }
  }
}

/// Where training stands: what callbacks look at.
public struct TrainingState {
  /// The mean loss and the metrics over the validation set.
  public struct Validation: Sendable {
    public let loss: Double
    public let metrics: [Double]
  }

  /// From 0.
  public internal(set) var epoch = 0
  public internal(set) var epochCount = 0
  /// Training batches done in this `fit`.
  public internal(set) var iteration = 0
  /// The batch's place in the epoch, from 0, and how many there are.
  public internal(set) var batchIndex = 0
  public internal(set) var batchCount = 0
  public internal(set) var isTraining = false
  /// Training batches of this epoch that were done before, by a process that a checkpoint continues.
  var firstBatch = 0
  var validates = true
  public internal(set) var batch: Batch?
  /// The raw outputs of the batch.
  public internal(set) var predictions: Tensor?
  /// The loss of the last training batch.
  public internal(set) var loss = Double.nan
  /// Of this epoch; nil until it was validated.
  public internal(set) var validation: Validation?
  /// What ``LossGuard`` saw when it put the best weights back.
  public internal(set) var explosion: String?
  /// Why a callback ended the training.
  public internal(set) var stopReason: String?
}
