import Foundation
import SystemPackage
import Vision

/// Pictures with large losses in a page: what the network saw, and beside it where it looked.
struct LossCards {
  let cards: [LossCard]
  let classes: [String]

  var html: String { "<div class=\"cards\">\(cards.map(figure).joined())</div>" }

  private func figure(_ card: LossCard) -> String {
    let item = card.judgement
    let actual = item.actual.map { classes[$0] } ?? "unlabelled"
    let pictures = [(card.image, item.path), (card.overlay, "where the network looks for \(actual)")].compactMap {
      bytes, words in bytes.map { Self.image($0, words) }
    }
    let shown = pictures.isEmpty ? "<div class=\"faint\">cannot be shown</div>" : pictures.joined()
    return """
      <figure><div class="looks looks\(pictures.count)">\(shown)</div><figcaption>\(verdict(item, actual))<br>\
      <span class="faint">\(HTML.escaped(item.path)) · \(numbers(item))</span></figcaption></figure>
      """
  }

  private func verdict(_ item: ImageJudgement, _ actual: String) -> String {
    let (actual, predicted) = (HTML.escaped(actual), HTML.escaped(classes[item.predicted]))
    let sure = percent(Double(item.probabilities.max() ?? .nan))
    guard item.isMistake else { return "<strong>\(actual)</strong>, recognised (\(sure))" }
    return "<strong>\(actual)</strong>, taken for <strong class=\"wrong\">\(predicted)</strong> (\(sure))"
  }

  private func numbers(_ item: ImageJudgement) -> String {
    let probability = item.actualProbability.map { percent(Double($0)) } ?? "–"
    return "loss \(item.loss.map { String(format: "%.2f", $0) } ?? "–") · p(actual) \(probability)"
  }

  private static func image(_ bytes: [UInt8], _ words: String) -> String {
    let data = Data(bytes).base64EncodedString()
    return "<img src=\"data:image/jpeg;base64,\(data)\" alt=\"\(HTML.escaped(words))\" loading=\"lazy\">"
  }
}
