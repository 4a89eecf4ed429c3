public import Torch

/// `max(x, 0)`
public final class ReLU: Module {
  private let inPlace: Bool

  /// - Parameter inPlace: Overwrite the input, where nothing else needs it: saves the memory of one activation.
  public init(inPlace: Bool = false) { self.inPlace = inPlace }

  override public func forward(_ x: Tensor) throws -> Tensor { try inPlace ? reluInPlace(x) : x.relu() }
}

/// `min(max(x, 0), 6)`. Howard et al. 2017, arXiv:1704.04861.
public final class ReLU6: Module {
  private let inPlace: Bool

  /// - Parameter inPlace: Overwrite the input, where nothing else needs it.
  public init(inPlace: Bool = false) { self.inPlace = inPlace }

  override public func forward(_ x: Tensor) throws -> Tensor {
    try (inPlace ? Aten.hardtanh_ : Aten.hardtanh)(.tensor(x), .double(0), .double(6))
  }
}

/// `x / (1 + e^−x)`, also called swish. Ramachandran et al. 2017, arXiv:1710.05941.
public final class SiLU: Module {
  private let inPlace: Bool

  /// - Parameter inPlace: Overwrite the input, where nothing else needs it.
  public init(inPlace: Bool = false) { self.inPlace = inPlace }

  override public func forward(_ x: Tensor) throws -> Tensor { try (inPlace ? Aten.silu_ : Aten.silu)(.tensor(x)) }
}

/// `x · Φ(x)` with the normal distribution's Φ, computed exactly. Hendrycks and Gimpel 2016, arXiv:1606.08415.
public final class GELU: Module {
  override public func forward(_ x: Tensor) throws -> Tensor { try Aten.gelu(.tensor(x)) }
}

/// Sets each element to zero with probability `p` in training and scales the others by 1 / (1 − p).
public final class Dropout: Module {
  public let p: Double

  public init(_ p: Double = 0.5) { self.p = p }

  override public func forward(_ x: Tensor) throws -> Tensor { try dropout(x, p: p, isTraining: isTraining) }
}

/// Sets whole items of the batch to zero with probability `p` in training and scales the others by 1 / (1 − p): what a
/// residual branch goes through, so that blocks are left out at random. Huang et al. 2016, arXiv:1603.09382.
public final class StochasticDepth: Module {
  public let p: Double

  /// - Parameter p: From 0 to below 1.
  public init(_ p: Double) { self.p = p }

  override public func forward(_ x: Tensor) throws -> Tensor {
    guard isTraining, p > 0 else { return x }
    let shape = [try x.size(0)] + [Int](repeating: 1, count: x.rank - 1)
    let kept = try Tensor.empty(shape, dtype: x.dtype, device: x.device)
    try Aten.bernoulli_(.tensor(kept), .double(1 - p))
    return try x * (kept / (1 - p))
  }
}
