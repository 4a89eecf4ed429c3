public import Torch

/// The largest value in each window.
public final class MaxPool2d: Module {
  public let kernelSize: Int, stride: Int, padding: Int

  public init(kernelSize: Int, stride: Int? = nil, padding: Int = 0) {
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride ?? kernelSize, padding)
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try maxPool2d(x, kernelSize: kernelSize, stride: stride, padding: padding)
  }
}

/// The mean of windows sized so that the output has `outputSize` rows and columns.
public final class AdaptiveAvgPool2d: Module {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor { try adaptiveAvgPool2d(x, outputSize) }
}

/// The largest value of windows sized so that the output has `outputSize` rows and columns.
public final class AdaptiveMaxPool2d: Module {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor { try adaptiveMaxPool2d(x, outputSize) }
}

/// Both poolings, the maximum first, joined along the channels: `[N, C, H, W]` to `[N, 2·C, s, s]` (fastai's).
public final class AdaptiveConcatPool2d: Module {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try .concatenated([adaptiveMaxPool2d(x, outputSize), adaptiveAvgPool2d(x, outputSize)], dimension: 1)
  }
}
