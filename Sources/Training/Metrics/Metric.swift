public import Torch

/// A figure that people read, computed over the validation set.
public struct Metric: Sendable {
  /// The heading of its column.
  public let name: String
  /// Starts an epoch.
  public let makeAccumulator: @Sendable () -> any MetricAccumulator

  public init(_ name: String, makeAccumulator: @escaping @Sendable () -> any MetricAccumulator) {
    (self.name, self.makeAccumulator) = (name, makeAccumulator)
  }

  /// A metric of your own from one function of predictions and targets, averaged over the items.
  ///
  /// Right for figures that are a mean over items; one that is not (an F-score) needs an accumulator.
  public init(_ name: String, mean function: @escaping @Sendable (Tensor, Tensor) throws -> Tensor) {
    self.init(name) { MeanAccumulator(function: function) }
  }
}

/// Collects an epoch's batches into one figure.
public protocol MetricAccumulator {
  /// Adds a batch: raw outputs of the network, `[N, C]`, and targets, `[N]`.
  mutating func add(predictions: Tensor, targets: Tensor) throws
  /// The figure; NaN when nothing was added.
  var value: Double { get }
}

private struct MeanAccumulator: MetricAccumulator {
  let function: @Sendable (Tensor, Tensor) throws -> Tensor
  var total = 0.0
  var count = 0

  mutating func add(predictions: Tensor, targets: Tensor) throws {
    let items = try targets.size(0)
    total += try function(predictions, targets).item() * Double(items)
    count += items
  }

  var value: Double { total / Double(count) }
}

extension Metric {
  /// The share of items whose largest output is the target's.
  public static let accuracy = Metric("accuracy") { predictions, targets in
    try (predictions.argmax(dimension: -1) .== targets).to(.float32).mean()
  }

  /// 1 − accuracy.
  public static let errorRate = Metric("error_rate") { predictions, targets in
    try (predictions.argmax(dimension: -1) .!= targets).to(.float32).mean()
  }

  /// The share of items whose target is among the `k` largest outputs.
  public static func topKAccuracy(_ k: Int = 5) -> Metric {
    Metric("top_\(k)_accuracy") { predictions, targets in
      let best = try predictions.topK(min(k, predictions.size(-1))).indices
      return try (best .== targets.unsqueezed(-1)).to(.float32).sum() / targets.count
    }
  }
}
