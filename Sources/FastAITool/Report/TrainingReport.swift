import Foundation
import Images
import Plots
import SystemPackage
import Training
import Vision

/// The run as a web page that needs nothing beside it: `MODEL.report.html`.
struct TrainingReport {
  let outcome: TrainingOutcome
  let settings: [String: String]

  init(_ outcome: TrainingOutcome, settings: [String: String]) {
    (self.outcome, self.settings) = (outcome, settings)
  }

  func write(to path: FilePath) throws { try FileBytes.write(Array(html.utf8), to: path) }

  var html: String {
    let name = outcome.model.lastComponent?.string ?? "model"
    return HTML.page(
      title: "Training report: \(name)",
      body: [header, findings, classes, mistakes, curves, epochs, options].filter { !$0.isEmpty }.joined(
        separator: "\n"))
  }

  // MARK: Sections

  private var header: String {
    let lead =
      outcome.validImages > 0
      ? """
      <p class="lead"><strong>\(percent(outcome.errorRate))</strong> of the validation pictures are wrong: \
      \(outcome.mistakes.count) of \(outcome.validImages). With 95&nbsp;% confidence the true rate is \
      \(percent(outcome.errorRateInterval.lowerBound)) to \(percent(outcome.errorRateInterval.upperBound)).</p>
      """ : "<p class=\"lead\">Nothing was held out, so nothing is known about new pictures.</p>"
    let facts = [
      "\(outcome.trainImages) pictures for training", "\(outcome.validImages) for validation",
      "\(outcome.epochs) epochs", duration,
      Date().formatted(.iso8601.year().month().day().dateSeparator(.dash)),
    ]
    let title = HTML.escaped("\(outcome.model)")
    return """
      <header><h1>\(title)</h1>\(lead)<p class="faint">\(facts.joined(separator: " · "))</p></header>
      """
  }

  private var duration: String {
    outcome.seconds < 60 ? "\(Int(outcome.seconds.rounded())) seconds" : "\(formatTime(outcome.seconds)) minutes"
  }

  private var findings: String {
    var items = outcome.diagnoses.map { ("\($0.kind)".capitalizedFirst, $0.words, $0.kind == .normal) }
    if let words = outcome.keptWords { items.append(("Kept", words, true)) }
    if let calibration = outcome.calibration { items.append(("Calibrated", "\(calibration).".capitalizedFirst, true)) }
    if let plain = outcome.plainErrorRate {
      items.append(("Augmented views", "Without them the error rate would be \(percent(plain)).", true))
    }
    items += outcome.warnings.map { ("Data", "\($0.message).".capitalizedFirst, false) }
    items += thinClasses.map { ("Few pictures", $0, false) }
    let list = items.map { title, words, isGood in
      "<li class=\"\(isGood ? "good" : "warning")\"><strong>\(HTML.escaped(title)).</strong> \(HTML.escaped(words))</li>"
    }
    return items.isEmpty ? "" : "<section><h2>What this run says</h2><ul>\(list.joined())</ul></section>"
  }

  /// Classes that cannot be judged.
  private var thinClasses: [String] {
    guard outcome.validImages > 0 else { return [] }
    return zip(outcome.classes, outcome.confusion).compactMap { name, row in
      let count = row.reduce(0, +)
      return count < 10 ? "\(name) has \(count) validation pictures: its row says little." : nil
    }
  }

  private var classes: String {
    guard outcome.validImages > 0 else { return "" }
    let tables = ClassTables(outcome.judged, trainCounts: outcome.trainCounts)
    return """
      <section><h2>Classes</h2><div class="columns">\(tables.confusion)\(tables.figures)</div></section>
      """
  }

  private var mistakes: String {
    guard !outcome.cards.isEmpty else { return "" }
    let title = outcome.mistakes.isEmpty ? "Largest losses" : "Worst mistakes and largest losses"
    let rest = outcome.mistakes.count - outcome.cards.count { $0.judgement.isMistake }
    let more = rest > 0 ? "<p class=\"faint\">and \(rest) more mistakes</p>" : ""
    return
      "<section><h2>\(title)</h2>\(LossCards(cards: outcome.cards, classes: outcome.classes).html)\(more)</section>"
  }

  private var curves: String {
    guard outcome.epochs > 0 else { return "" }
    let charts = RunCharts(outcome.stages).pictures.map { "<figure class=\"chart\">\($0.svg)</figure>" }
    return "<section><h2>Curves</h2><div class=\"charts\">\(charts.joined())</div></section>"
  }

  private var epochs: String {
    guard outcome.epochs > 0 else { return "" }
    let rows = outcome.stages.flatMap { stage in
      stage.epochs.map { epoch in
        [
          HTML.escaped(stage.name), "\(epoch.epoch)", loss(epoch.trainLoss), loss(epoch.validLoss ?? .nan),
          percent(epoch.metrics.first ?? .nan), formatTime(epoch.seconds),
        ]
      }
    }
    let table = HTML.table(["stage", "epoch", "train loss", "valid loss", "error rate", "time"], rows)
    return "<section><h2>Epochs</h2>\(table)</section>"
  }

  private var options: String {
    let rows = settings.sorted { $0.key < $1.key }.map { [HTML.escaped($0.key), HTML.escaped($0.value)] }
    return "<section><h2>Settings</h2>\(HTML.table(["option", "value"], rows))</section>"
  }
}

func percent(_ rate: Double) -> String { rate.isFinite ? String(format: "%.1f&nbsp;%%", rate * 100) : "–" }

private func loss(_ loss: Double) -> String { loss.isFinite ? String(format: "%.4f", loss) : "–" }
