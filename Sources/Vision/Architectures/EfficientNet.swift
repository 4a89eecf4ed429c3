import Torch
import TorchNN

extension Architecture {
  /// Tan and Le 2019, arXiv:1905.11946, table 1. The second layer group begins where the stride becomes 16, as in the
  /// ResNets.
  public static let efficientnetB0 = Architecture(
    "efficientnet_b0", cut: .last(2), split: .inFeatures([4]), features: 1280, network: makeEfficientNetB0)
}

private func makeEfficientNetB0() throws -> Module {
  // Expansion, kernel, stride of the first, output channels, blocks.
  let stages = [
    (1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
  ]
  let blockCount = stages.reduce(0) { $0 + $1.4 }
  var (layers, channels, block) = ([try convNorm(3, 32, stride: 2, activation: SiLU(inPlace: true))], 32, 0)
  for (expansion, kernelSize, stride, outChannels, depth) in stages {
    var blocks: [Module] = []
    for index in 0..<depth {
      blocks.append(
        try MBConv(
          channels, outChannels, kernelSize: kernelSize, stride: index == 0 ? stride : 1, expansion: expansion,
          dropped: 0.2 * Double(block) / Double(blockCount)))
      (channels, block) = (outChannels, block + 1)
    }
    layers.append(Sequential(blocks))
  }
  layers.append(try convNorm(channels, 1280, kernelSize: 1, activation: SiLU(inPlace: true)))
  let classifier = Sequential(Dropout(0.2), try Linear(1280, 1000))
  let network = FeatureNetwork(features: Sequential(layers), avgpool: 1, classifier: classifier)
  try initialise(network, convolutions: { try kaimingNormal($0, mode: .fanOut) }) { shape in
    try (Tensor.rand(shape[0], shape[1]) * 2 - 1) * (1 / Double(shape[0]).squareRoot())
  }
  return network
}

/// MobileNetV2's block with squeeze and excitation: its channels are weighed before they become few again.
private final class MBConv: Module {
  let block: Sequential
  let stochasticDepth: StochasticDepth
  private let hasShortcut: Bool

  init(
    _ inChannels: Int, _ outChannels: Int, kernelSize: Int, stride: Int, expansion: Int, dropped: Double
  ) throws {
    let wide = inChannels * expansion
    var layers: [Module] = []
    if expansion != 1 {
      layers.append(try convNorm(inChannels, wide, kernelSize: 1, activation: SiLU(inPlace: true)))
    }
    layers.append(
      try convNorm(
        wide, wide, kernelSize: kernelSize, stride: stride, groups: wide, activation: SiLU(inPlace: true)))
    layers.append(try SqueezeExcitation(wide, squeezed: max(1, inChannels / 4), activation: SiLU(inPlace: true)))
    layers.append(try convNorm(wide, outChannels, kernelSize: 1))
    block = Sequential(layers)
    stochasticDepth = StochasticDepth(dropped)
    hasShortcut = stride == 1 && inChannels == outChannels
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    hasShortcut ? try stochasticDepth(block(x)) + x : try block(x)
  }
}
