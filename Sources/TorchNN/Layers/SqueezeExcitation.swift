public import Torch

/// Weighs each channel by what the whole image shows: mean, two 1 × 1 convolutions with an activation between, a
/// sigmoid. Hu et al. 2017, arXiv:1709.01507, fig. 1; the names are torchvision's.
public final class SqueezeExcitation: Module {
  let avgpool = AdaptiveAvgPool2d(1)
  let fc1: Conv2d, activation: Module, fc2: Conv2d

  /// - Parameters:
  ///   - channels: Of the input and the output.
  ///   - squeezed: Between the two convolutions.
  ///   - activation: Between them too.
  /// - Throws: `TorchError` when there is no memory for it.
  public init(_ channels: Int, squeezed: Int, activation: Module = ReLU(inPlace: true)) throws {
    fc1 = try Conv2d(channels, squeezed, kernelSize: 1)
    fc2 = try Conv2d(squeezed, channels, kernelSize: 1)
    self.activation = activation
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try fc2(activation(fc1(avgpool(x)))).sigmoid() * x
  }
}
