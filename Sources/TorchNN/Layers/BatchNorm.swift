public import Torch

/// Normalises each channel: `y = (x − mean) / √(variance + eps) · weight + bias`.
///
/// In training the batch's own statistics are used, and the running ones move towards them by `momentum`; in
/// evaluation the running ones are used. Ioffe and Szegedy 2015, arXiv:1502.03167.
public class BatchNorm: Module {
  public let weight: Parameter
  public let bias: Parameter
  public let runningMean: Buffer
  public let runningVar: Buffer
  public let numBatchesTracked: Buffer
  public let momentum: Double, eps: Double

  public init(_ channels: Int, eps: Double = 1e-5, momentum: Double = 0.1) throws {
    weight = try Parameter(.ones(channels))
    bias = try Parameter(.zeros(channels))
    runningMean = Buffer(try .zeros(channels))
    runningVar = Buffer(try .ones(channels))
    numBatchesTracked = Buffer(try .full([], 0, dtype: .int64))
    (self.eps, self.momentum) = (eps, momentum)
  }

  override public func forward(_ x: Tensor) throws -> Tensor {
    if isTraining { try numBatchesTracked.tensor += 1 }
    return try batchNorm(
      x, runningMean: runningMean.tensor, runningVar: runningVar.tensor, weight: weight.tensor, bias: bias.tensor,
      isTraining: isTraining, momentum: momentum, eps: eps)
  }

  /// Calls an operator that begins as `fastai::batch_norm` does.
  func training(_ x: Tensor, _ body: ([OperatorArgument]) throws -> Tensor) throws -> Tensor {
    try numBatchesTracked.tensor += 1
    try checkDeviation(x)
    return try body([
      .tensor(x), .tensor(weight.tensor), .tensor(bias.tensor), .tensor(runningMean.tensor),
      .tensor(runningVar.tensor), .double(momentum), .double(eps),
    ])
  }
}

/// Batch norm of `[N, F]`.
public final class BatchNorm1d: BatchNorm {}

/// Batch norm of `[N, C, H, W]`.
public final class BatchNorm2d: BatchNorm {}
