import Torch
import TorchNN

extension Architecture {
  /// Iandola et al. 2016, arXiv:1602.07360.
  public static let squeezenet1_0 = squeezeNet("squeezenet1_0") {
    try Sequential(
      Conv2d(3, 96, kernelSize: 7, stride: 2), ReLU(inPlace: true), pool(),
      Fire(96, 16, 64), Fire(128, 16, 64), Fire(128, 32, 128), pool(),
      Fire(256, 32, 128), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), pool(),
      Fire(512, 64, 256))
  }

  /// The same with 2.4 times less to compute and no less accurate, by the authors.
  public static let squeezenet1_1 = squeezeNet("squeezenet1_1") {
    try Sequential(
      Conv2d(3, 64, kernelSize: 3, stride: 2), ReLU(inPlace: true), pool(),
      Fire(64, 16, 64), Fire(128, 16, 64), pool(),
      Fire(128, 32, 128), Fire(256, 32, 128), pool(),
      Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256))
  }

  private static func squeezeNet(
    _ name: String, features: @escaping @Sendable () throws -> Sequential
  ) -> Architecture {
    Architecture(name, cut: .last(1), split: .inFeatures([5, 8]), features: 512) {
      try makeSqueezeNet(features: features())
    }
  }
}

private func makeSqueezeNet(features: Sequential) throws -> Module {
  let last = try Conv2d(512, 1000, kernelSize: 1)
  let classifier = Sequential(Dropout(), last, ReLU(inPlace: true), AdaptiveAvgPool2d(1), Flatten())
  let network = FeatureNetwork(features: features, classifier: classifier) { $0 }
  try initialise(network, convolutions: { try kaimingUniform($0) })
  try initialise(last, convolutions: { try Tensor.randn($0) * 0.01 })
  return network
}

private func pool() -> MaxPool2d { MaxPool2d(kernelSize: 3, stride: 2, ceilMode: true) }

/// A 1 × 1 convolution to few channels, then a 1 × 1 and a 3 × 3 one beside each other.
private final class Fire: Module {
  let squeeze: Conv2d, expand1x1: Conv2d, expand3x3: Conv2d
  private let relu = ReLU(inPlace: true)

  init(_ inChannels: Int, _ squeezed: Int, _ expanded: Int) throws {
    squeeze = try Conv2d(inChannels, squeezed, kernelSize: 1)
    expand1x1 = try Conv2d(squeezed, expanded, kernelSize: 1)
    expand3x3 = try Conv2d(squeezed, expanded, kernelSize: 3, padding: 1)
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    let squeezed = try relu(squeeze(x))
    return try .concatenated([relu(expand1x1(squeezed)), relu(expand3x3(squeezed))], dimension: 1)
  }
}
