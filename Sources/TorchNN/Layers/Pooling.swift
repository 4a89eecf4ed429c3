public import Torch

/// Makes one value of many pixels: where a network's body ends, unless it is told otherwise.
public protocol PoolingLayer: Module {}

/// The largest value in each window.
public final class MaxPool2d: Module, PoolingLayer {
  public let kernelSize: Int, stride: Int, padding: Int, ceilMode: Bool

  /// - Parameters:
  ///   - kernelSize: Side of the window.
  ///   - stride: Pixels to step; the window's side by default.
  ///   - padding: Pixels of −∞ around the image.
  ///   - ceilMode: Whether a last window may reach over the edge.
  public init(kernelSize: Int, stride: Int? = nil, padding: Int = 0, ceilMode: Bool = false) {
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride ?? kernelSize, padding)
    self.ceilMode = ceilMode
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try maxPool2d(x, kernelSize: kernelSize, stride: stride, padding: padding, ceilMode: ceilMode)
  }
}

/// The mean of each window.
public final class AvgPool2d: Module, PoolingLayer {
  public let kernelSize: Int, stride: Int

  public init(kernelSize: Int, stride: Int? = nil) {
    (self.kernelSize, self.stride) = (kernelSize, stride ?? kernelSize)
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try Aten.avgPool2d(.tensor(x), .ints([kernelSize, kernelSize]), .ints([stride, stride]))
  }
}

/// The mean of windows sized so that the output has `outputSize` rows and columns.
public final class AdaptiveAvgPool2d: Module, PoolingLayer {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor { try adaptiveAvgPool2d(x, outputSize) }
}

/// The largest value of windows sized so that the output has `outputSize` rows and columns.
public final class AdaptiveMaxPool2d: Module, PoolingLayer {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor { try adaptiveMaxPool2d(x, outputSize) }
}

/// Both poolings, the maximum first, joined along the channels: `[N, C, H, W]` to `[N, 2·C, s, s]` (fastai's).
public final class AdaptiveConcatPool2d: Module, PoolingLayer {
  public let outputSize: Int

  public init(_ outputSize: Int = 1) { self.outputSize = outputSize }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try .concatenated([adaptiveMaxPool2d(x, outputSize), adaptiveAvgPool2d(x, outputSize)], dimension: 1)
  }
}
