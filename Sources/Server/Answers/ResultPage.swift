import Foundation
import Vision

/// The page that answers the plain form, for browsers without JavaScript.
enum ResultPage {
  static func page(_ results: [LookedFile], base: String) -> String {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><base href="/">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <title>What is it?</title>
    <link rel="icon" href="data:,"><link rel="stylesheet" href="static/app.css"></head>
    <body><main><h1>What is it?</h1>
    \(results.map(section).joined(separator: "\n"))
    <p><a class="button" href=".">Another picture</a></p></main></body></html>
    """.based(at: base)
  }

  private static func section(_ file: LookedFile) -> String {
    let body =
      switch file.outcome {
      case .success(let looked): picture(looked) + verdict(looked) + bars(looked.prediction)
      case .failure(let problem): "<p class=\"problem\" role=\"alert\">\(escaped(problem.detail))</p>"
      }
    return "<section class=\"result\"><h2>\(escaped(file.name))</h2>\(body)</section>"
  }

  private static func picture(_ looked: Looked) -> String {
    looked.heatMapURL.map {
      "<figure><img class=\"heat\" src=\"\($0)\" alt=\"The picture, bright where the network looked\">"
        + "<figcaption>Bright is where it looked.</figcaption></figure>"
    } ?? ""
  }

  private static func verdict(_ looked: Looked) -> String {
    guard looked.isNone == true else { return "" }
    return "<p class=\"none\">None of these: nothing is probable enough.</p>"
  }

  private static func bars(_ prediction: Prediction) -> String {
    let rows = prediction.all.prefix(10).map { row in
      let percent = String(format: "%.1f %%", row.probability * 100)
      return "<li><span class=\"label\">\(escaped(row.label))</span><meter min=\"0\" max=\"1\" "
        + "value=\"\(row.probability)\">\(percent)</meter><span class=\"percent\">\(percent)</span></li>"
    }
    return "<ol class=\"bars\">\(rows.joined())</ol>"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
