import Foundation
import Torch
import TorchNN

/// Huang et al. 2016, arXiv:1608.06993, table 1.
extension Architecture {
  public static let densenet121 = denseNet("densenet121", depths: [6, 12, 24, 16], features: 1024)
  public static let densenet161 = denseNet(
    "densenet161", stem: 96, growth: 48, depths: [6, 12, 36, 24], features: 2208)
  public static let densenet169 = denseNet("densenet169", depths: [6, 12, 32, 32], features: 1664)
  public static let densenet201 = denseNet("densenet201", depths: [6, 12, 48, 32], features: 1920)

  private static func denseNet(
    _ name: String, stem: Int = 64, growth: Int = 32, depths: [Int], features: Int
  ) -> Architecture {
    Architecture(
      name, cut: .last(1), split: .inFeatures([7]), features: features, renamingWeights: renameOldDenseLayer
    ) {
      try makeDenseNet(stem: stem, growth: growth, depths: depths)
    }
  }
}

/// The official files have names of 2017: `denselayer1.norm.1.weight` for `denselayer1.norm1.weight`.
@Sendable private func renameOldDenseLayer(_ name: String) -> String {
  name.replacing(#/(denselayer\d+\.(?:norm|relu|conv))\.([12])\./#) { "\($0.1)\($0.2)." }
}

private func makeDenseNet(stem: Int, growth: Int, depths: [Int]) throws -> Module {
  var layers: [(name: String, module: Module)] = [
    ("conv0", try Conv2d(3, stem, kernelSize: 7, stride: 2, padding: 3, bias: false)),
    ("norm0", try BatchNorm2d(stem)), ("relu0", ReLU(inPlace: true)),
    ("pool0", MaxPool2d(kernelSize: 3, stride: 2, padding: 1)),
  ]
  var channels = stem
  for (index, depth) in depths.enumerated() {
    layers.append(("denseblock\(index + 1)", try DenseBlock(channels, growth: growth, depth: depth)))
    channels += depth * growth
    if index == depths.count - 1 { break }
    layers.append(("transition\(index + 1)", try transition(channels)))
    channels /= 2
  }
  layers.append(("norm5", try BatchNorm2d(channels)))
  let network = FeatureNetwork(features: Sequential(named: layers), classifier: try Linear(channels, 1000)) {
    try adaptiveAvgPool2d($0.relu(), 1).flattened(from: 1)
  }
  try initialise(network, convolutions: { try kaimingNormal($0) })
  return network
}

/// Halves channels, rows and columns.
private func transition(_ channels: Int) throws -> Sequential {
  Sequential(named: [
    ("norm", try BatchNorm2d(channels)), ("relu", ReLU(inPlace: true)),
    ("conv", try Conv2d(channels, channels / 2, kernelSize: 1, bias: false)), ("pool", AvgPool2d(kernelSize: 2)),
  ])
}

/// Layers that each see the outputs of all before them.
private final class DenseBlock: Module {
  private let layers: [DenseLayer]

  init(_ channels: Int, growth: Int, depth: Int) throws {
    layers = try (0..<depth).map { try DenseLayer(channels + $0 * growth, growth: growth) }
  }

  override var children: [(name: String, module: Module)] {
    layers.enumerated().map { ("denselayer\($0 + 1)", $1) }
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    try .concatenated(layers.reduce(into: [x]) { try $0.append($1(.concatenated($0, dimension: 1))) }, dimension: 1)
  }
}

/// Batch norm, ReLU and convolution twice: 1 × 1 to `4 · growth` channels, 3 × 3 to `growth`.
private final class DenseLayer: Module {
  let norm1: BatchNorm2d, relu1 = ReLU(inPlace: true), conv1: Conv2d
  let norm2: BatchNorm2d, relu2 = ReLU(inPlace: true), conv2: Conv2d

  init(_ channels: Int, growth: Int) throws {
    norm1 = try BatchNorm2d(channels)
    conv1 = try Conv2d(channels, 4 * growth, kernelSize: 1, bias: false)
    norm2 = try BatchNorm2d(4 * growth)
    conv2 = try Conv2d(4 * growth, growth, kernelSize: 3, padding: 1, bias: false)
  }

  override func forward(_ x: Tensor) throws -> Tensor { try inSequence(children.map(\.module), x) }
}
