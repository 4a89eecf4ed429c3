import Torch
import TorchNN

extension Architecture {
  /// Liu et al. 2022, arXiv:2201.03545. The second layer group begins where the stride becomes 16, as in the ResNets.
  public static let convnextTiny = Architecture(
    "convnext_tiny", cut: .last(2), split: .inFeatures([4]), features: 768, network: makeConvNeXtTiny)
}

private func makeConvNeXtTiny() throws -> Module {
  let (widths, depths) = ([96, 192, 384, 768], [3, 3, 9, 3])
  let last = Double(depths.reduce(0, +) - 1)
  var layers = [Sequential(try Conv2d(3, 96, kernelSize: 4, stride: 4), try LayerNorm2d(96, eps: 1e-6))]
  var block = 0
  for (index, width) in widths.enumerated() {
    if index > 0 {
      let before = widths[index - 1]
      layers.append(
        try Sequential(LayerNorm2d(before, eps: 1e-6), Conv2d(before, width, kernelSize: 2, stride: 2)))
    }
    layers.append(
      Sequential(
        try (0..<depths[index]).map { _ in
          defer { block += 1 }
          return try ConvNeXtBlock(width, dropped: 0.1 * Double(block) / last)
        }))
  }
  let classifier = try Sequential(LayerNorm2d(768, eps: 1e-6), Flatten(), Linear(768, 1000))
  let network = FeatureNetwork(features: Sequential(layers), avgpool: 1, classifier: classifier) { $0 }
  // Truncated at 100 standard deviations in torchvision: not at all.
  try initialise(
    network, convolutions: { try Tensor.randn($0) * 0.02 }, linears: { try Tensor.randn($0) * 0.02 })
  return network
}

/// A 7 × 7 convolution on each channel alone, then two linear layers on each pixel, scaled, around a shortcut.
private final class ConvNeXtBlock: Module {
  let block: Sequential
  /// `[C, 1, 1]`
  let layerScale: Parameter
  let stochasticDepth: StochasticDepth

  init(_ channels: Int, dropped: Double) throws {
    block = try Sequential(
      Conv2d(channels, channels, kernelSize: 7, padding: 3, groups: channels), Permute(0, 2, 3, 1),
      LayerNorm(channels, eps: 1e-6), Linear(channels, 4 * channels), GELU(), Linear(4 * channels, channels),
      Permute(0, 3, 1, 2))
    layerScale = try Parameter(.full([channels, 1, 1], 1e-6))
    stochasticDepth = StochasticDepth(dropped)
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    try stochasticDepth(layerScale.tensor * block(x)) + x
  }
}
