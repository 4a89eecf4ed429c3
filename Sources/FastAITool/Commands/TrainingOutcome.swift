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
    guard let valid = data.valid else {
      (confusion, mistakes, validLoss) = ([], [], .nan)
      return
    }
    let predictions = try learn.getPreds()
    confusion = predictions.confusionMatrix(classCount: data.classes.count)
    validLoss = Double(predictions.losses.reduce(0, +)) / Double(max(predictions.losses.count, 1))
    mistakes = Self.mistakes(predictions, valid.items, data.classes)
  }

  private static func mistakes(_ predictions: Predictions, _ items: [ImageItem], _ classes: [String]) -> [Mistake] {
    let predicted = predictions.classes
    return predicted.indices.filter { predicted[$0] != predictions.targets[$0] }.map { row in
      Mistake(
        path: items[predictions.indices[row]].path, actual: classes[predictions.targets[row]],
        predicted: classes[predicted[row]], probability: predictions.probabilities[row][predicted[row]],
        loss: predictions.losses[row])
    }.sorted { $0.loss > $1.loss }
  }

  var epochs: Int { stages.reduce(0) { $0 + $1.epochs.count } }
  var errorRate: Double { validImages > 0 ? Double(mistakes.count) / Double(validImages) : .nan }
  var errorRateInterval: ClosedRange<Double> { wilsonInterval(errors: mistakes.count, of: validImages) }

  /// The coach's words: on the last stage, and on the first where it ended badly.
  var diagnoses: [Diagnosis] {
    stages.last?.history(validCount: validImages, classCount: classes.count).diagnoses ?? []
  }
}
