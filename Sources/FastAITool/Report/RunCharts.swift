import Plots
import Training

/// The course of a run over all its stages.
struct RunCharts {
  private let stages: [StageRecord]

  init(_ stages: [StageRecord]) { self.stages = stages }

  var pictures: [Picture] {
    [losses, errors, rates].compactMap { $0 }.map { $0.picture() }
  }

  private var starts: [Int] { stages.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.losses.count) } }

  /// Of all batches, and of the validation at each epoch's end.
  var losses: LineChart {
    let ends = zip(stages, starts).flatMap { stage, start in
      zip(stage.batchCounts, stage.epochs).compactMap { count, epoch in
        epoch.validLoss.map { (x: Double(start + count), y: $0) }
      }
    }
    return chart(
      "Losses", "Loss",
      [
        .init("Train", y: stages.flatMap(\.losses)),
        .init("Validation", x: ends.map(\.x), y: ends.map(\.y)),
      ])
  }

  private var errors: LineChart? {
    let values = stages.flatMap(\.epochs).map { $0.metrics.first ?? .nan }
    guard values.contains(where: \.isFinite) else { return nil }
    return LineChart(
      title: "Error rate", xLabel: "Epoch", yLabel: "Error rate", series: [.init("", y: values)], width: 520,
      height: 320)
  }

  private var rates: LineChart? {
    chart("Learning rate of the head", "Learning rate", [.init("", y: stages.flatMap(\.learningRates))])
  }

  private func chart(_ title: String, _ label: String, _ series: [LineChart.Series]) -> LineChart {
    LineChart(
      title: title, xLabel: "Batches processed", yLabel: label, series: series, width: 520, height: 320)
  }
}
