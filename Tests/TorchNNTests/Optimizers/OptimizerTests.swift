import TestSupport
import Testing
import Torch
import TorchNN

@Suite("Optimizers")
struct OptimizerTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Hyper: Decodable, Sendable {
      let lr: Double
      let wd: Double?, l2: Double?, beta1: Double?, momentum: Double?
    }
    struct Step: Decodable, Sendable {
      let hyper: [Hyper]
      let grads: [[FixtureTensor]], expected: [[FixtureTensor]]
    }
    let name: String, optimizer: String
    let initial: [[FixtureTensor]]
    let steps: [Step]
    var testDescription: String { name }
  }

  struct Cases: Decodable { let cases: [Case] }

  @Test(
    "steps equal PyTorch's, also when rates change and groups differ",
    arguments: try TorchFixture.load("adamw-steps", as: Cases.self).cases)
  func equalsPyTorch(example: Case) throws {
    let parameters = try example.initial.map { try $0.map { try Parameter($0.tensor()) } }
    let groups = parameters.map { ParameterGroup($0) }
    let optimizer: any Optimizer = example.optimizer == "adam" ? AdamW(groups) : SGD(groups)
    for step in example.steps {
      for (index, hyper) in step.hyper.enumerated() {
        prepare(&optimizer.groups[index], hyper)
        for (parameter, grad) in zip(parameters[index], step.grads[index]) {
          try parameter.tensor.setGrad(grad.tensor())
        }
      }
      try optimizer.step()
      for (got, want) in zip(parameters.joined(), step.expected.joined()) {
        #expect(try difference(got.tensor, want, absolute: 2e-7, relative: 1e-6) == nil)
      }
    }
  }

  private func prepare(_ group: inout ParameterGroup, _ hyper: Case.Hyper) {
    group.learningRate = hyper.lr
    group.momentum = hyper.beta1 ?? hyper.momentum ?? 0
    group.weightDecay = hyper.wd ?? hyper.l2 ?? 0
    group.decayRule = hyper.l2 == nil ? .decoupled : .l2
  }

  @Test("what is remembered can be taken out and put back, and steps go on as before")
  func states() throws {
    for make in [{ AdamW($0) }, { SGD($0) }] as [([ParameterGroup]) -> any StatefulOptimizer] {
      let parameters = try (0..<2).map { _ in try Parameter(tensor(1, 2)) }
      let optimizers = parameters.map { make([ParameterGroup([$0], learningRate: 0.1)]) }
      func step(_ index: Int, _ gradient: Float) throws {
        try parameters[index].tensor.setGrad(tensor(gradient, -1))
        try optimizers[index].step()
      }
      #expect(optimizers[0].state(of: parameters[0]).isEmpty)
      for gradient in [1, 0.5, -2] as [Float] { try step(0, gradient) }
      try withoutGrad { try parameters[1].tensor.copy(from: parameters[0].tensor) }
      let state = try optimizers[0].state(of: parameters[0]).mapValues { try $0.cloned() }
      try optimizers[1].setState(state, of: parameters[1])
      for index in 0...1 { try step(index, 0.3) }
      #expect(try parameters[0].tensor.equals(parameters[1].tensor))
      #expect(throws: TorchError.self) { try optimizers[1].setState([:], of: parameters[1]) }
      let other = try Parameter(tensor(1, 2, 3))
      #expect(throws: TorchError.self) { try optimizers[1].setState(state, of: other) }
    }
  }

  struct Clipping: Decodable {
    struct Case: Decodable { let limit: Double, norm: Double, before: [FixtureTensor], after: [FixtureTensor] }
    let cases: [Case]
  }

  @Test("gradients are clipped as PyTorch does")
  func clipping() throws {
    for example in try TorchFixture.load("clipping", as: Clipping.self).cases {
      let gradients = try example.before.map { try $0.tensor() }
      let norm = try clipGradientNorm(gradients, to: example.limit)
      #expect(difference([try norm.item()], [example.norm], relative: 1e-6) == nil)
      for (got, want) in zip(gradients, example.after) { #expect(try difference(got, want) == nil) }
    }
    #expect(try clipGradientNorm([], to: 1).item() == 0)
  }

  @Test("AdamW gives the worked example's numbers")
  func golden() throws {
    let p = try Parameter(tensor(1))
    let optimizer = AdamW([ParameterGroup([p], learningRate: 3e-3, weightDecay: 0.01, momentum: 0.95)])
    for (gradient, want) in [(0.5, 0.99697000), (0.25, 0.99411410), (-0.1, 0.99218866)] {
      try p.tensor.setGrad(tensor(Float(gradient)))
      try optimizer.step()
      #expect(difference([try p.tensor.item()], [want], absolute: 1e-7) == nil)
    }
  }

  @Test("a gradient in another memory layout reaches the right weights")
  func layouts() throws {
    func trained(channelsLast: Bool) throws -> Tensor {
      let w = try Parameter(Tensor.linspace(-1, 1, count: 2 * 3 * 4 * 4).reshaped(2, 3, 4, 4))
      let x = try Tensor.linspace(0, 1, count: 2 * 3 * 8 * 8).reshaped(2, 3, 8, 8).sin()
      let optimizer = AdamW([ParameterGroup([w], learningRate: 0.1)])
      for _ in 0..<2 {
        try conv2d(channelsLast ? x.channelsLast() : x, w.tensor).pow(2).mean().backward()
        try optimizer.step()
        try optimizer.zeroGrad()
      }
      return w.tensor
    }
    #expect(try trained(channelsLast: true).isClose(to: trained(channelsLast: false), relative: 1e-3, absolute: 1e-4))
  }

  @Test("parameters without a gradient stay as they are, and gradients are dropped when asked")
  func withoutGradients() throws {
    let (a, b) = (try Parameter(tensor(1)), try Parameter(tensor(1)))
    for optimizer in [SGD([ParameterGroup([a, b])]), AdamW([ParameterGroup([a, b], weightDecay: 0.5)])]
      as [any Optimizer]
    {
      try (a.tensor * 2).sum().backward()
      let before = try a.tensor.item()
      try optimizer.step()
      #expect(try a.tensor.item() < before)
      #expect(try b.tensor.item() == 1)
      try optimizer.zeroGrad()
      #expect(try a.tensor.gradIfPresent == nil)
      try optimizer.step()
    }
  }

  @Test("an optimizer and its moments leave nothing behind")
  func leaks() throws {
    #expect(
      try tensorsLeaked {
        let layer = try Linear(3, 2)
        let parameters = layer.namedParameters.map(\.parameter)
        for optimizer in [AdamW([ParameterGroup(parameters)]), SGD([ParameterGroup(parameters)])] as [any Optimizer] {
          try layer(.ones(4, 3)).sum().backward()
          try optimizer.step()
          try optimizer.zeroGrad()
        }
      } == 0)
  }
}
