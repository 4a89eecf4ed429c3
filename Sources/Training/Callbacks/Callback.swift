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
/// The moments of one epoch, in order: `beforeEpoch`, then for each training batch `beforeBatch`, `afterLoss`,
/// `afterBackward`, `afterStep`, `afterBatch`; then `beforeValidation`, and `beforeBatch`, `afterBatch` for each
/// validation batch (`learn.state.isTraining` tells which); then `afterEpoch`.
public protocol Callback: AnyObject {
  /// Callbacks run in ascending order; the recorder has −10.
  var order: Int { get }
  func beforeFit(_ learn: Learner) throws
  func beforeEpoch(_ learn: Learner) throws -> Flow
  func beforeBatch(_ learn: Learner) throws -> Flow
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
  public func afterLoss(_ learn: Learner) throws -> Flow { .proceed }
  public func afterBackward(_ learn: Learner) throws -> Flow { .proceed }
  public func afterStep(_ learn: Learner) throws -> Flow { .proceed }
  public func afterBatch(_ learn: Learner) throws -> Flow { .proceed }
  public func beforeValidation(_ learn: Learner) throws -> Flow { .proceed }
  public func afterEpoch(_ learn: Learner) throws -> Flow { .proceed }
  public func afterFit(_ learn: Learner) throws {}
}
