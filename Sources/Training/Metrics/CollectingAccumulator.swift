import Torch

/// Keeps every prediction and target of an epoch, for figures that are no sum over items.
struct CollectingAccumulator: MetricAccumulator {
  let activation: @Sendable (Tensor) throws -> Tensor
  /// Predictions and targets row by row, and how many predictions an item has.
  let score: @Sendable ([Double], [Double], Int) -> Double
  private var predicted: [Double] = []
  private var actual: [Double] = []
  private var width = 1

  init(
    activation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 },
    score: @escaping @Sendable ([Double], [Double], Int) -> Double
  ) {
    (self.activation, self.score) = (activation, score)
  }

  mutating func add(predictions: Tensor, targets: Tensor) throws {
    let values = try activation(predictions.to(.float64)).scalars(as: Double.self)
    predicted += values
    actual += try targets.scalars(as: Double.self)
    width = values.count / max(try targets.size(0), 1)
  }

  var value: Double { actual.isEmpty ? .nan : score(predicted, actual, max(width, 1)) }
}
