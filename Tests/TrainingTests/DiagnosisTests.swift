import Foundation
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Training

/// Points around three corners that overlap, some with a wrong label: enough to learn, and more than enough to
/// learn by heart.
private func overlapping(count: Int, validCount: Int, wrong: Double = 0.3) throws -> Points {
  func loader(_ count: Int, seed: UInt64, wrong: Double) throws -> Points.Loader {
    try manualSeed(seed)
    let noise: [Float] = try Tensor.randn(count * 2).scalars()
    let chance: [Float] = try Tensor.rand(count * 2).scalars()
    let corners: [[Float]] = [[1, 0], [-0.5, 0.9], [-0.5, -0.9]]
    let labels = (0..<count).map { $0 % 3 }
    let x = labels.indices.map { i in [0, 1].map { corners[labels[i]][$0] + 0.45 * noise[i * 2 + $0] } }
    let y = labels.indices.map { i in
      Double(chance[i]) < wrong ? (labels[i] + 1 + Int(chance[count + i] * 2)) % 3 : labels[i]
    }
    return .init(x: x, y: y, batchSize: 16)
  }
  var points = Points(count: 3, validCount: 3)
  points.train = try loader(count, seed: 5, wrong: wrong)
  points.valid = try loader(validCount, seed: 6, wrong: 0)
  return points
}

private func coached(
  _ data: Points, width: Int = 32, dropout: Double = 0, norm: Bool = true, linear: Bool = false, seed: UInt64 = 1
) throws -> Learner {
  try manualSeed(seed)
  var layers: [Module] = [try Linear(2, width)]
  if norm { layers.append(try BatchNorm1d(width)) }
  if !linear { layers.append(ReLU()) }
  if dropout > 0 { layers.append(Dropout(dropout)) }
  layers.append(try Linear(width, width))
  if !linear { layers.append(ReLU()) }
  layers.append(try Linear(width, 3))
  return try Learner(
    data, Sequential(layers), metrics: [.errorRate], callbacks: [LossGuard()], device: .cpu)
}

@Suite("Coaching", .serialized)
struct DiagnosisTests {
  @Test(
    "a learning rate of 0.5 makes the loss explode: training ends, the best weights come back, and a tenth is advised")
  func tooHigh() throws {
    let learn = try coached(overlapping(count: 192, validCount: 300), norm: false, linear: true)
    try learn.fitOneCycle(1, maxLR: 3e-3)
    let good = try learn.validate().loss
    try learn.fitOneCycle(5, maxLR: 0.5)
    #expect(learn.state.stopReason?.contains("too high") == true)
    let first = try #require(learn.diagnose().first)
    #expect(first.kind == .rateTooHigh)
    #expect(first.observation.contains("best weights") && first.advice?.contains("a tenth of the rate") == true)
    #expect(try learn.validate().loss <= good * 1.2)
  }

  @Test("a network that a high rate has killed, so that it only guesses, is not called slow")
  func dead() throws {
    let learn = try coached(overlapping(count: 192, validCount: 300), norm: false)
    try learn.fitOneCycle(5, maxLR: 0.5)
    #expect(learn.diagnose().first?.kind == .rateTooHigh, "\(learn.diagnose())")
  }

  @Test("without the guard, an exploded loss is still named")
  func tooHighUnguarded() throws {
    let learn = try coached(overlapping(count: 192, validCount: 300), norm: false)
    learn.callbacks = []
    try learn.fit(1, learningRate: 5.0)
    #expect(learn.diagnose().first?.kind == .rateTooHigh)
  }

  @Test("a loss that is no number ends the training at that batch")
  func notANumber() throws {
    var points = Points()
    points = Points(count: 48)
    let learn = try pointLearner(points, callbacks: [LossGuard()])
    let before = try learn.model.stateDictionary.entries.map { try $0.tensor.scalars(as: Double.self) }
    try learn.fit(3, learningRate: 1e30)
    #expect(learn.state.stopReason != nil && learn.recorder.losses.count < 18)
    #expect(try learn.model.stateDictionary.entries.map { try $0.tensor.scalars(as: Double.self) } == before)
  }

  @Test("a learning rate of 1e-5 is too low")
  func tooLow() throws {
    let learn = try coached(overlapping(count: 192, validCount: 300), dropout: 0.3)
    try learn.fitOneCycle(5, maxLR: 1e-5)
    let first = try #require(learn.diagnose().first)
    #expect(first.kind == .rateTooLow, "\(first)")
    #expect(first.advice?.contains("1e-4") == true)
  }

  @Test("one epoch is too few")
  func tooFew() throws {
    let learn = try coached(overlapping(count: 480, validCount: 300, wrong: 0.1), width: 64, dropout: 0.5)
    try learn.fitOneCycle(1, maxLR: 1e-2)
    let first = try #require(learn.diagnose().first)
    #expect(first.kind == .tooFewEpochs, "\(first) \(learn.recorder.epochs)")
    #expect(first.advice?.contains("more epochs") == true)
  }

