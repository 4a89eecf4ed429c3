import TestSupport
import Testing
import TorchNN

@testable import Training

@Suite("Schedules against fastai's")
struct ScheduleReferenceTests {
  struct Rates: Decodable, Sendable {
    let n: Int, lrMax: Double, lr: [Double]
    let mom: [Double]?, startFraction: Double?, finalDiv: Double?
  }
  struct FineTune: Decodable { let frozenHead: [Double], head: [Double], firstLayers: [Double] }
  struct Fixture: Decodable {
    let flatCosine: [Rates], flatCosine2: [Rates], linearOneCycle: [Rates], fineTune: FineTune
  }

  private let fixture: Fixture

  init() throws { fixture = try TorchFixture.load("schedules") }

  /// What the recorder sees of a training with that many batches in one epoch.
  private func recorder(_ batches: Int, _ fit: (Learner) throws -> Void) throws -> Recorder {
    let learn = try pointLearner(Points(count: batches * 4, batchSize: 4, validCount: 0))
    try fit(learn)
    return learn.recorder
  }

  @Test("the lesson's one-cycle rises along a line")
  func linear() throws {
    for want in fixture.linearOneCycle {
      let got = try recorder(want.n) { try $0.fitOneCycle(1, maxLR: want.lrMax, warmUp: .linear) }
      #expect(difference(got.learningRates, want.lr, absolute: 1e-15, relative: 1e-12) == nil)
      #expect(difference(got.momentums, want.mom ?? [], absolute: 1e-12) == nil)
    }
    var cycle = OneCycle(iterations: 32)
    cycle.warmUp = .linear
    let places = [(0, 1.2e-4), (1, 4.4e-4), (2, 7.6e-4), (4, 1.4e-3), (9, 3e-3), (10, 2.986029e-3), (16, 2.365023e-3)]
    for (place, rate) in places + [(31, 1.3983025e-5)] {
      #expect(difference([cycle.learningRate(at: place, maxLR: 3e-3)], [rate], relative: 1e-6) == nil)
    }
  }

  @Test("a flat rate falls along a cosine, as fit_fc and as fit_flat_cos")
  func flatCosine() throws {
    for want in fixture.flatCosine {
      let start = want.startFraction ?? .nan
      let got = try recorder(want.n) { try $0.fitFlatCosine(1, learningRate: want.lrMax, startFraction: start) }
      #expect(difference(got.learningRates, want.lr, absolute: 1e-15, relative: 1e-9) == nil)
      #expect(difference(got.momentums, want.mom ?? [], absolute: 1e-12) == nil)
    }
    for want in fixture.flatCosine2 {
      let (start, div) = (want.startFraction ?? .nan, want.finalDiv ?? .nan)
      let got = try recorder(want.n) {
        try $0.fitFlatCosine(1, learningRate: want.lrMax, momentums: nil, startFraction: start, finalDiv: div)
      }
      #expect(difference(got.learningRates, want.lr, absolute: 1e-15, relative: 1e-9) == nil)
      #expect(got.momentums.allSatisfy { $0 == 0.9 })
    }
  }

  @Test("fine-tuning trains the head frozen, then everything at smaller rates")
  func fineTune() throws {
    final class Rates: Callback {
      var fits: [[[Double]]] = []
      func beforeFit(_ learn: Learner) { fits.append([]) }
      func afterStep(_ learn: Learner) -> Flow {
        fits[fits.count - 1].append(learn.optimizer?.groups.map(\.learningRate) ?? [])
        return .proceed
      }
    }
    let rates = Rates()
    let learn = try pointLearner(Points(count: 24, batchSize: 4))
    try learn.fineTune(3, callbacks: [rates])
    #expect(rates.fits.map(\.count) == [6, 18])
    let want = fixture.fineTune
    func group(_ fit: Int, _ place: Int) -> [Double] { rates.fits[fit].map { $0[place] } }
    #expect(difference(group(0, 5), want.frozenHead, relative: 1e-9) == nil)
    #expect(difference(group(1, 5), want.head, relative: 1e-9) == nil)
    #expect(difference(group(1, 0), want.firstLayers, relative: 1e-9) == nil)
    #expect(learn.model.trainableParameterCount == learn.model.parameterCount)
  }

