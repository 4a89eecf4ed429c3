import TestSupport
import Testing
import Torch
import TorchNN

@Suite("Losses")
struct LossTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let input: FixtureTensor, target: FixtureTensor, loss: FixtureTensor, inputGrad: FixtureTensor
    let weights: [Float]?
    var testDescription: String { name }

    var reduction: Reduction { name.hasSuffix("none") ? .none : name.hasSuffix("sum") ? .sum : .mean }

    func computed(_ x: Tensor) throws -> Tensor {
      if name.hasPrefix("bce") { return try binaryCrossEntropy(x, target.tensor(), reduction: reduction) }
      if name.hasPrefix("mse") { return try mse(x, target.tensor(), reduction: reduction) }
      return try crossEntropy(
        x, target.tensor(.int64), weight: weights.map { try Tensor($0) },
        labelSmoothing: name.contains("smoothing 0.1") ? 0.1 : 0, reduction: reduction)
    }
  }

  struct Cases: Decodable { let cases: [Case] }

  @Test(
    "a loss and its gradient equal PyTorch's",
    arguments: try TorchFixture.load("losses", as: Cases.self).cases)
  func equalsPyTorch(example: Case) throws {
    let x = try example.input.tensor().requiringGrad()
    let loss = try example.computed(x)
    #expect(try difference(loss, example.loss, absolute: 1e-6, relative: 1e-5) == nil)
    try loss.sum().backward()
    #expect(try difference(x.grad, example.inputGrad, absolute: 1e-6, relative: 1e-5) == nil)
  }

  @Test("targets outside of the classes, and shapes that do not fit, are errors")
  func wrongTargets() throws {
    let logits = try Tensor.zeros(2, 3)
    #expect(throws: TorchError.self) { try crossEntropy(logits, Tensor([0, 3])) }
    #expect(throws: TorchError.self) { try crossEntropy(logits, Tensor([0, 1, 2])) }
    #expect(throws: TorchError.self) { try mse(logits, .zeros(2, 4)) }
  }
}
