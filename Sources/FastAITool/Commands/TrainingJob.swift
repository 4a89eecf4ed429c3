import Foundation
import Images
import SystemPackage
import Torch
import TorchNN
import Training
import Vision

/// What `fastai train` does, on a thread of its own.
struct TrainingJob {
  private let command: Train
  private let data: ImageDataBunch
  private let console: Console
  private let interruption: Interruption
  private let log = RunLog()

  /// A part of the recipe.
  private struct Stage {
    let name: EpochTeller.Stage
    let epochs: Int
    let rates: LearningRate
    /// Trains the head alone, over cached features.
    var isCached = false
  }

  init(_ command: Train, _ data: ImageDataBunch, _ console: Console, _ interruption: Interruption) {
    (self.command, self.data, self.console, self.interruption) = (command, data, console, interruption)
  }

  /// Trains, and writes the model and its report.
  func train(from weights: InitialWeights) throws -> TrainingOutcome {
    let started = ContinuousClock.now
    let checkpoint = try command.resume ? CheckpointedRun(command, data, console) : nil
    var record = RunRecord(command, data, console)
    console.line("\(data)")
    try manualSeed(command.recipe.seed)
    let learn = try cnnLearner(data, command.recipe.arch, weights: weights, metrics: [.errorRate], callbacks: [])
    if command.freezeBatchNorm { try freezeBatchNorm(of: learn, weights) }
    if let alpha = command.mixup { learn.mixup(alpha: alpha) }
    let best = BestWeights(of: learn.model)
    let plainErrorRate = try run(stages(weights), learn, best, from: checkpoint)
    let kept = try command.keep == .best && best.putBack() ? best.bestEpoch.flatMap(log.epoch) : nil
    let calibration = try command.calibrate && data.valid != nil ? learn.calibrate() : nil
    let provenance = ["unfrozenEpochs": unfrozenEpochs(weights, kept)]
    try learn.export(to: command.modelPath, provenance: provenance)
    var outcome = try TrainingOutcome(learn, data, model: command.modelPath, stages: log.stages)
    // Twice on purpose: whoever kills the judging, or runs out of memory in it, keeps the trained model. This one replaces it
    // in one rename, and knows the threshold that the judging has found.
    let threshold = ModelDescription.provenance(noneBelow: outcome.judged.judgements.noneBelow())
    try learn.export(to: command.modelPath, provenance: provenance.merging(threshold) { $1 })
    (outcome.calibration, outcome.plainErrorRate, outcome.kept) = (calibration, plainErrorRate, kept)
    outcome.seconds = (ContinuousClock.now - started) / .seconds(1)
    try TrainingReport(outcome, settings: command.settings).write(to: command.reportPath)
    outcome.report = command.reportPath
    try record.complete(outcome)
    try? FileManager.default.removeItem(atPath: command.checkpointPath.string)
    return outcome
  }

  private func freezeBatchNorm(of learn: Learner, _ weights: InitialWeights) throws {
    learn.trainBN = false
    learn.callbacks.append(BnFreeze())
    if weights != .random { try learn.freeze() }
  }

  /// Epochs in which the body of the model learned from the labels.
  private func unfrozenEpochs(_ weights: InitialWeights, _ kept: KeptEpoch?) -> String {
    if let kept { return kept.stage == EpochTeller.Stage.frozen.rawValue ? "0" : "\(kept.epoch.epoch + 1)" }
    return "\(stages(weights).filter { $0.name == .unfrozen }.reduce(0) { $0 + $1.epochs })"
  }

  private func stages(_ weights: InitialWeights) -> [Stage] {
    let unfrozen = LearningRate.slice(command.unfreezeLr.lower, command.unfreezeLr.upper)
    return [
      Stage(
        name: weights == .random ? .unfrozen : .frozen, epochs: command.epochs, rates: .slice(command.lr),
        isCached: command.cachesFeatures),
      Stage(name: .unfrozen, epochs: command.unfreezeEpochs, rates: unfrozen),
    ]
  }

  /// - Returns: The error rate without augmented views, where views were asked for.
  private func run(_ stages: [Stage], _ learn: Learner, _ best: BestWeights, from run: CheckpointedRun?) throws
    -> Double?
  {
    var plainErrorRate: Double?
    for (index, stage) in stages.enumerated() where stage.epochs > 0 {
      if index > 0 { try learn.unfreeze() }
      if let run, run.stage > index { continue }
      let checkpoint = run.flatMap { $0.stage == index ? $0.checkpoint : nil }
      if stage.isCached {
        plainErrorRate = try fitCached(learn, stage, index, best, checkpoint)
      } else {
        try fit(learn, stage, index, best, checkpoint)
      }
      if log.stages.last?.explosion != nil { break }
    }
    return plainErrorRate
  }

  /// Trains the head over the features of the frozen body; with views, first over those of the plain pictures, for
  /// comparison, and then anew.
  private func fitCached(
    _ learn: Learner, _ stage: Stage, _ index: Int, _ best: BestWeights, _ checkpoint: Checkpoint?
  ) throws -> Double? {
    learn.trainBN = false
    try learn.freeze()
    defer { learn.trainBN = !command.freezeBatchNorm }
    var plainErrorRate: Double?
    if command.cacheViews != nil {
      let (random, start) = (try randomState(), try learn.model.copiedState())
      let plain = try features(of: learn, views: 0)
      try plain.fitOneCycle(stage.epochs, maxLR: stage.rates, callbacks: [LossGuard()])
      plainErrorRate = data.valid == nil ? nil : try plain.validate().metrics.first
      try setRandomState(random)
      try learn.model.load(start)
    }
    try fit(features(of: learn, views: command.cacheViews ?? 0), stage, index, best, checkpoint)
    return plainErrorRate
  }

  private func features(of learn: Learner, views: Int) throws -> Learner {
    defer { console.endProgress() }
    return try learn.withCachedFeatures(views: views, keptIn: command.recipe.workFolder) { done, total in
      console.progress(done, of: total, views > 0 ? "features of \(views) views" : "features")
      return !interruption.isRequested
    }
  }

  private func fit(
    _ learn: Learner, _ stage: Stage, _ index: Int, _ best: BestWeights, _ checkpoint: Checkpoint?
  ) throws {
    log.stageName = stage.name.rawValue
    let settings = CheckpointedRun.settings(command, data, stage: index)
    let keeper = Checkpointer(
      command.checkpointPath, everyBatches: command.checkpointEvery, settings: settings, resuming: checkpoint)
    try learn.fitOneCycle(
      stage.epochs, maxLR: stage.rates,
      callbacks: [
        EpochTeller(stage.name, isCached: stage.isCached, console, interruption), LossGuard(), best, log, keeper,
      ])
    guard interruption.isRequested else { return }
    let place = "during the \(stage.name) stage, epoch \(learn.state.epoch + 1) of \(stage.epochs)"
    console.note("Stopped \(place). The same command with --resume goes on from here.")
    throw CancellationError()
  }
}

extension Module {
  /// The parameters and buffers as they are now, for later.
  fileprivate func copiedState() throws -> StateDictionary {
    StateDictionary(try stateDictionary.entries.map { ($0.name, try $0.tensor.detached().cloned()) })
  }
}
