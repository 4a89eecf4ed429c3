public import Torch

/// Keeps the gradients of a `float16` network within range: the loss is made larger before the backward pass, and the
/// gradients smaller by as much after it. A step whose gradients overflow is left out and the factor halved; after a
/// thousand good ones in a row it is doubled. Micikevicius et al. 2017, arXiv:1710.03740.
public final class GradientScaler {
  /// What the loss is multiplied with now.
  public private(set) var scale: Double
  /// Whether the factor follows the gradients.
  public let isDynamic: Bool
  private let maxScale: Double, growthInterval: Int
  private var goodSteps = 0

  // 65536, 1000 and 2²⁴: fastai's MixedPrecision.
  public init(scale: Double = 65536, isDynamic: Bool = true, growthInterval: Int = 1000, maxScale: Double = 16_777_216)
  {
    (self.scale, self.isDynamic) = (scale, isDynamic)
    (self.growthInterval, self.maxScale) = (growthInterval, maxScale)
  }

  /// The loss to go backward from.
  public func scaled(_ loss: Tensor) throws -> Tensor { try loss * scale }

  /// Divides gradients by the factor in place, and adapts the factor.
  ///
  /// - Returns: Whether all are finite, so that a step can be made with them.
  public func unscale(_ gradients: [Tensor]) throws -> Bool {
    guard let device = gradients.first?.device else { return true }
    let overflow = try Tensor.zeros(1, device: device)
    try withoutGrad {
      _ = try Aten.unscale_.results(of: [
        .tensors(gradients), .tensor(overflow), .tensor(.full([1], 1 / scale, device: device)),
      ])
    }
    let isFinite = try overflow.item() == 0
    if isDynamic { adapt(isFinite) }
    return isFinite
  }

  private func adapt(_ isFinite: Bool) {
    goodSteps = isFinite ? goodSteps + 1 : 0
    if !isFinite { scale = max(scale / 2, 1) }
    guard goodSteps == growthInterval else { return }
    goodSteps = 0
    scale = min(scale * 2, maxScale)
  }
}

/// Shortens gradients whose common length is larger than `maxNorm`, in place (PyTorch: `clip_grad_norm_`).
///
/// - Parameters:
///   - gradients: Of all parameters: they are one long vector here.
///   - maxNorm: The largest Euclidean length that they keep.
/// - Returns: The length before, a single number.
/// - Throws: `TorchError` when they are on different devices.
@discardableResult
public func clipGradientNorm(_ gradients: [Tensor], to maxNorm: Double) throws -> Tensor {
  guard !gradients.isEmpty else { return try Tensor.full([], 0) }
  return try withoutGrad {
    let norms = try Aten.foreachNorm.results(of: [.tensors(gradients), .int(2)], atMost: gradients.count)
    let total = try Tensor.stacked(norms.compactMap { if case .tensor(let norm) = $0 { norm } else { nil } }).norm()
    let factor = try (maxNorm / (total + 1e-6)).clamped(to: 0...1)  // 1e-6: torch/nn/utils/clip_grad.py
    _ = try Aten.foreachMulTensor_.results(of: [.tensors(gradients), .tensor(factor)])
    return total
  }
}

/// Multiplies tensors by a number in place, in one call.
package func scaleInPlace(_ tensors: [Tensor], by factor: Double) throws {
  guard !tensors.isEmpty else { return }
  try withoutGrad { _ = try Aten.foreachMul_.results(of: [.tensors(tensors), .double(factor)]) }
}
