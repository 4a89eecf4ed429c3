import Torch
import TorchNN

extension Architecture {
  /// Sandler et al. 2018, arXiv:1801.04381, table 2.
  public static let mobilenetV2 = Architecture(
    "mobilenet_v2", cut: .last(1), split: .inFeatures([10]), features: 1280, network: makeMobileNetV2)
}

private func makeMobileNetV2() throws -> Module {
  // Expansion, output channels, blocks, stride of the first.
  let stages = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
  ]
  var (layers, channels) = ([try convNorm(3, 32, stride: 2, activation: ReLU6(inPlace: true)) as Module], 32)
  for (expansion, outChannels, depth, stride) in stages {
    for index in 0..<depth {
      layers.append(
        try InvertedResidual(channels, outChannels, stride: index == 0 ? stride : 1, expansion: expansion))
      channels = outChannels
    }
  }
  layers.append(try convNorm(channels, 1280, kernelSize: 1, activation: ReLU6(inPlace: true)))
  let classifier = Sequential(Dropout(0.2), try Linear(1280, 1000))
  let network = FeatureNetwork(features: Sequential(layers), classifier: classifier) {
    try adaptiveAvgPool2d($0, 1).flattened(from: 1)
  }
  try initialise(
    network, convolutions: { try kaimingNormal($0, mode: .fanOut) }, linears: { try Tensor.randn($0) * 0.01 })
  return network
}

/// Wider by a 1 × 1 convolution, a 3 × 3 one on each channel alone, narrow again without activation; a shortcut
/// between the narrow ends when their shapes agree.
private final class InvertedResidual: Module {
  let conv: Sequential
  private let hasShortcut: Bool

  init(_ inChannels: Int, _ outChannels: Int, stride: Int, expansion: Int) throws {
    let wide = inChannels * expansion
    var layers: [Module] = []
    if expansion != 1 {
      layers.append(try convNorm(inChannels, wide, kernelSize: 1, activation: ReLU6(inPlace: true)))
    }
    layers.append(try convNorm(wide, wide, stride: stride, groups: wide, activation: ReLU6(inPlace: true)))
    layers += try [Conv2d(wide, outChannels, kernelSize: 1, bias: false), BatchNorm2d(outChannels)]
    conv = Sequential(layers)
    hasShortcut = stride == 1 && inChannels == outChannels
  }

  override func forward(_ x: Tensor) throws -> Tensor { try hasShortcut ? x + conv(x) : conv(x) }
}
