import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

/// Two unfrozen steps of a whole ResNet-18 with three layer groups, against PyTorch's, in double precision: in single
/// precision, the order of the sums alone moves gradients by half a percent.
@Suite("Training steps of a ResNet-18")
struct ResNetTrainingTests {
  struct Fixture: Decodable {
    struct State: Decodable { let sum: Double, norm: Double, changeNorm: Double, first: [Double] }
    let targets: [Int], losses: [Double], gradNorms: [[String: Double]], state: [String: State]
    let evalLogits: FixtureTensor
  }

  struct Steps: DataBunch {
    struct Loader: DataLoader {
      let batches: [Batch]
      var itemCount: Int { batches.count * 6 }
      var batchCount: Int { batches.count }
      func makeIterator() -> AnyIterator<Batch> { AnyIterator(batches.makeIterator()) }
    }
    let train: Loader
    let valid: Loader? = nil
    let path: FilePath = "."
    let classes: [String] = []
  }

  private final class Norms: Callback {
    var norms: [[String: Double]] = []
    var losses: [Double] = []
    func afterBackward(_ learn: Learner) throws -> Flow {
      losses.append(learn.state.loss)
      norms.append(
        Dictionary(
          uniqueKeysWithValues: try learn.model.namedParameters.map {
            ($0.name, try $0.parameter.tensor.grad.norm().item())
          }))
      return .proceed
    }
  }

  @Test("losses, gradients, parameters and batch norm statistics equal PyTorch's after two steps")
  func steps() throws {
    let want = try TorchFixture.load("resnet-training-step", as: Fixture.self)
    let head = try createHead(features: 1024, classCount: 3, dropout: 0)
    let model = CNN(.resnet18, body: try createBody(.resnet18), head: head)
    try fillHashed(model)
    let before = try model.stateDictionary.entries.map { ($0.name, try $0.tensor.detached().to(.float64).cloned()) }
    let batches = try (0..<2).map { step in
      Batch(x: try hashedImages(step), y: try Tensor(want.targets), indices: Array(0..<6))
    }
    let learn = try Learner(
      Steps(train: .init(batches: batches)), model, layerGroups: model.layerGroups, loss: .crossEntropy,
      callbacks: [], device: .cpu)
    #expect(model.parameters.allSatisfy { $0.dtype == .float64 })
    let norms = Norms()
    try learn.fit(1, learningRate: .slice(3e-5, 3e-4), weightDecay: 0.01, callbacks: [norms])

    #expect(difference(norms.losses, want.losses, relative: 1e-6) == nil)
    for (got, want) in zip(norms.norms, want.gradNorms) {
      #expect(got.count == want.count)
      for (name, norm) in want {
        #expect(difference([got[name] ?? .nan], [norm], absolute: 1e-9, relative: 1e-5) == nil, "\(name)")
      }
    }
    #expect(before.count == want.state.count)
    for (name, old) in before {
      let state = try #require(want.state[name])
      let new = try #require(model.stateDictionary[name]).detached().to(.float64)
      let got = try [(new - old).norm().item(), new.norm().item()]
      #expect(difference(got, [state.changeNorm, state.norm], absolute: 1e-9, relative: 1e-5) == nil, "\(name)")
      let first = try new.flattened()[..<3].scalars(as: Double.self)
      #expect(difference(first, state.first, absolute: 1e-7) == nil, "\(name)")
    }
    model.eval()
    let logits = try withoutGrad { try model(hashedImages(0)) }
    #expect(try difference(logits, want.evalLogits, absolute: 1e-4, relative: 1e-5) == nil)
  }
}
