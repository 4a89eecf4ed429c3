import Foundation
public import SystemPackage

/// Writes what training looks like for TensorBoard: the loss, rate and momentum of each training batch, the losses and
/// metrics of each epoch (fastai: `LearnerTensorboardWriter`).
///
///     try learn.fitOneCycle(4, callbacks: [TensorBoardLogger(run: "stage-1")])
///     // tensorboard --logdir data/bears/runs
public final class TensorBoardLogger: Callback {
  private let run: String
  private let folder: FilePath?
  private var output: FileHandle?
  private var pending: [UInt8] = []
  /// The file of the last fit.
  public private(set) var file: FilePath?

  /// - Parameters:
  ///   - run: The run's name: a folder below `folder`.
  ///   - folder: `runs` in the data's folder by default.
  public init(run: String = "fastai", folder: FilePath? = nil) { (self.run, self.folder) = (run, folder) }

  public let order = 90  // after the recorder, and after those that note something

  public func beforeFit(_ learn: Learner) throws {
    guard let name = FilePath.Component(run), name.kind == .regular else {
      throw LearnerError(.usage, "'\(run)' is not a folder's name", remedy: "a plain name such as \"stage-1\"")
    }
    let folder = (self.folder ?? learn.data.path.appending("runs")).appending(name)
    let now = Date().timeIntervalSince1970
    let file = folder.appending("events.out.tfevents.\(Int(now * 1e6)).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      try Data(EventRecord(fileVersionAt: now).bytes).write(
        to: URL(filePath: file.string), options: .withoutOverwriting)
      output = try FileHandle(forWritingTo: URL(filePath: file.string))
      try output?.seekToEnd()
    } catch {
      throw LearnerError(.file, "\(file) cannot be written", remedy: "choose another folder", cause: error)
    }
    self.file = file
  }

  public func afterLoss(_ learn: Learner) throws -> Flow {
    let recorder = learn.recorder
    let figures: [(tag: String, value: Double?)] = [
      ("train/loss", learn.state.loss), ("train/smooth_loss", recorder.losses.last),
      ("train/learning_rate", recorder.learningRates.last), ("train/momentum", recorder.momentums.last),
    ]
    add(figures, step: learn.state.iteration)
    return .proceed
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    guard let epoch = learn.recorder.epochs.last else { return .proceed }
    let metrics = zip(learn.metrics, epoch.metrics).map { (tag: "epoch/\($0.name)", value: Optional($1)) }
    add(
      [("epoch/train_loss", epoch.trainLoss), ("epoch/valid_loss", epoch.validLoss)] + metrics,
      step: learn.state.iteration)
    try flush()
    return .proceed
  }

  public func afterFit(_ learn: Learner) throws {
    defer { output = nil }
    try flush()
    try output?.close()
  }

  private func add(_ figures: [(tag: String, value: Double?)], step: Int) {
    let known = figures.compactMap { figure in figure.value.map { (tag: figure.tag, value: $0) } }
    pending += EventRecord(known, step: step, at: Date().timeIntervalSince1970).bytes
  }

  /// Whole records go to the disk, once an epoch.
  private func flush() throws {
    guard let output, !pending.isEmpty else { return }
    do {
      try output.write(contentsOf: Data(pending))
      try output.synchronize()
      pending = []
    } catch {
      throw LearnerError(.file, "\(file?.string ?? run) cannot be written", remedy: "free some space", cause: error)
    }
  }
}
