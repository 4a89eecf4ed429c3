public import TorchNN

/// A network that `cnnLearner` knows how to cut into a body and layer groups (fastai: `vision.models`, `cnn_config`).
///
/// One of your own is made of any `Module`:
///
///     extension Architecture {
///       static let small = Architecture("small", cut: .last(1), split: .at([2])) { try SmallNetwork() }
///     }
///     let learn = try cnnLearner(data, .small, weights: .random)
///
/// Its children up to the cut must run one after another, and turn `[N, 3, H, W]` into features, `[N, F, H′, W′]`.
public struct Architecture: Sendable, CustomStringConvertible {
  /// Where the body ends.
  public enum Cut: Sendable, Hashable {
    /// Before the last `n` of the network's children (fastai: `cut = -n`).
    case last(Int)
    /// Before the last child that is or holds a `PoolingLayer`: fastai's rule for networks that it does not know.
    case atLastPooling
    /// The network is a body already.
    case none
  }

  /// Which of the body's layers begin a new layer group. The head is always one more.
  public enum Split: Sendable {
    /// The body is one group.
    case none
    /// The body's children at these indices.
    case at([Int])
    /// The children at these indices of the body's first child.
    case inFeatures([Int])
    /// A rule of your own: the body's modules in groups, first layers first.
    case groups(@Sendable (Sequential) -> [[Module]])
  }

  /// `resnet34`: what model files call it.
  public let name: String
  let cut: Cut
  let split: Split
  /// Channels that the body gives; nil when that has to be tried out.
  let features: Int?
  /// From a name in a weight file to the name that the network has.
  let renamingWeights: @Sendable (String) -> String
  private let network: @Sendable () throws -> Module

  /// - Parameters:
  ///   - name: What model files call it; architectures of one name are equal.
  ///   - cut: Where the body ends.
  ///   - split: Which layers begin a new layer group.
  ///   - features: Channels that the body gives; found by running it once when you leave it out.
  ///   - renamingWeights: From a name in an old weight file to the name that the network has.
  ///   - network: Makes the whole network, with random weights.
  public init(
    _ name: String, cut: Cut = .atLastPooling, split: Split = .none, features: Int? = nil,
    renamingWeights: @escaping @Sendable (String) -> String = { $0 }, network: @escaping @Sendable () throws -> Module
  ) {
    (self.name, self.cut, self.split, self.features) = (name, cut, split, features)
    (self.renamingWeights, self.network) = (renamingWeights, network)
  }

  /// The whole network (with 1,000 outputs, when it is torchvision's), with random weights.
  public func makeNetwork() throws -> Module { try network() }

  public var description: String { name }
}

extension Architecture: Hashable {
  public static func == (left: Architecture, right: Architecture) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Architecture {
  /// Those with ImageNet weights of torchvision's.
  public static let all = [
    resnet18, resnet34, resnet50, resnet101, resnet152, squeezenet1_0, squeezenet1_1, vgg11_bn, vgg13_bn, vgg16_bn,
    vgg19_bn, alexnet, densenet121, densenet161, densenet169, densenet201, mobilenetV2, convnextTiny, efficientnetB0,
  ]

  /// The architecture of that name, or nil.
  public init?(_ name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known
  }
}
