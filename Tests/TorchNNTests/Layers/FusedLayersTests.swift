import TestSupport
import Testing
import Torch

@testable import TorchNN

/// Batch norm and what is computed with it, against libtorch's operators one after the other in float64. Serialized: the
/// algorithm is the thread's.
@Suite("Layers that are computed together", .serialized)
struct FusedLayersTests {
  enum What: String, CaseIterable { case norm, relu, residual, conv, stridedConv, pool }

  /// A batch norm and what follows it, made anew from the same numbers for each way of computing.
  private struct Layers {
    let norm: BatchNorm2d, relu = ReLU(inPlace: true), conv: Conv2d,
      pool = MaxPool2d(kernelSize: 3, stride: 2, padding: 1)
    let residual: Tensor

    init(_ what: What, _ numbers: [Tensor], dtype: DType) throws {
      (norm, conv) = (
        try BatchNorm2d(32), try Conv2d(32, 48, kernelSize: 3, stride: what == .stridedConv ? 2 : 1, padding: 1)
      )
      let values = try numbers.map { try $0.to(dtype) * 1 }
      for (parameter, value) in zip([norm.weight, norm.bias, conv.weight, try #require(conv.bias)], values) {
        parameter.tensor = try value.requiringGrad()
      }
      norm.runningMean.tensor = try norm.runningMean.tensor.to(dtype)
      norm.runningVar.tensor = try norm.runningVar.tensor.to(dtype)
      residual = try values[4].channelsLast().requiringGrad()
    }

    func callAsFunction(_ what: What, _ x: Tensor) throws -> Tensor {
      switch what {
      case .norm: try norm(x)
      case .relu: try fused(norm, relu, x)
      case .residual: try fused(norm, adding: residual, relu, x)
      case .conv, .stridedConv: try fused(norm, relu, conv, x)
      case .pool: try fused(norm, relu, pool, x)
      }
    }

    var inputs: [Tensor] {
      [norm.weight.tensor, norm.bias.tensor, conv.weight.tensor, residual] + (conv.bias.map { [$0.tensor] } ?? [])
    }
  }

  private static func numbers(_ side: Int) throws -> (x: Tensor, others: [Tensor]) {
    (
      try Tensor.randn(3, 32, side, side) * 2 + 5,
      [
        try Tensor.rand(32) + 0.5, try Tensor.randn(32), try kaimingNormal([48, 32, 3, 3]), try Tensor.randn(48),
        try Tensor.randn(3, 32, side, side),
      ]
    )
  }

  /// The output, the gradients and the running statistics.
  private func results(
    _ what: What, _ algorithm: ConvolutionAlgorithm, _ numbers: (x: Tensor, others: [Tensor]), dtype: DType,
    observed: Bool = false
  ) throws -> [Tensor] {
    let before = convolutionAlgorithm
    defer { convolutionAlgorithm = before }
    convolutionAlgorithm = algorithm
    let layers = try Layers(what, numbers.others, dtype: dtype)
    let observer = observed ? layers.relu.observe { _, _, _ in } : nil
    defer { observer?.remove() }
    let x = try numbers.x.to(dtype).channelsLast().requiringGrad()
    let y = try layers(what, x)
    let slopes = try Tensor.linspace(-1, 1, count: y.count).reshaped(y.shape).to(dtype)
    try (y * slopes).sum().backward()
    return try [y.detached()] + ([x] + layers.inputs).compactMap { try $0.gradIfPresent }
      + [layers.norm.runningMean.tensor, layers.norm.runningVar.tensor]
  }

  private func relativeError(_ got: Tensor, _ want: Tensor) throws -> Double {
    let difference = try got.to(.float64) - want
    return try (difference.pow(2).sum().item() / want.pow(2).sum().item()).squareRoot()
  }

  @Test("outputs, gradients and statistics are within 1e-5 of float64's", arguments: What.allCases, [7, 20])
  func accuracy(what: What, side: Int) throws {
    let numbers = try Self.numbers(side)
    let got = try results(what, .winograd, numbers, dtype: .float32)
    let want = try results(what, .direct, numbers, dtype: .float64)
    #expect(got.count == want.count)
    for (got, want) in zip(got, want) {
      #expect(got.shape == want.shape && got.dtype == .float32)
      #expect(try relativeError(got, want) < 1e-5)
    }
  }

  @Test("a layer that is observed is called by itself, and gives the same", arguments: What.allCases)
  func observed(what: What) throws {
    let numbers = try Self.numbers(8)
    let together = try results(what, .winograd, numbers, dtype: .float32)
    let apart = try results(what, .winograd, numbers, dtype: .float32, observed: true)
    for (a, b) in zip(together, apart) { #expect(try a.equals(b)) }
  }

  @Test("what is not a number, or infinite, stays so", arguments: [Float.infinity, .nan])
  func notFinite(value: Float) throws {
    var numbers = try Self.numbers(6)
    numbers.x = try numbers.x * 1
    try numbers.x[.all, 3..<4, 2..<3, 2..<3].fill(Double(value))
    for what in What.allCases {
      let y = try results(what, .winograd, numbers, dtype: .float32)[0]
      #expect(try y.sum().item().isNaN)
    }
  }

  @Test("gradients of gradients are libtorch's", arguments: What.allCases)
  func second(what: What) throws {
    func penalty(_ algorithm: ConvolutionAlgorithm, _ dtype: DType, _ numbers: (x: Tensor, others: [Tensor])) throws
      -> Tensor
    {
      let before = convolutionAlgorithm
      defer { convolutionAlgorithm = before }
      convolutionAlgorithm = algorithm
      let layers = try Layers(what, numbers.others, dtype: dtype)
      let x = try numbers.x.to(dtype).channelsLast().requiringGrad()
      try layers(what, x).pow(3).sum().backward(createGraph: true)  // the squares of what is normalised have one sum
      let slope = try x.grad
      try x.clearGrad()
      try slope.pow(2).sum().backward()
      return try x.grad
    }
    let numbers = try Self.numbers(5)
    #expect(try relativeError(penalty(.winograd, .float32, numbers), penalty(.direct, .float64, numbers)) < 1e-3)
  }

  @Test("the backward pass keeps less than each layer's output")
  func kept() throws {
    // Enough that what other suites allocate meanwhile is small beside it.
    let before = convolutionAlgorithm
    defer { convolutionAlgorithm = before }
    convolutionAlgorithm = .winograd
    let norm = try BatchNorm2d(64), conv = try Conv2d(64, 16, kernelSize: 1)
    let x = try Tensor.randn(4, 64, 512, 512).channelsLast()  // 256 MiB
    let used = TensorMemory.used
    let y = try fused(norm, ReLU(), conv, x)
    #expect(TensorMemory.used - used < 200 << 20)
    try y.sum().backward()
  }
}
