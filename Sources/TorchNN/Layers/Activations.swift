public import Torch

/// `max(x, 0)`
public final class ReLU: Module {
  private let inPlace: Bool

  /// - Parameter inPlace: Overwrite the input, where nothing else needs it: saves the memory of one activation.
  public init(inPlace: Bool = false) { self.inPlace = inPlace }

  override public func forward(_ x: Tensor) throws -> Tensor { try inPlace ? reluInPlace(x) : x.relu() }
}

/// Sets each element to zero with probability `p` in training and scales the others by 1 / (1 − p).
public final class Dropout: Module {
  public let p: Double

  public init(_ p: Double = 0.5) { self.p = p }

  override public func forward(_ x: Tensor) throws -> Tensor { try dropout(x, p: p, isTraining: isTraining) }
}

/// `[N, C, H, W]` to `[N, C·H·W]`.
public final class Flatten: Module {
  override public func forward(_ x: Tensor) throws -> Tensor { try x.flattened(from: 1) }
}
