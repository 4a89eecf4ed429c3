public import SystemPackage

/// Writes a ``Checkpoint`` at the end of each epoch, and every few batches when asked to; or goes on from one.
///
/// On the processor, with the same number of threads, a run that is taken up again ends bit for bit where it would have
/// ended. That holds for callbacks that remember nothing, and those that are ``Resumable``.
public final class Checkpointer: Callback {
  private let path: FilePath
  private let everyBatches: Int?
  private let settings: [String: String]
  private var start: Checkpoint?
  private var batch = 0

  /// - Parameters:
  ///   - path: The file, which each checkpoint replaces.
  ///   - everyBatches: Training batches from one to the next, besides those at the end of each epoch.
  ///   - settings: Kept in the file, for whoever continues.
  ///   - checkpoint: Where to go on from.
  public init(
    _ path: FilePath, everyBatches: Int? = nil, settings: [String: String] = [:], resuming checkpoint: Checkpoint? = nil
  ) {
    (self.path, self.everyBatches, self.settings) = (path, everyBatches.map { max($0, 1) }, settings)
    start = checkpoint
  }

  public let order = 900  // after all that have a say in the batch

  public func beforeFit(_ learn: Learner) throws {
    guard let start else { return }
    try start.restore(learn)
    batch = start.position.batch
    self.start = nil
  }

  public func beforeEpoch(_ learn: Learner) -> Flow {
    batch = learn.state.firstBatch
    return .proceed
  }

  public func afterBatch(_ learn: Learner) throws -> Flow {
    if learn.state.isTraining { batch = learn.state.batchIndex + 1 }
    let isDue = learn.state.isTraining && everyBatches.map { batch % $0 == 0 } == true
    if isDue || learn.state.stopReason != nil { try write(learn, batch: batch) }
    return .proceed
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    if learn.state.stopReason == nil { try write(learn, batch: nil) }
    return .proceed
  }

  private func write(_ learn: Learner, batch: Int?) throws {
    try Checkpoint(learn, batch: batch, settings: settings).write(to: path)
  }
}
