/// What happens next, as a callback says.
public enum Flow: Sendable, Equatable {
  case proceed
  /// Leave this batch without a step.
  case skipBatch
  /// End the training after this event, keeping what was learned.
  case stop(reason: String)
}

/// Takes part in training at named moments. Each has a default that does nothing.
///
/// The moments of one epoch, in order: `beforeEpoch`, then for each training batch `beforeBatch`, `afterPredictions`,
/// `afterLoss`, `afterBackward`, `afterStep`, `afterBatch`; then `beforeValidation`, and `beforeBatch`,
/// `afterPredictions`, `afterBatch` for each validation batch (`learn.state.isTraining` tells which); then `afterEpoch`.
///
/// What a callback may change stands in ``TrainingState``: the batch, the outputs, the loss, and whether there is a
/// backward pass, a step, an end of the gradients.
///
/// | fastai 1 | here |
/// |---|---|
/// | `on_train_begin`, `on_train_end` | `beforeFit`, `afterFit` |
/// | `on_epoch_begin`, `on_epoch_end` | `beforeEpoch`, `afterEpoch` |
/// | `on_batch_begin`, `on_batch_end` | `beforeBatch`, `afterBatch` |
/// | `on_loss_begin` | `afterPredictions` |
/// | `on_backward_begin`, `on_backward_end` | `afterLoss`, `afterBackward` |
/// | `on_step_end` | `afterStep` |
public protocol Callback: AnyObject {
  /// Callbacks run in ascending order; the recorder has −10.
  var order: Int { get }
  func beforeFit(_ learn: Learner) throws
  func beforeEpoch(_ learn: Learner) throws -> Flow
  func beforeBatch(_ learn: Learner) throws -> Flow
  func afterPredictions(_ learn: Learner) throws -> Flow
  func afterLoss(_ learn: Learner) throws -> Flow
  func afterBackward(_ learn: Learner) throws -> Flow
  func afterStep(_ learn: Learner) throws -> Flow
  func afterBatch(_ learn: Learner) throws -> Flow
  func beforeValidation(_ learn: Learner) throws -> Flow
  func afterEpoch(_ learn: Learner) throws -> Flow
  /// Always called, also when training ended with an error.
  func afterFit(_ learn: Learner) throws
}

extension Callback {
  public var order: Int { 0 }
  public func beforeFit(_ learn: Learner) throws {}
  public func beforeEpoch(_ learn: Learner) throws -> Flow { .proceed }
  public func beforeBatch(_ learn: Learner) throws -> Flow { .proceed }
  public func afterPredictions(_ learn: Learner) throws -> Flow { .proceed }
  public func afterLoss(_ learn: Learner) throws -> Flow { .proceed }
  public func afterBackward(_ learn: Learner) throws -> Flow { .proceed }
  public func afterStep(_ learn: Learner) throws -> Flow { .proceed }
  public func afterBatch(_ learn: Learner) throws -> Flow { .proceed }
  public func beforeValidation(_ learn: Learner) throws -> Flow { .proceed }
  public func afterEpoch(_ learn: Learner) throws -> Flow { .proceed }
  public func afterFit(_ learn: Learner) throws {}
}
