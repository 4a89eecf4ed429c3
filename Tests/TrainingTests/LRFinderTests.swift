import Foundation
import Plots
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Training

/// A loader that gives another order each pass, and can be taken up.
final class ShuffledPoints: RepeatableLoader {
  let points: Points.Loader
  var passes = 0

  init(_ points: Points.Loader) { self.points = points }

  var itemCount: Int { points.itemCount }
  var batchCount: Int { points.batchCount }

  func makeIterator() -> AnyIterator<Batch> { makeIterator(from: 0) }

  func makeIterator(from firstBatch: Int) -> AnyIterator<Batch> {
    let rotated = (0..<batchCount).map { ($0 * 5 + passes) % batchCount }
    passes += 1
    let batches = Array(points.makeIterator())
    return AnyIterator(rotated.dropFirst(firstBatch).map { batches[$0] }.makeIterator())
  }
}

/// Points in another order each pass, and a network with dropout: chance plays a part everywhere.
struct ShuffledBunch: DataBunch {
  let train: ShuffledPoints
  let valid: ShuffledPoints?
  let path = Points().path
  let classes = Points().classes

  init(_ points: Points = Points(count: 56, batchSize: 8)) {
    train = ShuffledPoints(points.train)
    valid = points.valid.map(ShuffledPoints.init)
  }
}

func chancyLearner(_ data: ShuffledBunch = ShuffledBunch(), callbacks: [any Callback] = []) throws -> Learner {
  try manualSeed(3)
  let net = try Sequential(Linear(2, 8), BatchNorm1d(8), ReLU(), Dropout(0.3), Linear(8, 3))
  return try Learner(
    data, net, layerGroups: [[net[0], net[1]], [net[4]]], metrics: [.errorRate], callbacks: callbacks, device: .cpu)
}

/// Everything of a learner that training changes, as numbers.
///
/// The random generator is the process's: it is looked at in tests that have a process of their own.
func everything(_ learn: Learner, chance: Bool = false) throws -> [[Double]] {
  let tensors = learn.model.stateDictionary.entries.map(\.tensor) + learn.optimizerEntries.map(\.tensor)
  return try (tensors + (chance ? [randomState()] : [])).map { try $0.scalars(as: Double.self) }
    + [[Double(learn.data.passes.train), Double(learn.data.passes.valid)]]
}

@Suite("The learning rate finder", .serialized)
struct LRFinderTests {
  @Test("rates rise by equal ratios from 1e-7, and 10 would come after the last")
  func rates() throws {
    let result = try pointLearner().lrFind(stopWhenDiverged: false)
    #expect(result.learningRates.count == 100 && result.losses.count == 100)
    let got = [0, 1, 10, 50, 94].map { result.learningRates[$0] }
    #expect(difference(got, [1e-7, 1.20226e-7, 6.30957e-7, 1e-3, 3.31131], absolute: 0, relative: 1e-5) == nil)
  }

  /// Makes the loss what a list says.
  private final class Dictator: TrainingModifier {
    let losses: [Double]
    init(_ losses: [Double]) { self.losses = losses }
    let order = -15
    func afterLoss(_ learn: Learner) -> Flow {
      learn.state.loss = losses[min(learn.state.iteration, losses.count - 1)]
      return .proceed
    }
  }

  @Test("it ends when the smoothed loss is over four times its best, or no number")
  func stops() throws {
    let learn = try pointLearner(callbacks: [Dictator([1, 0.5, 0.5, 60, 60, 60, 60])])
    let exploded = try learn.lrFind()
    // Smoothed: 1, .747, .663, then over 4 × .663 at once: 15.8.
    #expect(exploded.losses.count == 4 && exploded.hasDiverged)
    learn.callbacks = [Dictator([1, 0.5, .nan])]
    #expect(try learn.lrFind().losses.count == 3)
    learn.callbacks = [Dictator([1, 3.9])]
    let steady = try learn.lrFind(iterations: 20)
    #expect(steady.losses.count == 20 && !steady.hasDiverged)
    learn.callbacks = [Dictator([1, 0.5, 0.5, 60])]
    #expect(try learn.lrFind(iterations: 30, stopWhenDiverged: false).losses.count == 30)
  }

