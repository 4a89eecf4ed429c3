import Foundation
import Plots
import TestSupport
import Testing

@testable import Training

@Suite("The recorder's plots")
struct RecorderPlotTests {
  private func trained(_ data: Points = Points(count: 56, batchSize: 8), metrics: [Metric] = [.errorRate, .accuracy])
    throws -> Recorder
  {
    let learn = try pointLearner(data, metrics: metrics)
    try learn.fitOneCycle(4)
    return learn.recorder
  }

  @Test("the losses are drawn over the batches, the validation at the end of each epoch")
  func losses() throws {
    let recorder = try trained()
    #expect(recorder.batchCounts == [7, 14, 21, 28] && recorder.validLosses.count == 4)
    let svg = recorder.plotLosses().svg
    for word in ["Batches processed", "Loss", "Train", "Validation"] { #expect(svg.contains(">\(word)<"), "\(word)") }
    #expect(svg.components(separatedBy: "<polyline").count == 3)
    let points = svg.components(separatedBy: "points=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }.split(separator: " ").count
    }
    #expect(Array(points) == [28, 4])
    let part = recorder.plotLosses(skipStart: 10, skipEnd: 5).svg
    let fewer = part.components(separatedBy: "points=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }.split(separator: " ").count
    }
    #expect(Array(fewer) == [13, 2])
  }

  @Test("rates have a panel, momentums another below it")
  func rates() throws {
    let recorder = try trained()
    let (one, two) = (recorder.plotLR(), recorder.plotLR(showMomentums: true))
    #expect(one.svg.contains(">Learning Rate<") && !one.svg.contains(">Momentum<"))
    #expect(two.svg.contains(">Momentum<") && two.height == 2 * one.height)
    #expect(try two.png().count > 1000)
  }

  @Test("each metric has a panel")
  func metrics() throws {
    let svg = try trained().plotMetrics().svg
    #expect(svg.contains(">error_rate<") && svg.contains(">accuracy<"))
    let error = try #require(throws: LearnerError.self) { try trained(metrics: []).plotMetrics() }
    #expect(error.message == "There are no metrics to plot.")
    #expect(throws: LearnerError.self) { try trained(Points(validCount: 0)).plotMetrics() }
  }

  @Test("after the finder, plot draws its curve, as in the lesson")
  func finder() throws {
    let learn = try pointLearner()
    try learn.lrFind()
    #expect(learn.recorder.plot().svg.contains("Learning rate finder"))
    #expect(learn.recorder.plot(skipStart: 1000, skipEnd: 1000).svg.contains("<svg"))
  }
}