  @Test("a cycle can be trained in parts: the second begins where the first ended")
  func parts() throws {
    let whole = try recorder(7) { try $0.fitOneCycle(4, maxLR: 1e-2) }
    let learn = try pointLearner(Points(count: 28, batchSize: 4, validCount: 0))
    try learn.fitOneCycle(1, maxLR: 1e-2, totalEpochs: 4)
    let first = learn.recorder.learningRates
    try learn.fitOneCycle(9, maxLR: 1e-2, totalEpochs: 4, startEpoch: 1)
    #expect(first + learn.recorder.learningRates == whole.learningRates)
    #expect(learn.recorder.epochs.map(\.epoch) == [1, 2, 3])
    try learn.fitOneCycle(4, maxLR: 1e-2, startEpoch: 3)
    #expect(learn.recorder.epochs.map(\.epoch) == [3] && learn.recorder.learningRates == whole.learningRates.suffix(7))
    #expect(throws: LearnerError.self) { try learn.fitOneCycle(1, startEpoch: -1) }
  }

  @Test("phases of one's own set rates, momentum and decay, each layer group its own, and end the training")
  func phases() throws {
    let phases = [
      TrainingPhase(iterations: 3).scheduling(.learningRate, from: 1, to: 4).scheduling(.momentum, .constant(0.5)),
      TrainingPhase(iterations: 2)
        .scheduling(.learningRate, [.constant(1e-3), .constant(1e-2), .constant(1e-1)])
        .scheduling(.weightDecay, .exponential, from: 1, to: 0.01),
    ]
    let learn = try pointLearner(Points(count: 64, batchSize: 8, validCount: 0))
    try learn.fit(2, callbacks: [GeneralScheduler(phases)])
    #expect(difference(learn.recorder.learningRates, [1, 2, 3, 0.1, 0.1], absolute: 1e-12) == nil)
    #expect(learn.recorder.momentums == [0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(learn.state.stopReason == "the schedule is over")
    #expect(difference(learn.optimizer?.groups.map(\.weightDecay) ?? [], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == nil)
    #expect(learn.optimizer?.groups.map(\.learningRate) == [1e-3, 1e-3, 1e-2, 1e-2, 1e-1, 1e-1])
    let wrong = TrainingPhase(iterations: 1).scheduling(.momentum, [.constant(0), .constant(1)])
    #expect(throws: LearnerError.self) { try learn.fit(1, callbacks: [GeneralScheduler([wrong])]) }
  }

  @Test("schedules compose")
  func composition() {
    let whole = Schedule.combined([
      (0.3, Schedule(.linear, from: 0, to: 3)), (0.2, .constant(7)), (0.5, Schedule(.cosine, from: 3, to: 1)),
    ])
    let got = [0, 0.1, 0.29999, 0.3, 0.4, 0.5, 0.75, 1, 2, -1].map { whole($0) }
    #expect(difference(got, [0.0, 1, 2.9999, 7, 7, 3, 2, 1, 1, 0], absolute: 1e-9) == nil)
    let cosine = Schedule.combinedCosine(0.25, from: 1, through: 5, to: 2)
    #expect(difference([0, 0.125, 0.25, 0.625, 1].map { cosine($0) }, [1.0, 3, 5, 3.5, 2], absolute: 1e-9) == nil)
    let thirds = Schedule.combined(Array(repeating: (1, Schedule(.linear, from: 0, to: 1)), count: 3))
    #expect(difference([1.0 / 3, 2.0 / 3].map { thirds($0) }, [0.0, 0], absolute: 1e-9) == nil)
  }
}