  @Test(
    "weights, batch norm, optimizer, random numbers and data order are exactly as before, and twice gives one curve")
  func restores() async {
    await #expect(processExitsWith: .success) {
      let learn = try chancyLearner()
      try learn.fit(1)
      let (before, optimizer) = (try everything(learn, chance: true), learn.optimizer)
      let first = try learn.lrFind()
      #expect(try everything(learn, chance: true) == before)
      #expect(learn.optimizer === optimizer && learn.state.epochCount == 1)
      #expect(try learn.model.parameters.allSatisfy { try $0.gradIfPresent == nil })
      let second = try learn.lrFind()
      #expect(first.losses == second.losses && first.learningRates == second.learningRates)
      #expect(Set(first.losses).count > 50)

      try learn.fit(1)
      let after = try everything(learn, chance: true)
      let untouched = try chancyLearner()
      try untouched.fit(1)
      try untouched.fit(1)
      #expect(try after == everything(untouched, chance: true))
    }
  }

  @Test("an error on the way puts everything back, too")
  func failure() throws {
    var data = Points()
    data.train.failingBatch = 3
    let learn = try pointLearner(data)
    let before = try everything(learn)
    #expect(throws: Points.Failure.self) { try learn.lrFind() }
    #expect(try everything(learn) == before && learn.optimizer == nil)
  }

  @Test("only callbacks that change training take part")
  func callbacks() throws {
    final class Watcher: Callback {
      var calls = 0
      func beforeFit(_ learn: Learner) { calls += 1 }
      func afterBatch(_ learn: Learner) -> Flow {
        calls += 1
        return .proceed
      }
    }
    let watcher = Watcher()
    try pointLearner(callbacks: [watcher]).lrFind(iterations: 10)
    #expect(watcher.calls == 0)
  }

  @Test("a frozen network stays frozen, and its curve is that of its head")
  func frozen() throws {
    let learn = try chancyLearner()
    try learn.freeze()
    let trains = learn.model.parameters.map(\.requiresGrad)
    try learn.lrFind(iterations: 20)
    #expect(learn.model.parameters.map(\.requiresGrad) == trains)
  }

  struct Curves: Decodable {
    let cases: [Curve]
    struct Curve: Decodable, Sendable { let rates, losses: [Double], valley, steepest, minimum: Double }
  }

  @Test(
    "the valley is fastai 2's, the steepest point NumPy's gradient, and a tenth of the minimum's rate",
    arguments: try TorchFixture.load("lr-curves", as: Curves.self).cases)
  func suggestions(curve: Curves.Curve) throws {
    let result = LRFinderResult(learningRates: curve.rates, losses: curve.losses)
    let got = Dictionary(uniqueKeysWithValues: result.suggestions.map { ($0.rule, $0.learningRate) })
    let want = ["valley": curve.valley, "steepest": curve.steepest, "minimum/10": curve.minimum]
    for (rule, rate) in want {
      #expect(difference([got[rule] ?? .nan], [rate], absolute: 0, relative: 1e-6) == nil, "\(rule)")
    }
    #expect(result.suggestion?.rule == "valley")
    #expect(result.range == want.values.min()!...want.values.max()!)
    #expect(result.explanation.contains("longest stretch"))
  }

  @Test("the gradient of 1, .8, .5, .4, .6 is least at its second point")
  func gradient() {
    let slopes = LRCurve.gradient([1, 0.8, 0.5, 0.4, 0.6])
    #expect(difference(slopes, [-0.2, -0.25, -0.2, 0.05, 0.2]) == nil)
    #expect(LRCurve(rates: [1, 2, 3, 4, 5], losses: [1, 0.8, 0.5, 0.4, 0.6]).steepest.learningRate == 2)
  }

  @Test("of few points a tenth and a twentieth is left out, and the plot is not empty")
  func fewPoints() throws {
    #expect(LRFinderResult.shown(100) == 10..<95)
    #expect(LRFinderResult.shown(15) == 1..<15)
    #expect(LRFinderResult.shown(0) == 0..<0)
    let result = try pointLearner(Points(count: 8, batchSize: 8)).lrFind(iterations: 12)
    #expect(result.losses.count <= 12 && result.losses.count > 2)
    #expect(result.plot.svg.contains("<polyline"))
  }

  @Test("a curve that says nothing suggests nothing, and says why")
  func nothing() {
    let short = LRFinderResult(learningRates: [1e-7, 1e-3], losses: [1, 0.5])
    #expect(short.suggestion == nil && short.range == nil && short.explanation.contains("too few"))
    let flat = LRFinderResult(
      learningRates: (0..<50).map { 1e-7 * Double($0 + 1) }, losses: Array(repeating: 1, count: 50))
    #expect(flat.suggestion == nil && flat.explanation.contains("does not fall"))
    let broken = LRFinderResult(learningRates: [1, 2, 3], losses: [.nan, .nan, .nan])
    #expect(broken.suggestion == nil && broken.plot.svg.contains("<svg"))
    #expect(LRFinderResult(learningRates: [], losses: []).suggestion == nil)
  }

  @Test("rates that cannot rise are refused")
  func wrongSettings() throws {
    let learn = try pointLearner()
    #expect(throws: LearnerError.self) { try learn.lrFind(startLR: 0) }
    #expect(throws: LearnerError.self) { try learn.lrFind(startLR: 1, endLR: 0.1) }
    #expect(throws: LearnerError.self) { try learn.lrFind(endLR: .infinity) }
    #expect(throws: LearnerError.self) { try learn.lrFind(iterations: 1) }
    let empty = try pointLearner(Points(count: 0, validCount: 0))
    #expect(try #require(throws: LearnerError.self) { try empty.lrFind() }.code == .data)
  }

  @Test("rates are written as people write them", arguments: [(1e-3, "1e-3"), (3.31131, "3.3e0"), (4.5e-5, "4.5e-5")])
  func words(rate: Double, text: String) { #expect(shortRate(rate) == text) }

  @Test("it leaves no tensor behind")
  func leaks() throws {
    #expect(try tensorsLeaked { try pointLearner().lrFind(iterations: 12) } == 0)
  }
}
