public import Torch

/// Slides filters over a batch of images: see ``conv2d(_:_:_:stride:padding:dilation:groups:)``.
public final class Conv2d: Module {
  /// `[K, C / groups, R, S]`
  public let weight: Parameter
  /// `[K]`
  public let bias: Parameter?
  public let stride: Int, padding: Int, dilation: Int, groups: Int

  /// Draws weights as PyTorch does: kaiming-uniform with a = √5.
  public init(
    _ inChannels: Int, _ outChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) throws {
    let shape = [outChannels, inChannels / groups, kernelSize, kernelSize]
    weight = try Parameter(kaimingUniform(shape, a: 5.squareRoot()))
    self.bias = bias ? try Parameter(biasUniform(count: outChannels, fanIn: shape[1...].reduce(1, *))) : nil
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try conv2d(
      x, weight.tensor, bias?.tensor, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}
