import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Vision

/// `{"predictions": [["black", 0.98], …]}`, the most probable first: the shape of the lesson's app. `none` and `heatmap` are
/// there when they were asked for.
struct PredictionAnswer: Encodable {
  let predictions: [Pair]
  let none: Bool?
  let heatmap: String?

  init(_ looked: Looked) {
    predictions = looked.prediction.all.map { Pair(label: $0.label, probability: $0.probability) }
    (none, heatmap) = (looked.isNone, looked.heatMapURL)
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

/// The course's starter app: `{"result": "black"}`; the predictions are an addition.
struct Analysis: Encodable {
  let result: String
  let predictions: [PredictionAnswer.Pair]

  init(_ looked: Looked) { (result, predictions) = (looked.verdict, PredictionAnswer(looked).predictions) }
}

/// One of several files: its predictions, or what was wrong with it.
struct FileAnswer: Encodable {
  let name: String
  let predictions: [PredictionAnswer.Pair]?
  let none: Bool?
  let heatmap: String?
  let error: Problem.Body?

  init(_ file: LookedFile) {
    name = file.name
    let answer = (try? file.outcome.get()).map(PredictionAnswer.init)
    (predictions, none, heatmap) = (answer?.predictions, answer?.none, answer?.heatmap)
    if case .failure(let problem) = file.outcome { error = problem.body } else { error = nil }
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

extension HTTPFields {
  /// The same fields, with those of `others` in place of their own.
  fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
    var merged = self
    for field in others { merged[field.name] = field.value }
    return merged
  }
}
