public import Torch

/// A tensor that training changes. A reference, so that the optimizer, the layer and the state dictionary see one tensor.
public final class Parameter {
  public var tensor: Tensor

  /// Makes the tensor require a gradient, unless told otherwise.
  public init(_ tensor: Tensor, requiresGrad: Bool = true) throws {
    try tensor.requireGrad(requiresGrad)
    self.tensor = tensor
  }

  public var requiresGrad: Bool { tensor.requiresGrad }
}

/// A tensor that belongs to a layer's state but is not trained: a running mean.
public final class Buffer {
  public var tensor: Tensor

  public init(_ tensor: Tensor) { self.tensor = tensor }
}
