import Torch
import TorchNN

/// The numbers that the network computes with. Parameters, batch norm and losses stay in `float32`.
public enum Precision: Sendable, Hashable {
  /// `float32` everywhere.
  case full
  /// `bfloat16` for convolutions and products: the range of `float32`, so nothing needs to be scaled.
  case bfloat16
  /// `float16` for convolutions and products, on a GPU. The loss is scaled: see `GradientScaler`.
  ///
  /// - `lossScale`: A fixed factor; nil for one that follows the gradients.
  case float16(lossScale: Double? = nil)

  /// - Throws: ``LearnerError`` when the device cannot train so.
  func check(on device: Device) throws {
    guard case .float16(let scale) = self else { return }
    guard device.kind == .cuda else {
      throw LearnerError(.usage, "float16 needs a CUDA device, not \(device)", remedy: "use `toBF16()`, or `toFP32()`")
    }
    guard scale ?? 1 > 0, scale?.isFinite ?? true else {
      throw LearnerError(.usage, "the loss scale is \(scale ?? .nan)", remedy: "a positive number: 512 is usual")
    }
  }

  var scaler: GradientScaler? {
    guard case .float16(let scale) = self else { return nil }
    return scale.map { GradientScaler(scale: $0, isDynamic: false) } ?? GradientScaler()
  }

  /// Runs the network; its outputs come back as `float32`.
  func forward(_ model: Module, _ x: Tensor, on device: Device) throws -> Tensor {
    guard let dtype else { return try model(x) }
    let outputs = try withAutocast(dtype, on: device) { try model(x) }
    return outputs.dtype == dtype ? try outputs.to(.float32) : outputs
  }

  private var dtype: DType? {
    switch self {
    case .full: nil
    case .bfloat16: .bfloat16
    case .float16: .float16
    }
  }
}

extension Learner {
  /// Computes in `bfloat16` from now on (fastai: `to_bf16`).
  @discardableResult
  public func toBF16() throws -> Self { try setPrecision(.bfloat16) }

  /// Computes in `float16` from now on (fastai: `to_fp16`).
  ///
  /// - Parameter lossScale: A fixed factor in place of one that follows the gradients.
  /// - Returns: The learner.
  /// - Throws: ``LearnerError`` without a GPU.
  @discardableResult
  public func toFP16(lossScale: Double? = nil) throws -> Self { try setPrecision(.float16(lossScale: lossScale)) }

  /// Computes in `float32` from now on (fastai: `to_fp32`).
  @discardableResult
  public func toFP32() throws -> Self { try setPrecision(.full) }

  private func setPrecision(_ wanted: Precision) throws -> Self {
    try wanted.check(on: device)
    (precision, scaler) = (wanted, wanted.scaler)
    return self
  }
}
