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

  /// A body with a new head for `classCount` classes.
  ///
  /// - Throws: `TorchError` when there is no memory for it, or the body does not run.
  public convenience init(
    _ architecture: Architecture, body: Sequential, classCount: Int, hidden: [Int] = [512], dropout: Double = 0.5
  ) throws {
    let features = try architecture.featureCount(of: body)
    let head = try createHead(features: 2 * features, classCount: classCount, hidden: hidden, dropout: dropout)
    self.init(architecture, body: body, head: head)
  }

  override public var children: [(name: String, module: Module)] { [("0", body), ("1", head)] }

  /// Images, `[N, 3, H, W]`, to scores, `[N, C]`.
  override public func forward(_ x: Tensor) throws -> Tensor { try head(body(x)) }

  /// The body's groups as the architecture splits it, and the head: what trains at rates of its own.
  override public var layerGroups: [[Module]] { architecture.groups(of: body) + [[head]] }
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
  try initialise(head, linears: { try kaimingNormal($0) })  // fastai: apply_init
  return head
}
