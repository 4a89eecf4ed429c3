import CellLink
public import FastAI
import Foundation
import Notebook

/// The epoch table and a bar for the batches below it, in place; `ProgressReporter`'s part in a notebook.
///
///     learn.callbacks = [TrainingTable()]
public final class TrainingTable: Callback {
  private var place: DisplayedValue?
  private var columns: [String] = []
  private var rows: [[String]] = []
  private var drawn = ContinuousClock.now
  private static let pause = Duration.milliseconds(200)

  public init() {}

  public let order = 100

  public func beforeFit(_ learn: Learner) {
    rows = []
    columns = ["epoch", "train_loss", "valid_loss"] + learn.metrics.map(\.name) + ["time"]
    place = display(HTML("…"), id: "fit-\(UUID().uuidString)")
  }

  public func afterBatch(_ learn: Learner) -> Flow {
    guard ContinuousClock.now - drawn > Self.pause else { return .proceed }
    drawn = .now
    draw(bar(learn.state, learn.recorder.losses.last))
    return .proceed
  }

  public func afterEpoch(_ learn: Learner) -> Flow {
    guard let epoch = learn.recorder.epochs.last else { return .proceed }
    let metrics = epoch.validLoss == nil ? learn.metrics.map { _ in nil } : epoch.metrics
    let numbers = ([epoch.trainLoss, epoch.validLoss] + metrics).map { $0.map { String(format: "%.6f", $0) } ?? "#na#" }
    rows.append(["\(epoch.epoch)"] + numbers + [formatTime(epoch.seconds)])
    draw("")
    return .proceed
  }

  /// The table stays; the bar goes. What callbacks had to tell stands below.
  public func afterFit(_ learn: Learner) {
    let notes = learn.state.notes + (learn.state.stopReason.map { ["stopped: \($0)"] } ?? [])
    draw(notes.map { "<div>\(HTML.escaped($0))</div>" }.joined())
  }

  private func draw(_ below: String) {
    let table = Table(columns: columns, rows: rows).mimeBundle().data
    place?.update(Drawing(html: (table["text/html"] ?? "") + below, text: table["text/plain"] ?? ""))
  }

  private func bar(_ state: TrainingState, _ loss: Double?) -> String {
    let done = state.batchIndex + 1
    let part = state.isTraining ? "train" : "valid"
    let loss = loss.map { String(format: ", loss %.4f", $0) } ?? ""
    return "<div><progress value=\"\(done)\" max=\"\(state.batchCount)\"></progress> "
      + "epoch \(state.epoch + 1) of \(state.epochCount), \(part) \(done) / \(state.batchCount)\(loss)</div>"
  }
}

/// HTML with a text of its own for front ends without.
private struct Drawing: Displayable {
  let html, text: String

  func mimeBundle() -> MIMEBundle { MIMEBundle(["text/html": html, "text/plain": text]) }
}
