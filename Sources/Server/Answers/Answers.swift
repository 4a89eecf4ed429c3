import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Vision

/// `{"predictions": [["black", 0.98], …]}`, the most probable first: the shape of the lesson's app.
struct PredictionAnswer: Encodable {
  let predictions: [Pair]

  init(_ prediction: Prediction) {
    predictions = prediction.all.map { Pair(label: $0.label, probability: $0.probability) }
  }

  struct Pair: Encodable {
    let label: String
    let probability: Float

    func encode(to encoder: any Encoder) throws {
      var pair = encoder.unkeyedContainer()
      try pair.encode(label)
      try pair.encode(probability)
    }
  }
}

/// One of several files: its predictions, or what was wrong with it.
struct FileAnswer: Encodable {
  let name: String
  let predictions: [PredictionAnswer.Pair]?
  let error: Problem.Body?

  init(name: String, outcome: Result<Prediction, Problem>) {
    self.name = name
    switch outcome {
    case .success(let prediction): (predictions, error) = (PredictionAnswer(prediction).predictions, nil)
    case .failure(let problem): (predictions, error) = (nil, problem.body)
    }
  }
}

extension Response {
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    // Values of ours always encode; if one did not, an empty object would still be an answer.
    let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
    let fields = (HTTPFields([.init(name: .contentType, value: "application/json; charset=utf-8")])).merging(headers)
    return Response(status: status, headers: fields, body: .init(byteBuffer: .init(bytes: bytes)))
  }

  static func html(_ text: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: .init(string: text)))
  }

  static func resource(_ bytes: [UInt8], type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=300"],
      body: .init(byteBuffer: .init(bytes: bytes)))
  }
}

/// The page that answers the plain form, for browsers without JavaScript.
enum ResultPage {
  static func page(_ results: [(name: String, outcome: Result<Prediction, Problem>)]) -> String {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>What is it?</title>
    <link rel="stylesheet" href="/static/app.css"></head><body><main><h1>What is it?</h1>
    \(results.map(section).joined(separator: "\n"))
    <p><a class="button" href="/">Another picture</a></p></main></body></html>
    """
  }

  private static func section(name: String, outcome: Result<Prediction, Problem>) -> String {
    let body =
      switch outcome {
      case .success(let prediction): bars(prediction)
      case .failure(let problem): "<p class=\"problem\" role=\"alert\">\(escaped(problem.detail))</p>"
      }
    return "<section class=\"result\"><h2>\(escaped(name))</h2>\(body)</section>"
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

extension HTTPFields {
  /// The same fields, with those of `others` in place of their own.
  fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
    var merged = self
    for field in others { merged[field.name] = field.value }
    return merged
  }
}
