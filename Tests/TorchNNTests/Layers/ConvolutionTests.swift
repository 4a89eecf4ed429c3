import TestSupport
import Testing
import Torch
import TorchNN

/// `conv2d` by Winograd's algorithm against libtorch's own. Serialized: the algorithm is the process's.
@Suite("3 × 3 convolution by Winograd's algorithm", .serialized)
struct ConvolutionTests {
  /// What a convolution and its gradients are with one algorithm.
  private func results(
    _ algorithm: ConvolutionAlgorithm, _ x: Tensor, _ w: Tensor, _ bias: Tensor?, padding: Int, gradient: Tensor
  ) throws -> [Tensor] {
    let before = convolutionAlgorithm
    defer { convolutionAlgorithm = before }
    convolutionAlgorithm = algorithm
    let leaves = try [x, w, bias].compactMap { try $0?.detached().requiringGrad() }
    let y = try conv2d(leaves[0], leaves[1], leaves.count > 2 ? leaves[2] : nil, padding: padding)
    try (y * gradient).sum().backward()
    return try [y.detached()] + leaves.map { try $0.grad }
  }

  private func relativeError(_ got: Tensor, _ want: Tensor) throws -> Double {
    let want = try want.to(.float64)
    let difference = try got.to(.float64) - want
    return try (difference.pow(2).sum().item() / want.pow(2).sum().item()).squareRoot()
  }

  @Test(
    "outputs and gradients are within 1e-5 of float64's",
    arguments: [ConvolutionAlgorithm.winograd, .auto], [(1, 7, 512), (2, 14, 64), (3, 9, 16)])
  func accuracy(algorithm: ConvolutionAlgorithm, size: (batch: Int, side: Int, channels: Int)) throws {
    for (padding, hasBias) in [(1, false), (0, true)] {
      let x = try Tensor.randn(size.batch, size.channels, size.side, size.side).channelsLast()
      let w = try kaimingNormal([32, size.channels, 3, 3])
      let bias = hasBias ? try Tensor.randn(32) : nil
      let out = size.side + 2 * padding - 2
      let gradient = try Tensor.randn(size.batch, 32, out, out)
      let got = try results(algorithm, x, w, bias, padding: padding, gradient: gradient)
      let want = try results(
        .direct, x.to(.float64), w.to(.float64), bias?.to(.float64), padding: padding, gradient: gradient.to(.float64))
      for (got, want) in zip(got, want) {
        #expect(got.shape == want.shape && got.dtype == .float32)
        #expect(try relativeError(got, want) < 1e-5)
      }
      #expect(got[0].isChannelsLast && got[1].isChannelsLast)
    }
  }

  @Test("infinite and missing numbers come out where the direct sum has them", arguments: [Float.infinity, .nan])
  func notFinite(value: Float) throws {
    let x = try Tensor.randn(1, 16, 8, 8).channelsLast()
    try x[.all, .all, 2..<3, 3..<4].fill(Double(value))
    let w = try kaimingNormal([16, 16, 3, 3])
    let gradient = try Tensor.ones(1, 16, 8, 8)
    let got = try results(.winograd, x, w, nil, padding: 1, gradient: gradient)
    let want = try results(.direct, x, w, nil, padding: 1, gradient: gradient)
    for (got, want) in zip(got, want) {
      #expect(difference(try got.scalars(as: Float.self), try want.scalars(as: Float.self), absolute: 1e-4) == nil)
    }
  }

  @Test("five training steps end within rounding of the direct algorithm's")
  func training() throws {
    func train(_ algorithm: ConvolutionAlgorithm) throws -> [Tensor] {
      let before = convolutionAlgorithm
      defer { convolutionAlgorithm = before }
      convolutionAlgorithm = algorithm
      try manualSeed(3)
      let net = try Sequential(
        Conv2d(3, 16, kernelSize: 3, padding: 1), ReLU(), Conv2d(16, 32, kernelSize: 3, padding: 1, bias: false),
        BatchNorm2d(32), ReLU(), Conv2d(32, 16, kernelSize: 3), AdaptiveAvgPool2d(1), Flatten(), Linear(16, 3))
      let optimizer = SGD([ParameterGroup(net.namedParameters.map(\.parameter), learningRate: 0.1)])
      let x = try Tensor.randn(4, 3, 20, 20).channelsLast()
      let target = try Tensor([0, 1, 2, 1] as [Int64])
      for _ in 0..<5 {
        try crossEntropy(net(x), target).backward()
        try optimizer.step()
        try optimizer.zeroGrad()
      }
      return net.namedParameters.map(\.parameter.tensor)
    }
    for (got, want) in zip(try train(.winograd), try train(.direct)) {
      #expect(try (got - want).abs().max().item() < 1e-4)
    }
  }

  @Test("the gradient's own gradient is libtorch's")
  func secondGradient() throws {
    let before = convolutionAlgorithm
    defer { convolutionAlgorithm = before }
    func second(_ algorithm: ConvolutionAlgorithm) throws -> [Float] {
      convolutionAlgorithm = algorithm
      try manualSeed(4)
      let x = try Tensor.randn(1, 16, 6, 6).channelsLast().requiringGrad()
      let w = try kaimingNormal([16, 16, 3, 3]).requiringGrad()
      try conv2d(x, w, padding: 1).pow(2).sum().backward(createGraph: true)
      let first = try x.grad
      try first.pow(2).sum().backward()
      return try w.grad.scalars(as: Float.self)
    }
    let want = try second(.direct)
    #expect(difference(try second(.winograd), want, absolute: 1e-2, relative: 1e-4) == nil)
  }

  @Test("other sizes, layouts and mistakes are libtorch's as before")
  func others() throws {
    let x = try Tensor.randn(1, 16, 6, 6)
    let w = try kaimingNormal([16, 16, 3, 3])
    for input in [x, try x[.all, .all, 0..<5]] {
      let got = try results(.winograd, input, w, nil, padding: 1, gradient: .ones(1))
      #expect(try got[0].isClose(to: results(.direct, input, w, nil, padding: 1, gradient: .ones(1))[0]))
    }
    let error = try #require(throws: TorchError.self) { try conv2d(.ones(1, 15, 6, 6).channelsLast(), w) }
    #expect(error.code == .shape && error.operation == "conv2d")
  }

  @Test("a call leaves nothing behind")
  func leaks() throws {
    #expect(
      try tensorsLeaked {
        let x = try Tensor.randn(1, 16, 6, 6).channelsLast()
        _ = try results(.winograd, x, kaimingNormal([16, 16, 3, 3]), nil, padding: 1, gradient: .ones(1))
      } == 0)
  }
}
