public import Torch

/// Normalises the last dimension of each item: `y = (x − mean) / √(variance + eps) · weight + bias`. Behaves the same
/// in training and in evaluation. Ba et al. 2016, arXiv:1607.06450.
public class LayerNorm: Module {
  /// `[F]`
  public let weight: Parameter
  /// `[F]`
  public let bias: Parameter
  public let eps: Double

  public init(_ features: Int, eps: Double = 1e-5) throws {
    weight = try Parameter(.ones(features))
    bias = try Parameter(.zeros(features))
    self.eps = eps
  }

  /// `[…, F]` to the same.
  override public func forward(_ x: Tensor) throws -> Tensor {
    try Aten.layerNorm(
      .tensor(x), .ints(weight.tensor.shape), .tensor(weight.tensor), .tensor(bias.tensor), .double(eps))
  }
}

/// Normalises the channels of each pixel: `[N, C, H, W]` to the same.
public final class LayerNorm2d: LayerNorm {
  override public func forward(_ x: Tensor) throws -> Tensor {
    try super.forward(x.permuted(0, 2, 3, 1)).permuted(0, 3, 1, 2)
  }
}
