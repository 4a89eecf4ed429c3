public import Torch

// The layers' arithmetic as functions, for a forward pass of your own.

/// Slides `weight` over a batch of images and sums the products.
///
///     out[n, k, i, j] = bias[k] + Σ_{c,r,s} input[n, c, i·stride + r, j·stride + s] · weight[k, c, r, s]
///
/// - Parameters:
///   - input: Images, `[N, C, H, W]`, floating point.
///   - weight: `K` filters, `[K, C / groups, R, S]`, same dtype and device as `input`.
///   - bias: `[K]`, or nil.
///   - stride: Pixels to step.
///   - padding: Zeros added on each side.
///   - dilation: Pixels between the filter's elements.
///   - groups: Parts of the channels that do not see each other.
/// - Returns: `[N, K, H′, W′]` with `H′ = (H + 2·padding − dilation·(R − 1) − 1) / stride + 1`, rounded down.
/// - Throws: `TorchError` with code `.shape` when `C ≠ weight.shape[1] · groups`.
/// - Note: Filters of 3 × 3 at stride 1 over channels-last float32 images with multiples of 16 channels are computed by
///   Winograd's algorithm where `convolutionAlgorithm` says so.
/// - SeeAlso: `aten::conv2d`.
public func conv2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
  groups: Int = 1
) throws -> Tensor {
  try Aten.conv2d(
    .tensor(input), .tensor(weight), .optional(bias), .ints([stride, stride]), .ints([padding, padding]),
    .ints([dilation, dilation]), .int(groups))
}

/// `input · weightᵀ + bias`: `[…, F in]` with `[F out, F in]` to `[…, F out]`.
public func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
  try Aten.linear(.tensor(input), .tensor(weight), .optional(bias))
}

/// Normalises the channels of `[N, C, …]`; in training, also moves the running statistics. See ``BatchNorm``.
///
/// - Throws: `TorchError` with code `.shape` in training on a single value for each channel.
public func batchNorm(
  _ input: Tensor, runningMean: Tensor, runningVar: Tensor, weight: Tensor, bias: Tensor, isTraining: Bool,
  momentum: Double = 0.1, eps: Double = 1e-5
) throws -> Tensor {
  guard isTraining else {
    return try Aten.batchNorm(
      .tensor(input), .tensor(weight), .tensor(bias), .tensor(runningMean), .tensor(runningVar), .bool(false),
      .double(momentum), .double(eps), .bool(true))
  }
  try checkDeviation(input)
  return try Aten.trainingBatchNorm(
    .tensor(input), .tensor(weight), .tensor(bias), .tensor(runningMean), .tensor(runningVar), .double(momentum),
    .double(eps))
}

/// libtorch would train on the deviation of a single number, which is 0: PyTorch checks this in Python.
func checkDeviation(_ input: Tensor) throws {
  let channels = input.shape.dropFirst().first ?? 1
  guard input.count == channels else { return }
  throw TorchError(
    .shape, operation: "batch_norm", operands: [.init(name: "input", tensor: input)],
    message: "one value for each channel has no deviation to train with", remedy: "use a batch of two items or more")
}

/// Sets elements to zero with probability `p` and scales the others by 1 / (1 − p); in evaluation, nothing.
public func dropout(_ input: Tensor, p: Double, isTraining: Bool) throws -> Tensor {
  try Aten.dropout(.tensor(input), .double(p), .bool(isTraining))
}

/// The largest value in each window of `[N, C, H, W]`; with `ceilMode`, a last window may reach over the edge.
public func maxPool2d(
  _ input: Tensor, kernelSize: Int, stride: Int, padding: Int = 0, ceilMode: Bool = false
) throws -> Tensor {
  try Aten.maxPool2d(
    .tensor(input), .ints([kernelSize, kernelSize]), .ints([stride, stride]), .ints([padding, padding]),
    .ints([1, 1]), .bool(ceilMode))
}

/// The mean of windows sized for an output of `size` × `size`.
public func adaptiveAvgPool2d(_ input: Tensor, _ size: Int) throws -> Tensor {
  try Aten.adaptiveAvgPool2d(.tensor(input), .ints([size, size]))
}

/// The largest value of windows sized for an output of `size` × `size`.
public func adaptiveMaxPool2d(_ input: Tensor, _ size: Int) throws -> Tensor {
  try Aten.adaptiveMaxPool2d.tensors(.tensor(input), .ints([size, size]))[0]
}

/// `max(x, 0)`, overwriting `x`.
package func reluInPlace(_ x: Tensor) throws -> Tensor { try Aten.relu_(.tensor(x)) }
