import Foundation
import Training
import Vision

/// How each class fares, as tables of a report.
struct ClassTables {
  private let classes: [String]
  private let counts: [[Int]]
  private let scores: [ClassScore]
  /// Pictures of each class that the network was trained on; empty where that is not known.
  private let trainCounts: [Int]

  init(_ judged: some JudgedImages, trainCounts: [Int] = []) {
    (classes, counts, scores) = (judged.classes, judged.confusionMatrix, judged.classScores)
    self.trainCounts = trainCounts
  }

  /// Actual classes in rows, predicted ones in columns; the fuller, the darker.
  var confusion: String {
    let most = Double(max(counts.joined().max() ?? 1, 1))
    let head = "<tr><th></th>" + classes.map { "<th scope=\"col\">\(HTML.escaped($0))</th>" }.joined() + "</tr>"
    let rows = counts.enumerated().map { actual, row in
      let cells = row.enumerated().map { predicted, count in
        let share = String(format: "%.2f", Double(count) / most)
        let kind = count == 0 ? "none" : predicted == actual ? "right" : "wrong"
        return "<td class=\"cell \(kind)\" style=\"--share:\(share)\">\(count)</td>"
      }
      return "<tr><th scope=\"row\">\(HTML.escaped(classes[actual]))</th>\(cells.joined())</tr>"
    }
    return """
      <div><table class="confusion"><caption>Rows are what a picture is, columns what it was taken for.</caption>\
      <thead>\(head)</thead><tbody>\(rows.joined())</tbody></table></div>
      """
  }

  /// A row for each class: what it has, and how it fares.
  var figures: String {
    let rows = scores.enumerated().map { label, score in
      [HTML.escaped(score.name)] + (trainCounts.isEmpty ? [] : ["\(trainCounts[label])"]) + [
        "\(score.support)", share(score.recall, score.recallInterval, of: score.support),
        share(score.precision, score.precisionInterval, of: score.predicted),
        score.predicted + score.support > 0 ? String(format: "%.3f", score.f1) : "–",
      ]
    }
    let heads =
      ["class"] + (trainCounts.isEmpty ? ["pictures"] : ["train", "valid"]) + ["recognised", "precision", "F1"]
    return "<div>\(HTML.table(heads, rows))<p class=\"faint\">With 95 % intervals.</p></div>"
  }

  private func share(_ value: Double, _ interval: ClosedRange<Double>, of count: Int) -> String {
    guard count > 0 else { return "–" }
    return "\(percent(value)) <span class=\"faint\">\(percent(interval.lowerBound)) to "
      + "\(percent(interval.upperBound))</span>"
  }
}
