import Foundation
import Plots
import TorchNN
import Training

/// Tells of each epoch, draws the bar, and stops when asked to.
final class EpochTeller: Callback {
  enum Stage: String { case frozen, unfrozen }

  private let stage: Stage
  private let console: Console
  private let interruption: Interruption
  private let isCached: Bool
  private var started = ContinuousClock.now

  init(_ stage: Stage, isCached: Bool, _ console: Console, _ interruption: Interruption) {
    (self.stage, self.console, self.interruption, self.isCached) = (stage, console, interruption, isCached)
  }

  func beforeFit(_ learn: Learner) {
    let (train, all) = (learn.model.trainableParameterCount, learn.model.parameterCount)
    console.line(
      isCached
        ? "\(stage), on cached features: the head's \(train) parameters train"
        : "\(stage): \(train) of \(all) parameters train")
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

  func afterFit(_ learn: Learner) {
    let losses = learn.recorder.losses
    guard losses.count > 1 else { return }
    console.line("losses  \(TerminalChart.sparkline(losses, columns: 36))")
  }
}
