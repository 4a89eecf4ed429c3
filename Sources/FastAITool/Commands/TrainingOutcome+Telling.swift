import Foundation
import Plots
import SystemPackage
import Training

extension TrainingOutcome {
  func tell(_ console: Console) {
    for mistake in mistakes { mistake.tell(console) }
    for diagnosis in diagnoses {
      console.event(
        "diagnosis",
        [
          "kind": .string("\(diagnosis.kind)"), "observation": .string(diagnosis.observation),
          "advice": JSONValue(diagnosis.advice),
        ])
    }
    console.event("trained", fields)
    tellCourse(console)
    if validImages > 0 { tellErrors(console) }
    if let words = keptWords { console.line(words) }
    if let calibration { console.line("\(calibration)") }
    for diagnosis in diagnoses {
      console.line("\(console.bold("\(diagnosis.kind)".capitalizedFirst)): \(diagnosis.words)")
    }
    console.line("\(console.bold("Wrote")) \(model)" + (report.map { "\n\(console.bold("Report")) \($0)" } ?? ""))
  }

  private var fields: KeyValuePairs<String, JSONValue> {
    let interval = errorRateInterval
    return [
      "model": .string(model.string), "errorRate": .double(errorRate),
      "errorRateInterval": .array([.double(interval.lowerBound), .double(interval.upperBound)]),
      "validLoss": .double(validLoss), "epochs": .int(epochs), "seconds": .seconds(seconds),
      "trainImages": .int(trainImages), "validImages": .int(validImages), "classes": .strings(classes),
      "confusion": .array(confusion.map { .array($0.map { .int($0) }) }), "report": JSONValue(report?.string),
      "keptStage": JSONValue(kept?.stage), "keptEpoch": JSONValue(kept?.epoch.epoch),
      "temperature": .double(calibration?.temperature ?? .nan), "plainErrorRate": .double(plainErrorRate ?? .nan),
    ]
  }

  /// What the model holds when it is not the last epoch's weights.
  var keptWords: String? {
    guard let kept, let last = stages.last?.epochs.last, let loss = kept.epoch.validLoss else { return nil }
    return String(
      format:
        "The model has the weights after %@ epoch %d, with the least validation loss: %.3f; at the end it was %.3f. "
        + "(--keep last keeps those of the end.)", kept.stage, kept.epoch.epoch, loss, last.validLoss ?? .nan)
  }

  /// A small plot of the losses, for whoever opens no report.
  private func tellCourse(_ console: Console) {
    guard stages.contains(where: { $0.losses.count > 1 }) else { return }
    console.line("")
    for line in TerminalChart(RunCharts(stages).losses, columns: 64, rows: 11).lines { console.line(line) }
  }

  private func tellErrors(_ console: Console) {
    console.line("")
    for line in ConfusionTable(classes: classes, counts: confusion).lines { console.line(line) }
    console.line("")
    let interval = errorRateInterval
    let rate = String(format: "%.1f %%", errorRate * 100)
    let range = String(format: "%.1f to %.1f %%", interval.lowerBound * 100, interval.upperBound * 100)
    console.line(
      "\(console.bold("Error rate \(rate)")): \(mistakes.count) of \(validImages); with 95 % confidence \(range)")
    if let plainErrorRate {
      console.line(String(format: "Without augmented views it would be %.1f %%.", plainErrorRate * 100))
    }
  }
}

extension Diagnosis {
  /// What was seen and what to do, as sentences.
  var words: String { observation.capitalizedFirst + (advice.map { " \($0)" } ?? "") }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension TrainingOutcome.Mistake {
  fileprivate func tell(_ console: Console) {
    console.event(
      "mistake",
      [
        "path": .string(path.string), "actual": .string(actual), "predicted": .string(predicted),
        "probability": .double(Double(probability)), "loss": .double(Double(loss)),
      ])
    console.line(
      String(format: "wrong: %@ is %@, taken for %@ (%.0f %%)", path.string, actual, predicted, probability * 100))
  }
}

/// A confusion matrix in plain characters: rows are actual classes, columns predicted ones.
struct ConfusionTable {
  let classes: [String]
  let counts: [[Int]]

  var lines: [String] {
    let names = max("actual".count, classes.map(\.count).max() ?? 0)
    let width = max(5, classes.map(\.count).max() ?? 0) + 2
    let header = "actual".padding(to: names) + classes.map { $0.leading(width) }.joined() + "  ← predicted"
    return [header]
      + zip(classes, counts).map { name, row in
        name.padding(to: names) + row.map { "\($0)".leading(width) }.joined()
      }
  }
}

extension String {
  fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
