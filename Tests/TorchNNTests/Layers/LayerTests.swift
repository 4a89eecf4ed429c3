import TestSupport
import Testing
import Torch
import TorchNN

@Suite("Layers")
struct LayerTests {
  struct Initial: Decodable, Sendable, CustomTestStringConvertible {
    let shape: [Int]
    let stdIn: Double, stdOut: Double, defaultWeightBound: Double
    var testDescription: String { "\(shape)" }
  }
  struct Cases: Decodable { let cases: [Initial] }

  @Test(
    "kaiming draws have the deviation of their fan, and layers start in PyTorch's bounds",
    arguments: try TorchFixture.load("head-init", as: Cases.self).cases)
  func initial(example: Initial) throws {
    let count = Double(example.shape.reduce(1, *))
    let tolerance = 5 / (2 * count).squareRoot()  // five times the sample's own deviation
    for (mode, std) in [(FanMode.fanIn, example.stdIn), (.fanOut, example.stdOut)] {
      #expect(abs(try kaimingNormal(example.shape, mode: mode).std().item() / std - 1) < tolerance)
      let bound = try kaimingUniform(example.shape, mode: mode).abs().max().item()
      #expect(bound <= std * 1.7321 && bound > std * 1.6)
    }
    let weight =
      example.shape.count == 2
      ? try Linear(example.shape[1], example.shape[0]).weight
      : try Conv2d(example.shape[1], example.shape[0], kernelSize: example.shape[2]).weight
    let largest = try weight.tensor.abs().max().item()
    #expect(weight.tensor.shape == example.shape)
    #expect(largest <= example.defaultWeightBound * 1.0001 && largest > example.defaultWeightBound * 0.9)
  }

  @Test("a linear layer computes x·Wᵀ + b")
  func linearLayer() throws {
    let layer = try Linear(3, 2)
    try withoutGrad {
      try layer.weight.tensor.copy(from: Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]]))
      try layer.bias?.tensor.copy(from: tensor(10, 20))
    }
    #expect(try layer(tensor(1, 1, 1)).scalars() == [16, 35] as [Float])
    #expect(try Linear(3, 2, bias: false).namedParameters.map(\.name) == ["weight"])
  }

  @Test("a convolution slides, pads, strides, dilates and groups")
  func convolution() throws {
    let x = try Tensor.arange(16).to(.float32).reshaped(1, 1, 4, 4)
    let ones = try Tensor.ones(1, 1, 2, 2)
    #expect(try conv2d(x, ones).flattened().scalars() == [10, 14, 18, 26, 30, 34, 42, 46, 50] as [Float])
    #expect(try conv2d(x, ones, tensor(1), stride: 2).flattened().scalars() == [11, 19, 43, 51] as [Float])
    #expect(try conv2d(x, ones, padding: 1).shape == [1, 1, 5, 5])
    #expect(try conv2d(x, ones, dilation: 2).flattened().scalars() == [20, 24, 36, 40] as [Float])
    let two = try Tensor.concatenated([x, x * 2], dimension: 1)
    let depthwise = try conv2d(two, .ones(2, 1, 4, 4), groups: 2)
    #expect(try depthwise.flattened().scalars() == [120, 240] as [Float])
    let error = try #require(throws: TorchError.self) { try conv2d(two, ones) }
    #expect(error.code == .shape && error.operation == "conv2d")
    #expect(error.operands.map(\.shape) == [[1, 2, 4, 4], [1, 1, 2, 2]])
  }

  @Test("batch norm normalises by the batch in training and by the running statistics in evaluation")
  func norm() throws {
    let layer = try BatchNorm1d(2)
    let x = try Tensor([[0, 10], [2, 30]] as [[Float]])
    #expect(difference(try layer(x).flattened().scalars(), [-1, -1, 1, 1], absolute: 1e-4) == nil)
    #expect(difference(try layer.runningMean.tensor.scalars(), [0.1, 2], absolute: 1e-6) == nil)
    #expect(difference(try layer.runningVar.tensor.scalars(), [1.1, 20.9], absolute: 1e-5) == nil)
    #expect(try layer.numBatchesTracked.tensor.item() == 1)
    layer.eval()
    let want = [-0.1 / 1.1.squareRoot(), 8 / 20.9.squareRoot(), 1.9 / 1.1.squareRoot(), 28 / 20.9.squareRoot()]
    #expect(difference(try layer(x).flattened().scalars(), want, absolute: 1e-4) == nil)
    #expect(try layer.numBatchesTracked.tensor.item() == 1)
    layer.train()
    let error = try #require(throws: TorchError.self) { try layer(x[0..<1]) }
    #expect(error.code == .shape && error.remedy?.contains("batch") == true)
  }

  @Test("pooling takes the largest or the mean, and both with the largest first")
  func pooling() throws {
    let x = try Tensor.arange(16).to(.float32).reshaped(1, 1, 4, 4)
    #expect(try MaxPool2d(kernelSize: 2)(x).flattened().scalars() == [5, 7, 13, 15] as [Float])
    #expect(try MaxPool2d(kernelSize: 3, stride: 2, padding: 1)(x).shape == [1, 1, 2, 2])
    #expect(try AdaptiveAvgPool2d(1)(x).item() == 7.5)
    #expect(try AdaptiveMaxPool2d(2)(x).flattened().scalars() == [5, 7, 13, 15] as [Float])
    #expect(try AdaptiveConcatPool2d()(x).flattened().scalars() == [15, 7.5] as [Float])
  }

  @Test("dropout drops and rescales in training only")
  func dropping() throws {
    let layer = Dropout(0.25)
    let x = try Tensor.ones(10_000)
    let dropped = try layer(x)
    let zeros = try (dropped .== 0).sum().item()
    #expect(abs(zeros / 10_000 - 0.25) < 0.03)
    #expect(abs(try dropped.max().item() - 4 / 3) < 1e-6)
    layer.eval()
    #expect(try layer(x).equals(x))
    #expect(throws: TorchError.self) { try dropout(x, p: 1.5, isTraining: true) }
  }

  @Test("an in-place ReLU overwrites its input and has the same gradient")
  func inPlace() throws {
    let x = try tensor(-1, 2)
    #expect(try ReLU(inPlace: true)(x).scalars() == [0, 2] as [Float])
    #expect(try x.scalars() == [0, 2] as [Float])
    func gradient(_ relu: ReLU) throws -> [Float] {
      let x = try tensor(-1, 2, 3).requiringGrad()
      try relu(x * 2).sum().backward()
      return try x.grad.scalars()
    }
    #expect(try gradient(ReLU(inPlace: true)) == gradient(ReLU()))
  }
}
