import TestSupport
import Testing
import Torch

@testable import Training

/// Every metric against scikit-learn's figure of all items together, in batches that do not divide evenly.
@Suite("Metrics against scikit-learn")
struct MetricReferenceTests {
  struct Example: Decodable, Sendable, CustomTestStringConvertible {
    let batches: [Int], outputs: FixtureTensor, targets: [Int]
    let targetValues: FixtureTensor?
    let want: [String: Double]
    var testDescription: String { "\(outputs.shape) in \(batches)" }

    func value(_ metric: Metric) throws -> Double {
      let y = try targetValues?.tensor() ?? Tensor(targets)
      let x = try outputs.tensor()
      var accumulator = metric.makeAccumulator()
      var start = 0
      for count in batches {
        try accumulator.add(predictions: x[start..<(start + count)], targets: y[start..<(start + count)])
        start += count
      }
      return accumulator.value
    }
  }
  struct Fixture: Decodable { let classes: [Example], labels: [Example], numbers: [Example] }

  private static func examples(_ part: KeyPath<Fixture, [Example]>) throws -> [Example] {
    try TorchFixture.load("metrics", as: Fixture.self)[keyPath: part]
  }

  private static let averagings: [(String, Averaging)] = [
    ("binary", .binary()), ("micro", .micro), ("macro", .macro), ("weighted", .weighted),
  ]

  private func check(_ example: Example, _ metrics: [String: Metric]) throws {
    #expect(Set(example.want.keys).isSubset(of: metrics.keys))
    for (name, want) in example.want {
      let metric = try #require(metrics[name])
      #expect(difference([try example.value(metric)], [want], absolute: 1e-6) == nil, "\(name)")
    }
  }

  @Test("of one class of several", arguments: try examples(\.classes))
  func classes(example: Example) throws {
    var metrics: [String: Metric] = [
      "accuracy": .accuracy, "error_rate": .errorRate, "kappa none": .kappa(), "kappa linear": .kappa(.linear),
      "kappa quadratic": .kappa(.quadratic), "matthews": .matthews, "balanced_accuracy": .balancedAccuracy,
      "auroc": .auroc, "average_precision": .averagePrecision, "brier": .brier, "top_2_accuracy": .topKAccuracy(2),
    ]
    for (name, averaging) in Self.averagings {
      metrics["precision \(name)"] = .precision(averaging)
      metrics["recall \(name)"] = .recall(averaging)
      metrics["f1 \(name)"] = .f1(averaging)
      metrics["f_beta \(name)"] = .fBeta(2, averaging)
      metrics["jaccard \(name)"] = .jaccard(averaging)
    }
    try check(example, metrics)
  }

  @Test("of any number of classes at once", arguments: try examples(\.labels))
  func labels(example: Example) throws {
    var metrics: [String: Metric] = [
      "accuracy_thresh": .accuracyThreshold(), "hamming_loss": .hammingLoss(), "fbeta": .fBetaOfItems(),
      "roc_auc_multi": .aurocOfLabels, "average_precision_multi": .averagePrecisionOfLabels,
    ]
    for (name, averaging) in Self.averagings {
      metrics["precision \(name)"] = .precisionOfLabels(averaging: averaging)
      metrics["recall \(name)"] = .recallOfLabels(averaging: averaging)
      metrics["jaccard \(name)"] = .jaccardOfLabels(averaging: averaging)
      metrics["multi_label_fbeta \(name)"] = .fBetaOfLabels(averaging: averaging)
    }
    try check(example, metrics)
  }

  @Test("of numbers", arguments: try examples(\.numbers))
  func numbers(example: Example) throws {
    try check(
      example,
      [
        "mse": .mse, "mae": .mae, "rmse": .rmse, "msle": .msle, "r2_score": .r2,
        "explained_variance": .explainedVariance, "pearsonr": .pearson, "spearmanr": .spearman,
        "exp_rmspe": .expRMSPE,
      ])
  }

  @Test("with nothing added, or one kind of items only, a figure is NaN and not a crash")
  func degenerate() throws {
    for metric in [Metric.auroc, .averagePrecision, .matthews, .f1(), .r2, .aurocOfLabels, .fBetaOfLabels(), .brier] {
      #expect(metric.makeAccumulator().value.isNaN, "\(metric.name)")
    }
    var auroc = Metric.auroc.makeAccumulator()
    try auroc.add(predictions: Tensor([[1, 0], [0, 1]] as [[Float]]), targets: Tensor([1, 1]))
    #expect(auroc.value.isNaN)
    var constant = Metric.r2.makeAccumulator()
    try constant.add(predictions: Tensor([1, 2] as [Float]), targets: Tensor([1, 1] as [Float]))
    #expect(constant.value == 0)
    var spearman = Metric.spearman.makeAccumulator()
    try spearman.add(predictions: Tensor([.nan, 2] as [Float]), targets: Tensor([1, 1] as [Float]))
    #expect(spearman.value.isNaN)
    var shapes = Metric.mse.makeAccumulator()
    try shapes.add(predictions: Tensor([1, 2] as [Float]), targets: Tensor([1] as [Float]))
    #expect(shapes.value.isNaN)
  }

  @Test("a score of one's own from the confusion matrix, and a class that is not there left out")
  func own() throws {
    let worst = Metric("worst_recall", confusion: { $0.recalls.min() ?? .nan })
    var accumulator = worst.makeAccumulator()
    try accumulator.add(predictions: Tensor([[1, 0], [1, 0], [0, 1]] as [[Float]]), targets: Tensor([0, 1, 1]))
    #expect(accumulator.value == 0.5)
    let matrix = ConfusionMatrix(actual: [0, 5, -1, 1], predicted: [0, 0, 0, 7], classCount: 2)
    #expect(matrix.total == 1 && matrix.counts == [[1, 0], [0, 0]])
  }
}
