import Foundation
import Images
import Plots
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Judged images")
struct JudgedImagesTests {
  private func judged(_ scores: InterpretationFixture.Scores) -> Judgements {
    Judgements(
      classes: ["a", "b", "c", "d"],
      judgements: scores.targets.indices.map { row in
        ImageJudgement(
          path: "\(row).jpg", part: .valid, actual: scores.targets[row], probabilities: scores.probabilities[row],
          loss: Float(scores.losses[row]))
      })
  }

  @Test("confusion matrix, precision, recall, F1 and their weighted means are scikit-learn's")
  func scores() throws {
    let want = try InterpretationFixture.load().scores
    let judged = judged(want)
    #expect(judged.confusionMatrix == want.confusion)
    let got = judged.classScores.map { [$0.precision, $0.recall, $0.f1, Double($0.support)] }
    #expect(difference(got.joined(), want.perClass.joined(), absolute: 1e-12) == nil)
    let matrix = judged.confusion
    let means = [matrix.precision(.weighted), matrix.recall(.weighted), matrix.fBeta(1, .weighted)]
    #expect(difference(means, want.weighted, absolute: 1e-12) == nil)
    for score in judged.classScores where score.support > 0 {
      #expect(score.recallInterval.contains(score.recall) && score.precisionInterval.contains(score.precision))
    }
    #expect(judged.report.contains("weighted mean") && judged.report.contains("accuracy"))
  }

  @Test("below the threshold are at most so many of the right answers, whatever the wrong ones are")
  func noneBelow() throws {
    func images(_ right: [Float], _ wrong: [Float]) -> [ImageJudgement] {
      let rows = right.map { ($0, 0) } + wrong.map { ($0, 1) }
      return rows.map { best, actual in
        ImageJudgement(path: "a.jpg", part: .valid, actual: actual, probabilities: [best, 1 - best], loss: nil)
      }
    }
    let right = (1...40).map { 0.5 + Float($0) / 100 }
    for share in [0, 0.01, 0.05, 0.3, 1] {
      let threshold = try #require(images(right.shuffled(), [0.51, 0.99]).noneBelow(refusing: share))
      let refused = right.count { $0 < threshold }
      #expect(refused <= Int(share * 40) && refused >= min(Int(share * 40), 39), "\(share)")
    }
    #expect(images([], [0.9]).noneBelow() == nil && [ImageJudgement]().noneBelow() == nil)
    let unlabelled = ImageJudgement(path: "a.jpg", part: .valid, actual: nil, probabilities: [0.6, 0.4], loss: nil)
    #expect([unlabelled].noneBelow() == nil)
    let text = ModelDescription.provenance(noneBelow: 0.8125)
    #expect(text == ["noneBelow": "0.8125"] && ModelDescription.provenance(noneBelow: nil).isEmpty)
  }

  @Test("the calibration curve and its error are scikit-learn's")
  func calibration() throws {
    let want = try InterpretationFixture.load().scores
    let curve = judged(want).calibrationCurve(binCount: 10)
    #expect(difference(curve.bins.map(\.accuracy), want.calibration[0], absolute: 1e-6) == nil)
    #expect(difference(curve.bins.map(\.confidence), want.calibration[1], absolute: 1e-6) == nil)
    #expect(abs(curve.expectedError - want.expectedCalibrationError) < 1e-6)
  }

  @Test("top losses are sorted either way; what is no number is worst, what has no label is left out")
  func topLosses() {
    func judgement(_ name: String, _ loss: Float?) -> ImageJudgement {
      ImageJudgement(path: name, part: .test, actual: loss == nil ? nil : 0, probabilities: [0.5, 0.5], loss: loss)
    }
    let judged = Judgements(
      classes: ["a", "b"],
      judgements: [
        judgement("one", 1), judgement("none", nil), judgement("two", 2), judgement("nan", .nan), judgement("too", 2),
      ])
    #expect(judged.topLosses().map(\.path) == ["nan", "two", "too", "one"])
    #expect(judged.topLosses(largest: false).map(\.path) == ["one", "two", "too", "nan"])
    #expect(judged.topLosses(1).map(\.path) == ["nan"] && judged.topLosses(-1).isEmpty)
    #expect(judged.labelledCount == 4)
  }

  @Test("the most confused come first, and equal ones in the order of the classes")
  func mostConfused() {
    let pairs = [(0, 1), (0, 1), (2, 1), (1, 0), (1, 1), (2, 0), (2, 0)]
    let judged = Judgements(
      classes: ["a", "b", "c"],
      judgements: pairs.enumerated().map { place, pair in
        ImageJudgement(
          path: "\(place)", part: .valid, actual: pair.0, probabilities: (0..<3).map { $0 == pair.1 ? 0.8 : 0.1 },
          loss: 1)
      })
    let words = judged.mostConfused().map { "\($0.actual)\($0.predicted)\($0.count)" }
    #expect(words == ["ab2", "ca2", "ba1", "cb1"])
    #expect(judged.mostConfused(minCount: 2).count == 2)
    #expect(judged.errorCount == 6)
  }

  @Test("every part is judged by its own files, whatever order training goes in; tables, pictures and cache agree")
  func parts() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let data = try smallBunch(folder)
      let learn = try cnnLearner(data, .resnet18, weights: .random, callbacks: [])
      let (valid, train) = (try learn.interpret(), try learn.interpret(.train))
      #expect(Set(valid.judgements.map(\.path)).isDisjoint(with: train.judgements.map(\.path)))
      #expect(valid.judgements.count == data.validDataset.count && train.judgements.count == data.trainDataset.count)
      #expect(train.judgements.allSatisfy { $0.part == .fix && $0.path.hasPrefix("class\($0.actual ?? -1)/") })
      let predictions = try learn.getPreds()
      #expect(valid.confusionMatrix == predictions.confusionMatrix(classCount: 2))
      #expect(valid.judgements.map(\.loss) == predictions.losses.map { $0 })
      let copy = try JSONDecoder().decode(Judgements.self, from: JSONEncoder().encode(valid.values))
      #expect(copy == valid.values)
      let picture = try valid.plotTopLosses(3, heatmap: true, minCells: 1, cellSize: 60)
      #expect(picture.svg.contains("Prediction/Actual/Loss/Probability") && picture.svg.contains("class"))
      #expect(throws: LearnerError.self) { try learn.interpret(.test) }
    }
  }

  @Test("normalised rows sum to 1, and the row of a class without images is empty")
  func normalised() {
    let judged = Judgements(
      classes: ["a", "b"],
      judgements: [ImageJudgement(path: "x", part: .valid, actual: 0, probabilities: [1, 0], loss: 0)])
    let svg = judged.plotConfusionMatrix(normalized: true).svg
    #expect(svg.contains("1.00") && svg.contains("–"))
  }
}