  @Test("forty epochs on a tenth of the data overfit: the error gets better, then worse")
  func overfits() throws {
    let learn = try coached(overlapping(count: 48, validCount: 600), width: 256)
    try learn.fit(40, learningRate: 1e-2)
    let errors = learn.recorder.epochs.map { $0.metrics[0] }
    let first = try #require(learn.diagnose().first)
    #expect(first.kind == .overfitting, "\(first) \(errors)")
    #expect(first.advice?.contains("fewer epochs") == true)
  }

  @Test("a good training is called normal, whatever its losses look like to beginners")
  func normal() throws {
    let learn = try coached(overlapping(count: 300, validCount: 300, wrong: 0))
    try learn.fitOneCycle(8, maxLR: 1e-2)
    let kinds = learn.diagnose().map(\.kind)
    #expect([.normal, .underfitting].contains(kinds.first), "\(learn.diagnose())")
    #expect(!kinds.contains(.fewValidationItems))
  }

  // MARK: The rules one by one, on numbers from the lesson

  private func history(
    _ rows: [(train: Double, valid: Double, error: Double)], first: Double = 1.2, validCount: Int = 141
  ) -> TrainingHistory {
    TrainingHistory(
      epochs: rows.enumerated().map {
        .init(epoch: $0, trainLoss: $1.train, validLoss: $1.valid, metrics: [$1.error], seconds: 1)
      },
      losses: [first, rows.last?.train ?? first], maxLearningRate: 3e-3, errorRates: rows.map(\.error),
      validCount: validCount, chanceLoss: log(3))
  }

  @Test("the lesson's own runs get the lesson's own verdicts")
  func lesson() {
    #expect(history([(12.22, 1144188288, 0.7659)]).diagnoses.first?.kind == .rateTooHigh)
    let slow = [(1.349, 1.063, 0.6099), (1.373, 1.045, 0.5461), (1.346, 1.006, 0.4681), (1.334, 0.979, 0.4539)]
    #expect(history(slow).diagnoses.first?.kind == .rateTooLow)
    #expect(history([(0.6028, 0.1196, 0.0496)]).diagnoses.first?.kind == .tooFewEpochs)
    let good = [(0.711, 0.0870, 0.0213), (0.414, 0.0454, 0.0142), (0.306, 0.0356, 0.0142), (0.0239, 0.0352, 0.0142)]
    #expect(history(good).diagnoses.map(\.kind) == [.normal])
  }

  @Test("an error that rises by no more than chance is called so, and is not overfitting")
  func chance() {
    let rows = [(0.5, 0.3, 0.02), (0.3, 0.32, 0.028), (0.2, 0.33, 0.03), (0.1, 0.35, 0.035)]
    #expect(history(rows).diagnoses.map(\.kind) == [.normal, .withinChance])
    #expect(history(rows, validCount: 20000).diagnoses.map(\.kind) == [.overfitting])
  }

  @Test("fewer than a hundred validation items bring a warning with the interval")
  func few() {
    let remark = history([(0.02, 0.03, 0.05)], validCount: 40).diagnoses.last
    #expect(
      remark?.kind == .fewValidationItems && remark?.observation.contains("1.4 % to 16.5 %") == true,
      "\(String(describing: remark))")
    let none = TrainingHistory(
      epochs: [.init(epoch: 0, trainLoss: 0.1, validLoss: nil, metrics: [], seconds: 1)], losses: [1, 0.1],
      maxLearningRate: 1e-3, validCount: 0)
    #expect(none.diagnoses.map(\.kind) == [.normal, .noValidation])
    #expect(TrainingHistory(epochs: [], losses: [], maxLearningRate: .nan, validCount: 0).diagnoses.isEmpty)
  }

  // MARK: Calibration

  struct Calibrations: Decodable {
    let cases: [Case]
    struct Case: Decodable, Sendable {
      struct Figures: Decodable, Sendable { let nll, ece: Double }
      let probabilities: [[Float]], targets: [Int], temperature: Double, before, after: Figures
    }
  }

  @Test(
    "temperature, likelihood and calibration error are SciPy's and PyTorch's",
    arguments: try TorchFixture.load("calibration", as: Calibrations.self).cases)
  func calibration(want: Calibrations.Case) {
    let got = Calibration(probabilities: want.probabilities, targets: want.targets)
    #expect(difference([got.temperature], [want.temperature], relative: 1e-3) == nil)
    let figures = [got.before, got.after].flatMap { [$0.negativeLogLikelihood, $0.calibrationError] }
    let wanted = [want.before, want.after].flatMap { [$0.nll, $0.ece] }
    #expect(difference(figures, wanted, absolute: 2e-4) == nil)
  }

  @Test("calibrating changes no answer, and makes the validation loss smaller")
  func calibrates() throws {
    let learn = try coached(overlapping(count: 48, validCount: 600), width: 256)
    try learn.fit(20, learningRate: 1e-2)
    let (classes, loss) = (try learn.getPreds().classes, try learn.validate().loss)
    let calibration = try learn.calibrate()
    #expect(calibration.temperature > 1.2)
    #expect(try learn.getPreds().classes == classes)
    let after = try learn.validate().loss
    #expect(after < loss && abs(after - calibration.after.negativeLogLikelihood) < 1e-4)
    #expect(abs(try learn.calibrate().temperature - 1) < 1e-2)
    #expect(throws: LearnerError.self) { try pointLearner(Points(validCount: 0)).calibrate() }
  }
}
