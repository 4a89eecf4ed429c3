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
  let epochs: Int
  let seconds: Double

  /// A validation image that the network gets wrong.
  struct Mistake: Sendable {
    let path: FilePath
    let actual, predicted: String
    let probability: Float
    let loss: Float
  }

  init(_ learn: Learner, _ data: ImageDataBunch, model: FilePath, epochs: Int, seconds: Double) throws {
    (self.model, self.epochs, self.seconds) = (model, epochs, seconds)
    (classes, trainImages, validImages) = (data.classes, data.train.itemCount, data.valid?.itemCount ?? 0)
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

  var errorRate: Double { validImages > 0 ? Double(mistakes.count) / Double(validImages) : .nan }

  func tell(_ console: Console) {
    let interval = wilsonInterval(errors: mistakes.count, of: validImages)
    for mistake in mistakes { mistake.tell(console) }
    console.event(
      "trained",
      [
        "model": .string(model.string), "errorRate": .double(errorRate),
        "errorRateInterval": .array([.double(interval.lowerBound), .double(interval.upperBound)]),
        "validLoss": .double(validLoss), "epochs": .int(epochs), "seconds": .seconds(seconds),
        "trainImages": .int(trainImages), "validImages": .int(validImages), "classes": .strings(classes),
        "confusion": .array(confusion.map { .array($0.map { .int($0) }) }),
      ])
    if validImages > 0 { tellErrors(console, interval) }
    console.line("\(console.bold("Wrote")) \(model)")
  }

  private func tellErrors(_ console: Console, _ interval: ClosedRange<Double>) {
    console.line("")
    for line in ConfusionTable(classes: classes, counts: confusion).lines { console.line(line) }
    console.line("")
    let rate = String(format: "%.1f %%", errorRate * 100)
    let range = String(format: "%.1f to %.1f %%", interval.lowerBound * 100, interval.upperBound * 100)
    console.line(
      "\(console.bold("Error rate \(rate)")): \(mistakes.count) of \(validImages); with 95 % confidence \(range)")
    if validImages < 100 {
      console.line("Few pictures are held out, so the rate is rough: differences within that range mean nothing.")
    }
  }
}

extension TrainingOutcome.Mistake {
  fileprivate func tell(_ console: Console) {
    console.event(
      "mistake",
      [
        "path": .string(path.string), "actual": .string(actual), "predicted": .string(predicted),
        "probability": .double(Double(probability)), "loss": .double(Double(loss)),
      ])
    console.line(
      String(format: "wrong: %@ is %@, taken for %@ (%.0f %%)", path.string, actual, predicted, probability * 100))
  }
}

/// A confusion matrix in plain characters: rows are actual classes, columns predicted ones.
struct ConfusionTable {
  let classes: [String]
  let counts: [[Int]]

  var lines: [String] {
    let names = max("actual".count, classes.map(\.count).max() ?? 0)
    let width = max(5, classes.map(\.count).max() ?? 0) + 2
    let header = "actual".padding(to: names) + classes.map { $0.leading(width) }.joined() + "  ← predicted"
    return [header]
      + zip(classes, counts).map { name, row in
        name.padding(to: names) + row.map { "\($0)".leading(width) }.joined()
      }
  }
}

extension String {
  fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
