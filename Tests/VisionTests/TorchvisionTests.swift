import TestSupport
import Testing
import Torch

@testable import TorchNN
@testable import Vision

@Suite("Every architecture against torchvision", .serialized)
struct TorchvisionTests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      struct Trained: Decodable, Sendable {
        let bodyNorm: Double, gradientNorm: Double, gradient: [Double], runningVar: [Double]
      }
      let name: String, gain: Double, signature: Int, bodySignature: Int, parameters: Int, groups: [Int]
      let logits: [Float], logitsNorm: Double, bodyShape: [Int], bodyNorm: Double, bodyFirst: [Float]
      let trained: Trained?
      var testDescription: String { name }
    }
    let cases: [Case]

    static func load() throws -> [Case] { try TorchFixture.load("architectures", as: Fixture.self).cases }
  }

  @Test("the fixture has every architecture")
  func complete() throws {
    #expect(try Set(Fixture.load().map(\.name)) == Set(Architecture.all.map(\.name)))
    #expect(Set(PretrainedWeights.all.map(\.architecture)) == Set(Architecture.all))
  }

  @Test("names, shapes, groups and a forward pass are torchvision's", arguments: try Fixture.load())
  func forward(want: Fixture.Case) throws {
    let architecture = try #require(Architecture(want.name))
    let network = try withoutInitialisation { try architecture.makeNetwork() }
    #expect(FormulaWeights.signature(network) == want.signature)
    #expect(network.parameterCount == want.parameters)
    try FormulaWeights.fill(network, gain: want.gain)
    let body = try createBody(architecture, weights: network.stateDictionary)
    #expect(FormulaWeights.signature(body) == want.bodySignature)
    let model = try withoutInitialisation { try CNN(architecture, body: body, classCount: 2) }
    let groups = model.layerGroups.map { $0.reduce(0) { $0 + $1.parameterCount } }
    #expect(groups == want.groups + [model.head.parameterCount])
    network.eval()
    body.eval()
    let x = try FormulaWeights.images(2, size: 64)
    let (logits, features) = try withoutGrad { (try network(x), try body(x.channelsLast())) }
    #expect(
      difference(try logits[0..., ..<6].flattened().scalars(), want.logits, absolute: 1e-4, relative: 1e-4) == nil)
    #expect(features.shape == want.bodyShape)
    #expect(
      difference(try features.flattened()[..<6].scalars(), want.bodyFirst, absolute: 1e-4, relative: 1e-4) == nil)
    let norms = try [logits, features].map { try $0.to(.float64).norm().item() }
    #expect(difference(norms, [want.logitsNorm, want.bodyNorm], relative: 1e-5) == nil)
    if let trained = want.trained { try train(body, want: trained) }
  }

  /// One pass in training, without the blocks' random omission, and its gradient; in float64, because deep batch norms
  /// over few pixels magnify the rounding of float32 to hundredths.
  private func train(_ body: Sequential, want: Fixture.Case.Trained) throws {
    try makeDouble(body)
    body.train()
    for (_, module) in body.namedModules where module is StochasticDepth { module.eval() }
    let features = try body(FormulaWeights.images(4, size: 64).to(.float64))
    try (features * features).mean().backward()
    let gradient = try #require(try body.parameters.first?.grad)
    let norms = try [features, gradient].map { try $0.norm().item() }
    #expect(difference(norms, [want.bodyNorm, want.gradientNorm], relative: 1e-5) == nil)
    let first = try gradient.flattened()[..<6].scalars(as: Double.self)
    #expect(difference(first, want.gradient, absolute: 1e-5 * want.gradientNorm) == nil)
    if let running = body.namedBuffers.last(where: { $0.name.hasSuffix("running_var") }) {
      let values = try running.buffer.tensor[..<6].scalars(as: Double.self)
      #expect(difference(values, want.runningVar, relative: 1e-5) == nil)
    }
  }

  private func makeDouble(_ module: Module) throws {
    for (_, parameter) in module.namedParameters {
      parameter.tensor = try parameter.tensor.detached().to(.float64)
      try parameter.tensor.requireGrad()
    }
    for (_, buffer) in module.namedBuffers where buffer.tensor.dtype == .float32 {
      buffer.tensor = try buffer.tensor.to(.float64)
    }
  }
}
