import Foundation
import SystemPackage
import Training
import Vision

extension InterpretationOutcome {
  func tell(_ console: Console, folder: FilePath) {
    console.event("interpreted", fields(folder))
    if judged.labelledCount > 0 { tellClasses(console) }
    tellLosses(console)
    if part == .all { tellSuspicions(console) }
    console.line("\(console.bold("Page")) \(folder.appending("index.html"))")
  }

  // MARK: For programs

  private func fields(_ folder: FilePath) -> KeyValuePairs<String, JSONValue> {
    let interval = judged.errorRateInterval
    let scores: [JSONValue] = judged.classScores.map { score in
      .array([
        .string(score.name), .double(score.precision), .double(score.recall), .double(score.f1), .int(score.support),
      ])
    }
    return [
      "part": .string(part.rawValue), "errorRate": .double(judged.errorRate ?? .nan),
      "errorRateInterval": .array([.double(interval.lowerBound), .double(interval.upperBound)]),
      "confusion": .array(judged.confusionMatrix.map { .array($0.map { .int($0) }) }),
      "classes": .strings(judged.classes), "topLosses": .array(cards.map { entry($0.judgement) }),
      "classScores": .array(scores), "mostConfused": .array(judged.mostConfused().map(entry)),
      "calibrationError": .double(judged.calibrationCurve().expectedError), "images": .int(judged.judgements.count),
      "probablyMislabelled": .array(mislabelled.map(entry)), "precisionAtK": precision,
      "folder": .string(folder.string), "seconds": .seconds(seconds),
    ]
  }

  private func entry(_ item: ImageJudgement) -> JSONValue {
    .object([
      "path": .string(item.path), "actual": JSONValue(item.actual.map { judged.classes[$0] }),
      "predicted": .string(judged.classes[item.predicted]), "loss": .double(item.loss.map(Double.init) ?? .nan),
      "probability": .double(item.actualProbability.map(Double.init) ?? .nan),
      "suggestion": JSONValue(item.suggestion.map { judged.classes[$0.label] }),
    ])
  }

  private func entry(_ pair: ConfusedPair) -> JSONValue {
    .array([.string(pair.actual), .string(pair.predicted), .int(pair.count)])
  }

  /// Of the planted errors' number.
  private var precision: JSONValue {
    guard let trial, let k = trial.typicalCount else { return .null }
    let precision = trial.precision(at: k)
    return .object([
      "k": .int(k), "value": .double(precision.value),
      "interval": .array([.double(precision.interval.lowerBound), .double(precision.interval.upperBound)]),
    ])
  }

  // MARK: For people

  private func tellClasses(_ console: Console) {
    console.line("")
    for line in ConfusionTable(classes: judged.classes, counts: judged.confusionMatrix).lines { console.line(line) }
    console.line("")
    for line in judged.report.split(separator: "\n", omittingEmptySubsequences: false) { console.line("\(line)") }
    let pairs = judged.mostConfused().prefix(5).map { "\($0.actual) for \($0.predicted) (\($0.count))" }
    if !pairs.isEmpty { console.line("\n\(console.bold("Taken for each other:")) \(pairs.joined(separator: ", "))") }
  }

  private func tellLosses(_ console: Console) {
    guard !cards.isEmpty else { return }
    console.line("\n\(console.bold("Largest losses"))")
    let width = cards.map(\.judgement.path.count).max() ?? 0
    for card in cards {
      let item = card.judgement
      let path = item.path + String(repeating: " ", count: width - item.path.count)
      let verdict = "\(item.actual.map { judged.classes[$0] } ?? "?") → \(judged.classes[item.predicted])"
      let numbers = String(format: "loss %.2f, p(actual) %.3f", item.loss ?? .nan, item.actualProbability ?? .nan)
      console.line("  \(path)  \(item.isMistake ? console.red(verdict) : verdict)  \(numbers)")
    }
    console.line("")
  }

  private func tellSuspicions(_ console: Console) {
    console.line("\(console.bold("Probably labelled wrong:")) \(mislabelled.count) of \(judged.judgements.count)")
    for item in mislabelled.prefix(10) {
      console.line("  \(item.path): \(words(for: item))")
    }
    if let sentence = trialWords { console.line(sentence) }
    console.line("")
  }
}

extension InterpretationOutcome {
  /// The most suspicious first; none unless every picture was judged out of fold.
  var mislabelled: [ImageJudgement] { part == .all ? judged.probablyMislabelled : [] }

  /// "black, perhaps grizzly (93 %)"
  func words(for item: ImageJudgement) -> String {
    let actual = item.actual.map { judged.classes[$0] } ?? "?"
    guard let suggestion = item.suggestion else { return actual }
    return "\(actual), perhaps \(judged.classes[suggestion.label]) "
      + String(format: "(%.0f %%)", suggestion.confidence * 100)
  }

  /// How far the ranking can be trusted, by planted errors.
  var trialWords: String? {
    guard let trial, let k = trial.typicalCount else { return nil }
    let precision = trial.precision(at: k)
    return String(
      format: "Tried out with %d labels made wrong on purpose, %d times: %.0f %% of the first %d pictures were such "
        + "(%.0f to %.0f %%), and the first tenth held %.0f %% of them.", k, trial.places.count,
      precision.value * 100, k, precision.interval.lowerBound * 100, precision.interval.upperBound * 100,
      trial.recall(at: trial.imageCount / 10) * 100)
  }
}

extension RankingTrial {
  /// Errors planted in one trial.
  var typicalCount: Int? { places.first?.count }
}
