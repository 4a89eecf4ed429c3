import Foundation
import SystemPackage
import Training
import Vision

/// What came of a training, as plain values.
struct TrainingOutcome: Sendable {
  let model: FilePath
  let classes: [String]
  /// Rows are actual classes, columns predicted ones; empty without a validation set.
  let confusion: [[Int]]
  let mistakes: [Mistake]
  let validLoss: Double
  let trainImages, validImages: Int
  let trainCounts: [Int]
  let stages: [StageRecord]
  var seconds = 0.0
  var report: FilePath?
  var calibration: Calibration?
  /// nil when the last epoch's weights are in the model.
  var kept: KeptEpoch?
  /// Of a head that was trained on the plain pictures' features, beside the one trained on augmented views.
  var plainErrorRate: Double?
  /// What the network says of the validation pictures.
  let judged: Judgements
  /// Those with the largest losses.
  let cards: [LossCard]
  /// What is odd about the data.
  let warnings: [DataWarning]

  /// A validation image that the network gets wrong.
  struct Mistake: Sendable {
    let path: FilePath
    let actual, predicted: String
    let probability: Float
    let loss: Float
  }

  init(_ learn: Learner, _ data: ImageDataBunch, model: FilePath, stages: [StageRecord]) throws {
    (self.model, self.stages) = (model, stages)
    (classes, trainImages, validImages) = (data.classes, data.train.itemCount, data.valid?.itemCount ?? 0)
    trainCounts = data.classes.indices.map { label in data.train.items.count { $0.label == label } }
    guard data.valid != nil else {
      (confusion, mistakes, validLoss, cards) = ([], [], .nan, [])
      (judged, warnings) = (Judgements(classes: data.classes, judgements: []), data.warnings)
      return
    }
    let interp = try learn.interpret()
    (judged, confusion, validLoss) = (interp.values, interp.confusionMatrix, interp.meanLoss ?? .nan)
    mistakes = interp.topLosses().filter(\.isMistake).compactMap { Self.mistake($0, data) }
    cards = LossCard.cards(of: interp, count: Self.mostCards, withHeatMaps: true)
    warnings = data.warnings
  }

  private static let mostCards = 12

  private static func mistake(_ item: ImageJudgement, _ data: ImageDataBunch) -> Mistake? {
    guard let actual = item.actual, let loss = item.loss else { return nil }
    return Mistake(
      path: data.path.pushing(FilePath(item.path)), actual: data.classes[actual],
      predicted: data.classes[item.predicted], probability: item.probabilities[item.predicted], loss: loss)
  }

  var epochs: Int { stages.reduce(0) { $0 + $1.epochs.count } }
  var errorRate: Double { validImages > 0 ? Double(mistakes.count) / Double(validImages) : .nan }
  var errorRateInterval: ClosedRange<Double> { wilsonInterval(errors: mistakes.count, of: validImages) }

  /// The coach's words: on the last stage, and on the first where it ended badly.
  var diagnoses: [Diagnosis] {
    stages.last?.history(validCount: validImages, classCount: classes.count).diagnoses ?? []
  }
}
