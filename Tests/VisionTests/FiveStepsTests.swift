import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

/// Five steps of a whole ResNet-18 as the first stage of the lesson makes them, against PyTorch's, in double precision.
@Suite("Five steps of a frozen ResNet-18")
struct FiveStepsTests {
  struct Fixture: Decodable {
    struct State: Decodable { let norm: Double, changeNorm: Double, places: [Int], values: [Double] }
    let targets: [Int], losses: [Double], rates: [[Double]], momentums: [Double], state: [String: State]
    let evalLogits: FixtureTensor
  }

  private final class Witness: Callback {
    var losses: [Double] = []
    var rates: [[Double]] = []
    func afterStep(_ learn: Learner) -> Flow {
      losses.append(learn.state.loss)
      rates.append(learn.optimizer?.groups.map(\.learningRate) ?? [])
      return .proceed
    }
  }

  @Test("with AdamW, one-cycle, discriminative rates and batch norm that trains, parameters equal PyTorch's")
  func steps() throws {
    let want = try TorchFixture.load("resnet-five-steps", as: Fixture.self)
    let head = try createHead(features: 1024, classCount: 3, dropout: 0)
    let model = CNN(.resnet18, body: try createBody(.resnet18), head: head)
    try fillHashed(model)
    let before = try model.stateDictionary.entries.map { ($0.name, try $0.tensor.detached().to(.float64).cloned()) }
    let batches = try (0..<5).map { step in
      Batch(x: try hashedImages(step), y: try Tensor(want.targets), indices: Array(0..<6))
    }
    let data = ResNetTrainingTests.Steps(train: .init(batches: batches))
    let learn = try Learner(
      data, model, layerGroups: model.layerGroups, loss: .crossEntropy, callbacks: [], device: .cpu)
    try learn.freeze()
    let witness = Witness()
    try learn.fitOneCycle(1, maxLR: 1e-3...1e-2, callbacks: [witness])

    #expect(difference(witness.losses, want.losses, relative: 1e-6) == nil)
    for (step, rates) in witness.rates.enumerated() {
      #expect(difference(rates, want.rates.flatMap { [$0[step], $0[step]] }, relative: 1e-9) == nil)
    }
    #expect(difference(learn.recorder.momentums, want.momentums, absolute: 1e-12) == nil)
    try compare(model, before, want.state)
    model.eval()
    let logits = try withoutGrad { try model(hashedImages(0)) }
    #expect(try difference(logits, want.evalLogits, absolute: 1e-4, relative: 1e-5) == nil)
  }

  private func compare(_ model: Module, _ before: [(String, Tensor)], _ want: [String: Fixture.State]) throws {
    #expect(before.count == want.count)
    for (name, old) in before {
      let state = try #require(want[name])
      let new = try #require(model.stateDictionary[name]).detached().to(.float64)
      let norms = try [(new - old).norm().item(), new.norm().item()]
      #expect(difference(norms, [state.changeNorm, state.norm], absolute: 1e-6, relative: 1e-4) == nil, "\(name)")
      let flat = try new.flattened().scalars(as: Double.self)
      #expect(difference(state.places.map { flat[$0] }, state.values, absolute: 1e-4) == nil, "\(name)")
    }
  }
}
