public import Torch
public import TorchNN

/// Features, perhaps a pooling, a classifier: the shape of every network of torchvision's here but the ResNets.
public final class FeatureNetwork: Module {
  let features: Sequential
  let avgpool: AdaptiveAvgPool2d?
  let classifier: Module
  private let join: (Tensor) throws -> Tensor

  /// - Parameters:
  ///   - features: Images, `[N, 3, H, W]`, to features.
  ///   - avgpool: Rows and columns that the features are averaged to.
  ///   - classifier: To scores, `[N, C]`.
  ///   - join: From the pooled features to the classifier's input; flattens by default.
  init(
    features: Sequential, avgpool: Int? = nil, classifier: Module,
    join: @escaping (Tensor) throws -> Tensor = { try $0.flattened(from: 1) }
  ) {
    (self.features, self.avgpool, self.classifier) = (features, avgpool.map { AdaptiveAvgPool2d($0) }, classifier)
    self.join = join
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    let features = try features(x)
    return try classifier(join(avgpool?(features) ?? features))
  }
}

/// A convolution without bias that keeps the image's size (at stride 1), batch norm, an activation or none
/// (torchvision: `Conv2dNormActivation`).
func convNorm(
  _ inChannels: Int, _ outChannels: Int, kernelSize: Int = 3, stride: Int = 1, groups: Int = 1,
  activation: Module? = nil
) throws -> Sequential {
  let conv = try Conv2d(
    inChannels, outChannels, kernelSize: kernelSize, stride: stride, padding: (kernelSize - 1) / 2, groups: groups,
    bias: false)
  return Sequential([conv, try BatchNorm2d(outChannels)] + (activation.map { [$0] } ?? []))
}

/// Draws the weights of all convolutions and linear layers anew, and sets their biases to zero.
///
/// - Parameters:
///   - network: Where the layers are.
///   - convolutions: The distribution: a tensor of a shape. Nil leaves them as they are.
///   - linears: The same for linear layers.
/// - Throws: `TorchError` when there is no memory for it.
func initialise(
  _ network: Module, convolutions: (([Int]) throws -> Tensor)? = nil, linears: (([Int]) throws -> Tensor)? = nil
) throws {
  if Initialisation.isSkipped { return }
  func draw(_ weight: Parameter, _ bias: Parameter?, _ distribution: (([Int]) throws -> Tensor)?) throws {
    guard let distribution else { return }
    try weight.tensor.copy(from: distribution(weight.tensor.shape))
    try bias?.tensor.fill(0)
  }
  try withoutGrad {
    for module in network.leaves {
      switch module {
      case let layer as Conv2d: try draw(layer.weight, layer.bias, convolutions)
      case let layer as Linear: try draw(layer.weight, layer.bias, linears)
      default: break
      }
    }
  }
}
