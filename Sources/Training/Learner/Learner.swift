import SystemPackage
public import Torch
public import TorchNN

/// Brings data, a network, a loss and an optimizer together, and trains.
///
///     let learn = try Learner(data, model, metrics: [.accuracy])
///     try learn.fitOneCycle(4)
public final class Learner {
  public let data: any DataBunch
  public let model: Module
  public let loss: LossFunction
  public let metrics: [Metric]
  public let device: Device
  /// How fast weights decay: see ``trueWeightDecay``.
  public var weightDecay = 0.01  // fastai: wd
  /// Weights lose the share `learningRate · weightDecay` of themselves in a step (fastai: `true_wd`); else the decay is
  /// added to their gradients.
  public var trueWeightDecay = true
  /// Whether batch norm parameters and biases decay too (fastai: `bn_wd`).
  public var decaysBatchNorm = true
  /// Whether batch norm layers train in groups that are frozen.
  public var trainBN = true  // fastai: train_bn
  /// Makes the optimizer; AdamW by default. fastai 2's: `{ AdamW($0, eps: 1e-5) }`.
  public var makeOptimizer: ([ParameterGroup]) -> any Optimizer = { AdamW($0) }
  /// Take part in every `fit`.
  public var callbacks: [any Callback]
  public let recorder = Recorder()

  /// Parts of the network that have a learning rate of their own, first layers first, as leaf modules.
  public internal(set) var layerGroups: [[Module]]
  /// Made by freezing, unfreezing or the first `fit`, and kept from then on.
  public internal(set) var optimizer: (any Optimizer)?
  public var state = TrainingState()
  /// Those of the `fit` that goes on, in their order.
  public internal(set) var activeCallbacks: [any Callback] = []
  /// The numbers that the network computes with: see ``toBF16()``, ``toFP16(lossScale:)``.
  public internal(set) var precision = Precision.full
  var scaler: GradientScaler?

  /// - Parameters:
  ///   - data: Training and validation batches.
  ///   - model: Any module; it is moved to the device.
  ///   - layerGroups: From the first layers to the head; one group with everything by default.
  ///   - loss: What to make small; by default what goes with the data's targets.
  ///   - metrics: Computed on the validation set after each epoch.
  ///   - callbacks: Take part in every `fit`; ``ProgressReporter`` prints the epoch table.
  ///   - device: Where the network is.
  /// - Throws: `TorchError` when the network cannot be moved there.
  public init(
    _ data: any DataBunch, _ model: Module, layerGroups: [[Module]]? = nil, loss: LossFunction? = nil,
    metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default
  ) throws {
    try model.move(to: device)
    (self.data, self.model, self.metrics) = (data, model, metrics)
    self.loss = loss ?? .fitting(data.targetKind)
    (self.callbacks, self.device) = (callbacks, device)
    self.layerGroups = (layerGroups ?? [[model]]).map { $0.flatMap(\.leaves) }
  }
}
