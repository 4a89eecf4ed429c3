import TestSupport
import Testing

@testable import Training

@Suite("Schedules")
struct ScheduleTests {
  struct Cycle: Decodable, Sendable {
    let n: Int, lrMax: Double, div: Double, startFraction: Double
    let lr: [Double], mom: [Double], finalLR: Double, finalMom: Double
  }
  struct Cycles: Decodable { let cases: [Cycle] }

  @Test(
    "one-cycle rates and momentums equal the reference",
    arguments: try TorchFixture.load("onecycle", as: Cycles.self).cases)
  func oneCycle(example: Cycle) {
    var cycle = OneCycle(iterations: example.n)
    (cycle.divFactor, cycle.finalDiv, cycle.startFraction) = (example.div, example.div * 1e4, example.startFraction)
    let rates = (0..<example.n).map { cycle.learningRate(at: $0, maxLR: example.lrMax) }
    let momentums = (0..<example.n).map { cycle.momentum(at: $0) }
    #expect(difference(rates, example.lr, absolute: 1e-12, relative: 1e-9) == nil)
    #expect(difference(momentums, example.mom, absolute: 1e-9) == nil)
    #expect(
      difference([cycle.learningRate(at: example.n, maxLR: example.lrMax)], [example.finalLR], relative: 1e-6) == nil)
    #expect(difference([cycle.momentum(at: example.n)], [example.finalMom]) == nil)
  }

  @Test("one-cycle momentum falls to 0.85 and returns to 0.95, as in the final notebook")
  func golden() {
    let cycle = OneCycle(iterations: 28)
    let places = [0, 1, 2, 4, 8, 9, 14, 27]
    let rates = [1.2e-4, 2.2961347e-4, 5.4176624e-4, 1.56e-3, 3e-3, 2.9815326e-3, 2.3816804e-3, 1.8479415e-5]
    let momentums = [0.95, 0.946194, 0.935355, 0.90, 0.85, 0.850616, 0.870611, 0.949384]
    #expect(
      difference(places.map { cycle.learningRate(at: $0, maxLR: 3e-3) }, rates, absolute: 1e-10, relative: 1e-6) == nil)
    #expect(difference(places.map { cycle.momentum(at: $0) }, momentums, absolute: 1e-6) == nil)
  }

  @Test("in a cycle too short to rise, the first step is small and the second the largest")
  func shortest() {
    // fastai: a phase of length 0 counts as 1, and the second phase begins after its end.
    let cycle = OneCycle(iterations: 3)
    let rates = (0..<3).map { cycle.learningRate(at: $0, maxLR: 1) }
    #expect(difference(rates, [0.04, 1, 0.7500010], absolute: 1e-6) == nil)
    #expect(difference([OneCycle(iterations: 1).learningRate(at: 0, maxLR: 1)], [0.04]) == nil)
  }

  @Test("slices of learning rates give each layer group its own")
  func slices() {
    func rates(_ rate: some LearningRateSpecification, _ count: Int = 3) -> [Double] {
      rate.learningRate.rates(count: count)
    }
    #expect(difference(rates(.slice(3e-5, 3e-4)), [3e-5, 9.486833e-5, 3e-4], relative: 1e-6) == nil)
    #expect(difference(rates(3e-5...3e-4), [3e-5, 9.486833e-5, 3e-4], relative: 1e-6) == nil)
    #expect(difference(rates(.slice(1e-6, 1e-4)), [1e-6, 1e-5, 1e-4], relative: 1e-9) == nil)
    #expect(difference(rates(.slice(3e-3)), [3e-4, 3e-4, 3e-3], relative: 1e-9) == nil)
    #expect(rates(3e-3) == [3e-3, 3e-3, 3e-3])
    #expect(rates(.slice(1e-5, 1e-3), 1) == [1e-3])
    #expect(rates(.slice(1e-3), 1) == [1e-3])
  }

  @Test(
    "annealings begin at the start and end at the end",
    arguments: [Annealing.linear, .cosine, .exponential, .polynomial(degree: 2)])
  func annealings(annealing: Annealing) {
    #expect(difference([annealing(from: 2, to: 8, at: 0), annealing(from: 2, to: 8, at: 1)], [2.0, 8]) == nil)
    let middle: [Annealing: Double] = [.linear: 5, .cosine: 5, .exponential: 4, .polynomial(degree: 2): 6.5]
    #expect(difference([annealing(from: 2, to: 8, at: 0.5)], [middle[annealing] ?? .nan]) == nil)
    #expect(Annealing.none(from: 2, to: 8, at: 0.9) == 2)
  }

  @Test("the shown loss is a debiased exponential mean")
  func smoothing() {
    var smoother = LossSmoother()
    let shown = [1.0, 0.5, 0.25].map { smoother.add($0) }
    #expect(difference(shown, [1.0, 0.747475, 0.578289], absolute: 1e-6) == nil)
  }
}
