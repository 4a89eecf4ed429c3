public import SystemPackage
public import Torch

/// What the network says of one item.
public struct ItemPrediction: Sendable, Hashable {
  /// The class's name, or its index where classes have no names.
  public let label: String
  /// The class with the largest probability.
  public let index: Int
  /// After the loss's activation, one for each class.
  public let probabilities: [Float]
}

/// An item of the data beside what the network says of it.
public struct ShownResult: Sendable, Hashable {
  /// Where it stands in its part.
  public let index: Int
  /// Its file, where items are files.
  public let path: FilePath?
  /// The names of the classes, `;` between several, or the numbers.
  public let truth: String
  public let prediction: String
  /// Of the predicted class; nil for numbers and for several classes.
  public let probability: Float?
  public let loss: Float
}

extension Learner {
  /// Predicts one item, as a batch of one.
  ///
  /// - Parameters:
  ///   - item: What the network takes, without the batch's dimension: for images `[3, H, W]`, normalised.
  ///   - withDropout: Leave dropout on.
  /// - Returns: The class and all probabilities.
  /// - Throws: `TorchError` when the network cannot take it.
  public func predict(_ item: Tensor, withDropout: Bool = false) throws -> ItemPrediction {
    let x = try item.unsqueezed(0).to(device)
    let probabilities: [Float] = try inEvaluation(withDropout: withDropout) {
      try loss.activation(precision.forward(model, x, on: device)).scalars()
    }
    let index = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    let label = data.classes.indices.contains(index) ? data.classes[index] : "\(index)"
    return ItemPrediction(label: label, index: index, probabilities: probabilities)
  }

  /// Predicts one item several times with dropout on: how far the predictions lie apart tells how sure the network is.
  /// Gal and Ghahramani 2016, arXiv:1506.02142.
  public func predictWithMCDropout(_ item: Tensor, times: Int = 10) throws -> [ItemPrediction] {
    try (0..<max(times, 0)).map { _ in try predict(item, withDropout: true) }
  }

  /// The first items of a part with what is true and what the network says (fastai: `show_results`).
  ///
  /// - Parameters:
  ///   - part: The validation set by default.
  ///   - rows: Their square is the number of items, unless the first batch has fewer.
  /// - Returns: One value for each item.
  /// - Throws: ``LearnerError`` when the part is empty.
  public func showResults(_ part: DatasetPart = .valid, rows: Int = 5) throws -> [ShownResult] {
    let predictions = try getPreds(part, atMost: 1)
    return (0..<min(rows * rows, predictions.count)).map { shown(predictions, $0) }
  }

  private func shown(_ all: Predictions, _ row: Int) -> ShownResult {
    let isClass = !all.targets.isEmpty
    return ShownResult(
      index: all.indices[row], path: all.paths.isEmpty ? nil : all.paths[row],
      truth: isClass ? className(all.targets[row]) : text(all.targetValues[row]),
      prediction: isClass ? className(all.classes[row]) : text(all.probabilities[row]),
      probability: isClass ? all.probabilities[row].max() : nil, loss: all.losses[row])
  }

  private func className(_ index: Int) -> String {
    data.classes.indices.contains(index) ? data.classes[index] : "\(index)"
  }

  private func text(_ values: [Float]) -> String {
    guard data.targetKind == .multiCategory else { return values.map { "\($0)" }.joined(separator: " ") }
    return values.indices.filter { values[$0] > 0.5 }.map(className).joined(separator: ";")
  }
}
