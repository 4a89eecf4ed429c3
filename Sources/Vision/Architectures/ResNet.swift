public import Torch
public import TorchNN

/// He et al. 2015, arXiv:1512.03385, table 1.
extension Architecture {
  public static let resnet18 = resNet("resnet18", BasicBlock.self, depths: [2, 2, 2, 2])
  public static let resnet34 = resNet("resnet34", BasicBlock.self, depths: [3, 4, 6, 3])
  public static let resnet50 = resNet("resnet50", Bottleneck.self, depths: [3, 4, 6, 3])
  public static let resnet101 = resNet("resnet101", Bottleneck.self, depths: [3, 4, 23, 3])
  public static let resnet152 = resNet("resnet152", Bottleneck.self, depths: [3, 8, 36, 3])

  private static func resNet(_ name: String, _ block: any ResidualBlock.Type, depths: [Int]) -> Architecture {
    Architecture(name, cut: .last(2), split: .at([6]), features: 512 * block.expansion) {
      try ResNet(block, depths: depths)
    }
  }
}

/// Two 3 × 3 convolutions around a shortcut. He et al. 2015, arXiv:1512.03385, fig. 5 left.
final class BasicBlock: Module, ResidualBlock {
  static let expansion = 1
  let conv1: Conv2d, bn1: BatchNorm2d, conv2: Conv2d, bn2: BatchNorm2d, downsample: Sequential?
  private let relu = ReLU(inPlace: true)

  init(_ inChannels: Int, planes: Int, stride: Int, downsample: Sequential?) throws {
    conv1 = try Conv2d(inChannels, planes, kernelSize: 3, stride: stride, padding: 1, bias: false)
    bn1 = try BatchNorm2d(planes)
    conv2 = try Conv2d(planes, planes, kernelSize: 3, padding: 1, bias: false)
    bn2 = try BatchNorm2d(planes)
    self.downsample = downsample
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    let out = try fused(bn1, relu, conv2, conv1(x))
    return try fused(bn2, adding: downsample?(x) ?? x, relu, out)
  }
}

/// A 3 × 3 convolution between two 1 × 1 ones, around a shortcut; the stride is in the 3 × 3, as in torchvision.
final class Bottleneck: Module, ResidualBlock {
  static let expansion = 4
  let conv1: Conv2d, bn1: BatchNorm2d, conv2: Conv2d, bn2: BatchNorm2d, conv3: Conv2d, bn3: BatchNorm2d
  let downsample: Sequential?
  private let relu = ReLU(inPlace: true)

  init(_ inChannels: Int, planes: Int, stride: Int, downsample: Sequential?) throws {
    conv1 = try Conv2d(inChannels, planes, kernelSize: 1, bias: false)
    bn1 = try BatchNorm2d(planes)
    conv2 = try Conv2d(planes, planes, kernelSize: 3, stride: stride, padding: 1, bias: false)
    bn2 = try BatchNorm2d(planes)
    conv3 = try Conv2d(planes, planes * Self.expansion, kernelSize: 1, bias: false)
    bn3 = try BatchNorm2d(planes * Self.expansion)
    self.downsample = downsample
  }

  override func forward(_ x: Tensor) throws -> Tensor {
    let out = try fused(bn2, relu, conv3, fused(bn1, relu, conv2, conv1(x)))
    return try fused(bn3, adding: downsample?(x) ?? x, relu, out)
  }
}

protocol ResidualBlock: Module {
  /// Output channels for each plane.
  static var expansion: Int { get }
  init(_ inChannels: Int, planes: Int, stride: Int, downsample: Sequential?) throws
}

/// torchvision's ResNet, with its parameter names.
public final class ResNet: Module {
  let conv1: Conv2d, bn1: BatchNorm2d, relu = ReLU(inPlace: true), maxpool: MaxPool2d
  let layer1: Sequential, layer2: Sequential, layer3: Sequential, layer4: Sequential
  let avgpool = AdaptiveAvgPool2d(1), fc: Linear

  /// - Parameters:
  ///   - block: ``BasicBlock`` or ``Bottleneck``.
  ///   - depths: Blocks in each of the four layers.
  ///   - classCount: Outputs of the last layer.
  /// - Throws: `TorchError` when there is no memory for it.
  init(_ block: any ResidualBlock.Type, depths: [Int], classCount: Int = 1000) throws {
    conv1 = try Conv2d(3, 64, kernelSize: 7, stride: 2, padding: 3, bias: false)
    bn1 = try BatchNorm2d(64)
    maxpool = MaxPool2d(kernelSize: 3, stride: 2, padding: 1)
    var channels = 64
    func layer(_ planes: Int, depth: Int, stride: Int) throws -> Sequential {
      try Sequential(
        (0..<depth).map { index in
          defer { channels = planes * block.expansion }
          return try Self.makeBlock(block, channels, planes: planes, stride: index == 0 ? stride : 1)
        })
    }
    layer1 = try layer(64, depth: depths[0], stride: 1)
    layer2 = try layer(128, depth: depths[1], stride: 2)
    layer3 = try layer(256, depth: depths[2], stride: 2)
    layer4 = try layer(512, depth: depths[3], stride: 2)
    fc = try Linear(512 * block.expansion, classCount)
    super.init()
    try initialise(self, convolutions: { try kaimingNormal($0, mode: .fanOut) })
  }

  private static func makeBlock(
    _ block: any ResidualBlock.Type, _ channels: Int, planes: Int, stride: Int
  ) throws -> Module {
    let out = planes * block.expansion
    let downsample =
      stride == 1 && channels == out
      ? nil
      : Sequential(try Conv2d(channels, out, kernelSize: 1, stride: stride, bias: false), try BatchNorm2d(out))
    return try block.init(channels, planes: planes, stride: stride, downsample: downsample)
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try fc(inSequence(children.dropLast().map(\.module), x).flattened(from: 1))
  }
}
