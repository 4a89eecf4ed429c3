public import Torch

/// `y = x · weightᵀ + bias`
public final class Linear: Module {
  /// `[F out, F in]`
  public let weight: Parameter
  /// `[F out]`
  public let bias: Parameter?

  /// Draws weights and bias uniformly as PyTorch does: U(−1/√in, 1/√in).
  public init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true) throws {
    weight = try Parameter(kaimingUniform([outFeatures, inFeatures], a: 5.squareRoot()))
    self.bias = bias ? try Parameter(biasUniform(count: outFeatures, fanIn: inFeatures)) : nil
  }

  /// `[…, F in]` to `[…, F out]`.
  override public func forward(_ x: Tensor) throws -> Tensor { try linear(x, weight.tensor, bias?.tensor) }
}
