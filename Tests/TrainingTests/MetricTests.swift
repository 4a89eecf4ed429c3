import TestSupport
import Testing
import Torch
import Training

@Suite("Metrics")
struct MetricTests {
  private func value(_ metric: Metric, _ batches: [([[Float]], [Int])]) throws -> Double {
    var accumulator = metric.makeAccumulator()
    for (scores, targets) in batches {
      try accumulator.add(predictions: Tensor(scores), targets: Tensor(targets))
    }
    return accumulator.value
  }

  private let batches: [([[Float]], [Int])] = [
    ([[9, 1, 0], [0, 2, 1], [0, 2, 1]], [0, 1, 2]), ([[5, 4, 3]], [2]),
  ]

  @Test("accuracy and error rate count every item once, whatever the batches")
  func rates() throws {
    let values = try [Metric.accuracy, .errorRate, .topKAccuracy(2), .topKAccuracy(5)].map { try value($0, batches) }
    #expect(difference(values, [0.5, 0.5, 0.75, 1]) == nil)
    #expect(Metric.topKAccuracy(2).name == "top_2_accuracy" && Metric.errorRate.name == "error_rate")
  }

  @Test("a metric of one's own is a mean over the items")
  func own() throws {
    let mean = Metric("mean_target") { try $1.to(.float32).mean() - 0 * $0.sum() }
    #expect(try value(mean, batches) == 1.25)
    #expect(Metric.accuracy.makeAccumulator().value.isNaN)
  }

  @Test(
    "Wilson's interval gives the textbook's numbers",
    arguments: [(2, 141, 0.00390, 0.05025), (0, 10, 0, 0.27753), (10, 10, 0.72247, 1), (5, 10, 0.23659, 0.76341)])
  func wilson(errors: Int, count: Int, lower: Double, upper: Double) {
    let interval = wilsonInterval(errors: errors, of: count)
    #expect(difference([interval.lowerBound, interval.upperBound], [lower, upper], absolute: 2e-5) == nil)
    #expect(wilsonInterval(errors: 0, of: 0) == 0...1)
  }

  @Test("a confusion matrix counts actual classes in rows")
  func confusion() throws {
    let learn = try pointLearner()
    let predictions = try learn.getPreds()
    let matrix = predictions.confusionMatrix(classCount: 3)
    #expect(matrix.map { $0.reduce(0, +) } == [5, 5, 5])
    #expect((0..<3).reduce(0) { $0 + matrix[$1][$1] } == 15 - predictions.errorCount)
  }
}
