import Foundation
import Training

/// How each class fares, as tables of a report.
struct ClassTables {
  private let classes: [String]
  private let counts: [[Int]]
  private let trainCounts: [Int]

  init(_ outcome: TrainingOutcome) {
    (classes, counts, trainCounts) = (outcome.classes, outcome.confusion, outcome.trainCounts)
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

  /// A row for each class: what it has, and how often it is right.
  var figures: String {
    let rows = classes.indices.map { label in
      let (total, right) = (counts[label].reduce(0, +), counts[label][label])
      let predicted = counts.reduce(0) { $0 + $1[label] }
      let interval = wilsonInterval(errors: total - right, of: total)
      let error = total > 0 ? percent(Double(total - right) / Double(total)) : "–"
      let range = total > 0 ? "\(percent(interval.lowerBound)) to \(percent(interval.upperBound))" : "–"
      return [
        HTML.escaped(classes[label]), "\(trainCounts[label])", "\(total)", error, range,
        predicted > 0 ? percent(Double(right) / Double(predicted)) : "–",
      ]
    }
    let heads = ["class", "train", "valid", "error rate", "95 % interval", "precision"]
    return "<div>\(HTML.table(heads, rows))</div>"
  }
}
