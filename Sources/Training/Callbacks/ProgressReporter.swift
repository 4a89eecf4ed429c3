public import Foundation

/// Prints the epoch table, and a progress bar below it on a terminal.
public final class ProgressReporter: Callback {
  private let output: FileHandle
  private let isTerminal: Bool
  private var fitStart = Date()
  private var lastDraw = Date.distantPast
  private var columns: [String] = []
  private var notesWritten = 0

  /// - Parameter output: Where to print; a bar is drawn when it is a terminal.
  public init(output: FileHandle = .standardOutput) {
    self.output = output
    isTerminal = isatty(output.fileDescriptor) == 1
  }

  public let order = 100

  public func beforeFit(_ learn: Learner) {
    (fitStart, notesWritten) = (Date(), 0)
    columns = ["epoch", "train_loss", "valid_loss"] + learn.metrics.map(\.name) + ["time"]
    write(columns.map { pad($0, to: 8) }.joined(separator: "  ") + "\n")
  }

  public func afterBatch(_ learn: Learner) -> Flow {
    let now = Date()
    guard isTerminal, now.timeIntervalSince(lastDraw) > 0.1 else { return .proceed }
    lastDraw = now
    write("\r" + bar(learn, elapsed: now.timeIntervalSince(fitStart)) + "\u{1B}[K")
    return .proceed
  }

  public func afterEpoch(_ learn: Learner) -> Flow {
    guard let row = learn.recorder.epochs.last else { return .proceed }
    let values = [row.trainLoss, row.validLoss] + (row.validLoss == nil ? learn.metrics.map { _ in nil } : row.metrics)
    let cells = ["\(row.epoch)"] + values.map(number) + [formatTime(row.seconds)]
    if isTerminal { write("\r\u{1B}[K") }
    write(zip(cells, columns).map { pad($0, to: max($1.count, 8)) }.joined(separator: "  ") + "\n")
    writeNotes(learn)
    return .proceed
  }

  public func afterFit(_ learn: Learner) {
    if isTerminal { write("\r\u{1B}[K") }
    writeNotes(learn)
    if let reason = learn.state.stopReason { write("stopped: \(reason)\n") }
  }

  /// What other callbacks had to tell since the last time.
  private func writeNotes(_ learn: Learner) {
    for note in learn.state.notes.dropFirst(notesWritten) { write(note + "\n") }
    notesWritten = learn.state.notes.count
  }

  private func bar(_ learn: Learner, elapsed: Double) -> String {
    let state = learn.state
    let done = state.batchIndex + 1
    let width = 24
    let filled = min(width, width * done / max(state.batchCount, 1))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let part = state.isTraining ? "train" : "valid"
    let loss = learn.recorder.losses.last.map { String(format: " loss %.4f", $0) } ?? ""
    return
      "epoch \(state.epoch + 1)/\(state.epochCount) \(part) \(bar) \(done)/\(state.batchCount) \(formatTime(elapsed))\(loss)"
  }

  private func number(_ value: Double?) -> String { value.map { String(format: "%.6f", $0) } ?? "#na#" }

  private func pad(_ text: String, to width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }

  private func write(_ text: String) { output.write(Data(text.utf8)) }
}

/// `MM:SS`, or `H:MM:SS` from one hour on; whole seconds, cut off.
public func formatTime(_ seconds: Double) -> String {
  guard seconds.isFinite else { return "--:--" }
  let whole = Int(seconds)
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  return hours > 0 ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%02d:%02d", minutes, rest)
}
