public import Torch

/// How the losses of a batch become one number.
public enum Reduction: Int, Sendable {
  // The numbers are at::Reduction's.
  case none = 0
  case mean = 1
  case sum = 2
}

/// The cross-entropy of class probabilities: `−ln softmax(logits)[target]`.
///
/// - Parameters:
///   - logits: Raw scores, `[N, C]`.
///   - targets: Class indices, `[N]`, `int64`.
///   - weight: A weight for each class, `[C]`; the mean is then weighted.
///   - labelSmoothing: The share of the target's probability spread over all classes. Szegedy et al. 2016, arXiv:1512.00567.
///   - reduction: The mean by default.
/// - Returns: One number, or `[N]` with `.none`.
/// - Throws: `TorchError` when the shapes do not fit, or a target is no class.
public func crossEntropy(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean
) throws -> Tensor {
  try Aten.crossEntropy(
    .tensor(logits), .tensor(targets), .optional(weight), .int(reduction.rawValue), .int(-100), .double(labelSmoothing))
}

/// The mean squared error: `mean((prediction − target)²)`.
public func mse(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor {
  try Aten.mse(.tensor(predictions), .tensor(targets), .int(reduction.rawValue))
}

/// The mean absolute error: `mean(|prediction − target|)`.
public func l1(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor {
  try Aten.l1(.tensor(predictions), .tensor(targets), .int(reduction.rawValue))
}

/// The cross-entropy of yes-or-no questions: `−(y · ln σ(x) + (1 − y) · ln(1 − σ(x)))`.
///
/// - Parameters:
///   - logits: Raw scores of any shape.
///   - targets: 0…1, the same shape.
///   - positiveWeight: A weight for the positive answers of each class, `[C]` (PyTorch: `pos_weight`).
///   - reduction: The mean by default.
/// - Returns: One number, or the shape of `logits` with `.none`.
/// - Throws: `TorchError` when the shapes do not fit.
public func binaryCrossEntropy(
  _ logits: Tensor, _ targets: Tensor, positiveWeight: Tensor? = nil, reduction: Reduction = .mean
) throws -> Tensor {
  try Aten.binaryCrossEntropy(
    .tensor(logits), .tensor(targets), .none, .optional(positiveWeight), .int(reduction.rawValue))
}

/// The negative log-likelihood of log-probabilities: `−x[target]`, as ``crossEntropy(_:_:weight:labelSmoothing:reduction:)``
/// has it after the softmax.
public func nll(_ logProbabilities: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor {
  try Aten.nll(.tensor(logProbabilities), .tensor(targets), .none, .int(reduction.rawValue))
}
