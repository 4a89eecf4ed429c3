public import TorchNN

/// A network that `cnnLearner` knows how to cut into a body and layer groups (fastai: `vision.models`, `cnn_config`).
public struct Architecture: Sendable, Hashable, CustomStringConvertible {
  /// `resnet34`
  public let name: String
  /// Children of the whole network that make the body: those before this index from the end.
  let cut: Int
  /// The body's child that begins the second layer group.
  let split: Int
  /// Channels that the body gives.
  public let features: Int
  private let blocks: [Int]

  public static let resnet18 = Architecture(name: "resnet18", features: 512, blocks: [2, 2, 2, 2])
  public static let resnet34 = Architecture(name: "resnet34", features: 512, blocks: [3, 4, 6, 3])
  public static let resnet50 = Architecture(name: "resnet50", features: 2048, blocks: [3, 4, 6, 3])
  public static let resnet101 = Architecture(name: "resnet101", features: 2048, blocks: [3, 4, 23, 3])
  public static let resnet152 = Architecture(name: "resnet152", features: 2048, blocks: [3, 8, 36, 3])

  public static let all = [resnet18, resnet34, resnet50, resnet101, resnet152]

  // Cut −3 for fastai's −2: our networks have their flattening as a child. Split 6: fastai's `_resnet_split`.
  private init(name: String, features: Int, blocks: [Int]) {
    (self.name, self.features, self.blocks) = (name, features, blocks)
    (cut, split) = (3, 6)
  }

  /// The architecture of that name, or nil.
  public init?(_ name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known
  }

  public var description: String { name }

  /// The whole network with 1,000 outputs, as torchvision makes it, with random weights.
  public func makeNetwork() throws -> Module {
    try ResNet(features == 512 ? BasicBlock.self : Bottleneck.self, depths: blocks)
  }
}
