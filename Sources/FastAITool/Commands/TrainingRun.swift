import Foundation
import Images
import SystemPackage
import Torch
import TorchNN
import Training
import Vision

/// What `fastai train` does, on a thread of its own.
struct TrainingRun {
  private let command: Train
  private let data: ImageDataBunch
  private let console: Console
  private let interruption: Interruption

  init(_ command: Train, _ data: ImageDataBunch, _ console: Console, _ interruption: Interruption) {
    (self.command, self.data, self.console, self.interruption) = (command, data, console, interruption)
  }

  /// Trains, and writes the model.
  func train(from weights: InitialWeights) throws -> TrainingOutcome {
    let started = ContinuousClock.now
    console.line("\(data)")
    try manualSeed(command.seed)
    let learn = try cnnLearner(data, command.arch, weights: weights, metrics: [.errorRate], callbacks: [])
    try fit(learn, command.epochs, weights == .random ? .unfrozen : .frozen, .slice(command.lr))
    if command.unfreezeEpochs > 0 {
      try learn.unfreeze()
      let rates = LearningRate.slice(command.unfreezeLr.lower, command.unfreezeLr.upper)
      try fit(learn, command.unfreezeEpochs, .unfrozen, rates)
    }
    try learn.export(to: command.modelPath)
    return try TrainingOutcome(
      learn, data, model: command.modelPath, epochs: command.epochs + command.unfreezeEpochs,
      seconds: (ContinuousClock.now - started) / .seconds(1))
  }

  private func fit(_ learn: Learner, _ epochs: Int, _ stage: EpochTeller.Stage, _ rates: LearningRate) throws {
    guard epochs > 0 else { return }
    let teller = EpochTeller(stage, console, interruption)
    try learn.fitOneCycle(epochs, maxLR: rates, callbacks: [teller])
    if interruption.isRequested {
      console.note("Stopped during the \(stage) stage. No model was written; nothing else was changed.")
      throw CancellationError()
    }
  }
}

/// Tells of each epoch, draws the bar, and stops when asked to.
private final class EpochTeller: Callback {
  enum Stage: String { case frozen, unfrozen }

  private let stage: Stage
  private let console: Console
  private let interruption: Interruption
  private var started = ContinuousClock.now

  init(_ stage: Stage, _ console: Console, _ interruption: Interruption) {
    (self.stage, self.console, self.interruption) = (stage, console, interruption)
  }

  func beforeFit(_ learn: Learner) {
    console.line("\(stage): \(learn.model.trainableParameterCount) of \(learn.model.parameterCount) parameters train")
    console.line("epoch  train_loss  valid_loss  error_rate  time")
    started = .now
  }

  func afterBatch(_ learn: Learner) -> Flow {
    if interruption.isRequested { return .stop(reason: "interrupted") }
    let state = learn.state
    let part = state.isTraining ? "training" : "validating"
    let loss = learn.recorder.losses.last.map { String(format: ", loss %.4f", $0) } ?? ""
    let time = formatTime((ContinuousClock.now - started) / .seconds(1))
    console.progress(
      state.batchIndex + 1, of: state.batchCount,
      "\(part), epoch \(state.epoch + 1) of \(state.epochCount), \(time)\(loss)")
    return .proceed
  }

  func afterEpoch(_ learn: Learner) -> Flow {
    guard let epoch = learn.recorder.epochs.last, !interruption.isRequested else { return .proceed }
    console.endProgress()
    let error = epoch.metrics.first ?? .nan
    console.event(
      "epoch",
      [
        "stage": .string(stage.rawValue), "epoch": .int(epoch.epoch), "trainLoss": .double(epoch.trainLoss),
        "validLoss": .double(epoch.validLoss ?? .nan), "errorRate": .double(error), "seconds": .seconds(epoch.seconds),
      ])
    console.line(
      String(
        format: "%-5d  %-10.6f  %-10.6f  %-10.6f  %@", epoch.epoch, epoch.trainLoss, epoch.validLoss ?? .nan, error,
        formatTime(epoch.seconds)))
    return .proceed
  }
}
