import Foundation
import Plots
import SystemPackage
import Training
import Vision

/// An interpretation as a web page that needs nothing beside it.
struct InterpretationReport {
  private let outcome: InterpretationOutcome
  private var judged: Judgements { outcome.judged }

  private static let mostSuspects = 50

  init(_ outcome: InterpretationOutcome) { self.outcome = outcome }

  var html: String {
    HTML.page(
      title: "Interpretation: \(outcome.model.lastComponent?.string ?? "model")",
      body: [header, notes, classes, confused, suspects, losses, calibration].filter { !$0.isEmpty }
        .joined(separator: "\n"))
  }

  private var header: String {
    let what =
      switch outcome.part {
      case .valid: "validation pictures"
      case .train: "training pictures"
      case .test: "test pictures"
      case .all: "pictures, each judged by heads that have not seen it,"
      }
    let interval = judged.errorRateInterval
    let lead =
      judged.errorRate.map { rate in
        """
        <p class="lead"><strong>\(percent(rate))</strong> of the \(what) are taken for another class than their label's: \
        \(judged.errorCount) of \(judged.labelledCount). With 95&nbsp;% confidence the true rate is \
        \(percent(interval.lowerBound)) to \(percent(interval.upperBound)).</p>
        """
      } ?? "<p class=\"lead\">\(judged.judgements.count) pictures without labels.</p>"
    let facts = [
      HTML.escaped(outcome.dataset.string), "\(judged.judgements.count) pictures",
      Date().formatted(.iso8601.year().month().day().dateSeparator(.dash)),
    ]
    return """
      <header><h1>\(HTML.escaped(outcome.model.string))</h1>\(lead)<p class="faint">\(facts.joined(separator: " · "))</p>\
      </header>
      """
  }

  private var notes: String {
    let items = outcome.notes.map { "<li><strong>Note.</strong> \(HTML.escaped($0.capitalizedFirst)).</li>" }
    return items.isEmpty ? "" : "<section><ul>\(items.joined())</ul></section>"
  }

  private var classes: String {
    guard judged.labelledCount > 0 else { return "" }
    let tables = ClassTables(judged)
    return """
      <section><h2>Classes</h2><div class="columns">\(tables.confusion)\(tables.figures)</div></section>
      """
  }

  private var confused: String {
    let rows = judged.mostConfused().prefix(10).map {
      [HTML.escaped($0.actual), HTML.escaped($0.predicted), "\($0.count)"]
    }
    guard judged.classes.count > 2, !rows.isEmpty else { return "" }
    return "<section><h2>Taken for each other</h2>\(HTML.table(["is", "taken for", "pictures"], rows))</section>"
  }

  private var suspects: String {
    guard outcome.part == .all else { return "" }
    let all = outcome.mislabelled
    let rows = all.prefix(Self.mostSuspects).map { item in
      [
        HTML.escaped(item.path), HTML.escaped(item.actual.map { judged.classes[$0] } ?? ""),
        HTML.escaped(item.suggestion.map { judged.classes[$0.label] } ?? "–"),
        percent(Double(item.suspicion ?? .nan)),
      ]
    }
    let rest = all.count > rows.count ? "<p class=\"faint\">and \(all.count - rows.count) more</p>" : ""
    let table =
      rows.isEmpty
      ? "<p>None.</p>" : "<div class=\"scroll\">\(HTML.table(["picture", "label", "perhaps", "suspicion"], rows))</div>"
    let trust = outcome.trialWords.map { "<p class=\"faint\">\(HTML.escaped($0))</p>" } ?? ""
    return "<section><h2>Probably labelled wrong: \(all.count)</h2>\(table)\(rest)\(trust)</section>"
  }

  private var losses: String {
    guard !outcome.cards.isEmpty else { return "" }
    return """
      <section><h2>Largest losses</h2>\(LossCards(cards: outcome.cards, classes: judged.classes).html)</section>
      """
  }

  private var calibration: String {
    guard judged.labelledCount > 0 else { return "" }
    let curve = judged.calibrationCurve()
    return """
      <section><h2>How sure it is, and how often right</h2><div class="charts"><figure class="chart">\
      \(curve.picture().svg)</figure></div><p class="faint">Mean distance (ECE): \(percent(curve.expectedError)).</p>\
      </section>
      """
  }
}
