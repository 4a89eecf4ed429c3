public import Torch
public import TorchNN

/// A body that turns images into features, and a head that turns features into scores: parameters `0.…` and `1.…`.
public final class CNN: Module {
  public let architecture: Architecture
  public let body: Sequential
  public let head: Sequential

  public init(_ architecture: Architecture, body: Sequential, head: Sequential) {
    (self.architecture, self.body, self.head) = (architecture, body, head)
  }

  override public var children: [(name: String, module: Module)] { [("0", body), ("1", head)] }

  /// Images, `[N, 3, H, W]`, to scores, `[N, C]`.
  override public func forward(_ x: Tensor) throws -> Tensor { try head(body(x)) }

  /// Stem and first layers, last layers, head: what trains at rates of its own.
  public var layerGroups: [[Module]] {
    let split = architecture.split
    return [Array(body.modules[..<split]), Array(body.modules[split...]), [head]]
  }
}

/// The network without its last pooling and linear layers (fastai: `create_body`).
///
/// - Parameters:
///   - architecture: Which network.
///   - weights: ImageNet weights under torchvision's names; random ones without.
/// - Returns: Images, `[N, 3, H, W]`, to features, `[N, F, H / 32, W / 32]`.
/// - Throws: `TorchError` when the weights are another network's.
public func createBody(_ architecture: Architecture, weights: StateDictionary? = nil) throws -> Sequential {
  let network =
    weights == nil ? try architecture.makeNetwork() : try withoutInitialisation { try architecture.makeNetwork() }
  if let weights { try network.load(weights) }
  return Sequential(network.children.dropLast(architecture.cut).map(\.module))
}

/// A head for `classCount` classes: both poolings, then for each linear layer batch norm, dropout and the layer, with
/// ReLU between (fastai: `create_head`).
///
/// - Parameters:
///   - features: Channels of the pooled body: twice the body's.
///   - classCount: Outputs.
///   - hidden: Outputs of the layers before the last (fastai: `lin_ftrs`).
///   - dropout: Of the last layer; those before have half of it (fastai: `ps`).
/// - Returns: Features, `[N, F, H, W]`, to scores, `[N, C]`.
/// - Throws: `TorchError` when there is no memory for it.
public func createHead(features: Int, classCount: Int, hidden: [Int] = [512], dropout: Double = 0.5) throws
  -> Sequential
{
  let sizes = [features] + hidden + [classCount]
  var layers: [Module] = [AdaptiveConcatPool2d(1), Flatten()]
  for index in 1..<sizes.count {
    let isLast = index == sizes.count - 1
    layers.append(try BatchNorm1d(sizes[index - 1]))
    if dropout > 0 { layers.append(Dropout(isLast ? dropout : dropout / 2)) }
    layers.append(try Linear(sizes[index - 1], sizes[index]))
    if !isLast { layers.append(ReLU(inPlace: true)) }
  }
  let head = Sequential(layers)
  try initialise(head)
  return head
}

/// Linear layers: kaiming normal and no bias (fastai: `apply_init`).
private func initialise(_ head: Sequential) throws {
  for case let layer as Linear in head.modules {
    try withoutGrad {
      try layer.weight.tensor.copy(from: kaimingNormal(layer.weight.tensor.shape))
      try layer.bias?.tensor.fill(0)
    }
  }
}
