import Torch
import TorchNN

/// What the network makes of data that it does not train on.
public struct Predictions {
  /// After the loss's activation: class probabilities, `[N, C]`.
  public let probabilities: [[Float]]
  public let targets: [Int]
  /// Each item's loss, from the raw outputs.
  public let losses: [Float]
  /// Where each item stands in its part of the data set.
  public let indices: [Int]

  /// The class with the largest probability.
  public var classes: [Int] {
    probabilities.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
  }

  /// How many are not their target's class.
  public var errorCount: Int { zip(classes, targets).count { $0 != $1 } }

  /// Counts by actual class (rows) and predicted class (columns).
  public func confusionMatrix(classCount: Int) -> [[Int]] {
    var matrix = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    for (actual, predicted) in zip(targets, classes) { matrix[actual][predicted] += 1 }
    return matrix
  }
}

extension Learner {
  /// The mean loss and the metrics over the validation set.
  ///
  /// - Throws: ``LearnerError`` when there is no validation set.
  public func validate() throws -> TrainingState.Validation {
    try validation(of: checkedValidation(), callbacks: [])
  }

  /// Predictions for the validation set, in its order.
  public func getPreds() throws -> Predictions { try predictions(of: checkedValidation()) }

  private func checkedValidation() throws -> any DataLoader {
    guard let valid = data.valid, valid.itemCount > 0 else {
      throw LearnerError(.data, "there is no validation set", remedy: "hold out a part: `validFraction: 0.2`")
    }
    return valid
  }

  /// Predictions for every item that a loader gives.
  func predictions(of loader: any DataLoader) throws -> Predictions {
    var (probabilities, targets, losses, indices) = ([[Float]](), [Int](), [Float](), [Int]())
    try evaluating(loader) { batch, outputs in
      let rows: [Float] = try loss.activation(outputs).scalars()
      let width = rows.count / max(batch.count, 1)
      probabilities += (0..<batch.count).map { Array(rows[($0 * width)..<(($0 + 1) * width)]) }
      targets += try batch.y.scalars(as: Int.self)
      losses += try loss.compute(outputs, batch.y.to(device), .none).scalars(as: Float.self)
      indices += batch.indices
    }
    return Predictions(probabilities: probabilities, targets: targets, losses: losses, indices: indices)
  }

  func validation(of loader: any DataLoader, callbacks: [any Callback]) throws -> TrainingState.Validation {
    var accumulators = metrics.map { $0.makeAccumulator() }
    var (total, items) = (0.0, 0)
    (state.batchIndex, state.batchCount) = (0, loader.batchCount)
    defer { (state.batch, state.predictions) = (nil, nil) }
    try evaluating(loader) { batch, outputs in
      (state.batch, state.predictions) = (batch, outputs)
      try announce(callbacks) { try $0.beforeBatch(self) }
      let targets = try batch.y.to(device)
      total += try loss.compute(outputs, targets, .mean).item() * Double(batch.count)
      items += batch.count
      for index in accumulators.indices { try accumulators[index].add(predictions: outputs, targets: targets) }
      try announce(callbacks) { try $0.afterBatch(self) }
      state.batchIndex += 1
    }
    return .init(loss: total / Double(items), metrics: accumulators.map(\.value))
  }

  /// Runs the network over a loader in evaluation, without a graph.
  private func evaluating(_ loader: any DataLoader, _ body: (Batch, Tensor) throws -> Void) throws {
    model.eval()
    defer { model.train() }
    try withoutGrad {
      for batch in loader.makeIterator() { try body(batch, model(batch.x.to(device))) }
    }
  }
}
