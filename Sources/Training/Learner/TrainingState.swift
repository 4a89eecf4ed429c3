public import Torch

/// Where training stands: what callbacks look at, and what they may change.
public struct TrainingState {
  /// The mean loss and the metrics over the validation set.
  public struct Validation: Sendable, Hashable {
    public let loss: Double
    public let metrics: [Double]

    public init(loss: Double, metrics: [Double]) { (self.loss, self.metrics) = (loss, metrics) }
  }

  /// From 0, or from `startEpoch`.
  public internal(set) var epoch = 0
  /// The epoch before which training ends.
  public internal(set) var epochCount = 0
  /// Training batches done, those before `startEpoch` included.
  public internal(set) var iteration = 0
  /// The batch's place in the epoch, from 0, and how many there are.
  public internal(set) var batchIndex = 0
  public internal(set) var batchCount = 0
  public internal(set) var isTraining = false
  /// Training batches of this epoch that were done before, by a process that a checkpoint continues.
  var firstBatch = 0
  var validates = true
  /// The loss of the last training batch, as it was before a callback changed ``lossTensor``.
  public internal(set) var loss = Double.nan
  /// Of this epoch; nil until it was validated.
  public internal(set) var validation: Validation?
  /// What was seen of the loss when a guard put the best weights back.
  public internal(set) var explosion: String?
  /// Why a callback ended the training.
  public internal(set) var stopReason: String?
  /// What ended the training with an error; callbacks see it in `afterFit`.
  public internal(set) var failure: (any Error)?
  /// What callbacks have to tell people, in order: ``ProgressReporter`` prints it.
  public private(set) var notes: [String] = []

  // MARK: What callbacks may change

  /// On the learner's device. Put another in its place in `beforeBatch` to change inputs or targets.
  public var batch: Batch?
  /// The raw outputs of the batch. May be changed in `afterPredictions`.
  public var predictions: Tensor?
  /// What training goes backward from. Set in `afterPredictions`, it is used in place of the learner's loss; it may be
  /// changed in `afterLoss`.
  public var lossTensor: Tensor?
  /// This batch makes no backward pass. Set before it.
  public var skipsBackward = false
  /// This batch makes no step. Set before it, in `afterBackward` at the latest.
  public var skipsStep = false
  /// The gradients stay for the next batch. Set in `afterStep` at the latest.
  public var skipsZeroGrad = false
  /// This epoch is not validated. Set before the validation begins.
  public var skipsValidation = false

  /// Tells people something.
  public mutating func note(_ text: String) { notes.append(text) }

  mutating func begin(epoch: Int) {
    (self.epoch, validation, skipsValidation) = (epoch, nil, false)
  }

  mutating func begin(_ batch: Batch) {
    (self.batch, predictions, lossTensor) = (batch, nil, nil)
    (skipsBackward, skipsStep, skipsZeroGrad) = (false, false, false)
  }

  /// Lets go of the outputs, and with them of the graph.
  mutating func endBatch() { (predictions, lossTensor) = (nil, nil) }

  mutating func forgetBatch() { (batch, predictions, lossTensor) = (nil, nil, nil) }
}
