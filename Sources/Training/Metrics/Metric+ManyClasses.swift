import Torch

/// Figures for any number of classes at once: raw outputs and zeros and ones, both `[N, C]`. A class is predicted when
/// the sigmoid of its output is above the threshold.
extension Metric {
  /// The share of all answers that are right (fastai: `accuracy_thresh`).
  public static func accuracyThreshold(_ threshold: Double = 0.5, sigmoid: Bool = true) -> Metric {
    Metric("accuracy_thresh") { outputs, targets in
      let isRight = try (scores(outputs, sigmoid) .> threshold) .== (targets .> 0.5)
      return try isRight.to(.float32).mean()
    }
  }

  /// The F-score of each item's classes, averaged over the items (fastai: `fbeta`).
  public static func fBetaOfItems(
    _ beta: Double = 2, threshold: Double = 0.2, eps: Double = 1e-9, sigmoid: Bool = true
  ) -> Metric {
    Metric("fbeta") { outputs, targets in
      let predicted = try (scores(outputs, sigmoid) .> threshold).to(.float64)
      let actual = try targets.to(.float64)
      let hits = try (predicted * actual).sum(dimensions: 1)
      let precision = try hits / (predicted.sum(dimensions: 1) + eps)
      let recall = try hits / (actual.sum(dimensions: 1) + eps)
      return try (precision * recall / (precision * (beta * beta) + recall + eps) * (1 + beta * beta)).mean()
    }
  }

  /// The F-score over the epoch (fastai: `MultiLabelFbeta`).
  public static func fBetaOfLabels(
    _ beta: Double = 2, threshold: Double = 0.3, averaging: Averaging = .micro, sigmoid: Bool = true
  ) -> Metric {
    tallied("multi_label_fbeta", threshold, sigmoid) {
      $0.average(averaging, keepingAbsent: true) { $0.fBeta(beta) }
    }
  }

  /// The precision over the epoch (fastai 2: `PrecisionMulti`).
  public static func precisionOfLabels(
    threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true
  ) -> Metric {
    tallied("precision_multi", threshold, sigmoid) { $0.average(averaging, keepingAbsent: true, \.precision) }
  }

  /// The recall over the epoch (fastai 2: `RecallMulti`).
  public static func recallOfLabels(
    threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true
  ) -> Metric {
    tallied("recall_multi", threshold, sigmoid) { $0.average(averaging, keepingAbsent: true, \.recall) }
  }

  /// Items in both over items in either, over the epoch (fastai 2: `JaccardMulti`).
  public static func jaccardOfLabels(
    threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true
  ) -> Metric {
    tallied("jaccard_multi", threshold, sigmoid) { $0.average(averaging, keepingAbsent: true, \.jaccard) }
  }

  /// The share of all answers that are wrong (fastai 2: `HammingLossMulti`).
  public static func hammingLoss(threshold: Double = 0.5, sigmoid: Bool = true) -> Metric {
    Metric("hamming_loss") { outputs, targets in
      let isWrong = try (scores(outputs, sigmoid) .> threshold) .!= (targets .> 0.5)
      return try isWrong.to(.float32).mean()
    }
  }

  /// The mean over the classes of the area under each one's ROC curve (fastai 2: `RocAucMulti`); classes without both
  /// answers are left out.
  public static let aurocOfLabels = Metric("roc_auc_multi") {
    CollectingAccumulator { meanOfLabels($0, $1, $2, \.areaUnderROC) }
  }

  /// The mean over the classes of each one's mean precision (fastai 2: `APScoreMulti`).
  public static let averagePrecisionOfLabels = Metric("average_precision_multi") {
    CollectingAccumulator { meanOfLabels($0, $1, $2, \.averagePrecision) }
  }

  // MARK: Parts

  private static func tallied(
    _ name: String, _ threshold: Double, _ sigmoid: Bool, _ score: @escaping @Sendable ([Tally]) -> Double
  ) -> Metric {
    Metric(name) { TallyAccumulator(threshold: threshold, sigmoid: sigmoid, score: score) }
  }

  fileprivate static func scores(_ outputs: Tensor, _ sigmoid: Bool) throws -> Tensor {
    sigmoid ? try outputs.sigmoid() : outputs
  }

  @Sendable
  private static func meanOfLabels(
    _ scores: [Double], _ targets: [Double], _ width: Int, _ area: (RankedScores) -> Double
  ) -> Double {
    let areas = (0..<width).map { label in
      let places = stride(from: label, to: min(scores.count, targets.count), by: width)
      return area(RankedScores(scores: places.map { scores[$0] }, positives: places.map { targets[$0] > 0.5 }))
    }
    let known = areas.filter { !$0.isNaN }
    return known.reduce(0, +) / Double(known.count)
  }
}

private struct TallyAccumulator: MetricAccumulator {
  let threshold: Double, sigmoid: Bool
  let score: @Sendable ([Tally]) -> Double
  var tallies: [Tally]?

  mutating func add(predictions: Tensor, targets: Tensor) throws {
    let predicted = try (Metric.scores(predictions, sigmoid) .> threshold).to(.int64)
    let actual = try (targets .> 0.5).to(.int64)
    let sums = try [predicted * actual, predicted, actual].map { try $0.sum(dimensions: 0).scalars(as: Int.self) }
    let old = tallies ?? Array(repeating: Tally(), count: sums[0].count)
    tallies = old.enumerated().map { label, tally in
      Tally(
        hits: tally.hits + sums[0][label], predicted: tally.predicted + sums[1][label],
        actual: tally.actual + sums[2][label])
    }
  }

  var value: Double { tallies.map(score) ?? .nan }
}
