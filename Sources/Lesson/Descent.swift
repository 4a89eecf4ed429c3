public import Torch
internal import TorchNN

/// How weights went down a loss: where they stood before each step, and after the last one.
public struct Descent: Sendable, Equatable {
  public let learningRate: Double
  /// One more than there were steps.
  public fileprivate(set) var weights: [[Double]]
  /// Before each step, over the batch that the step was made with.
  public fileprivate(set) var losses: [Double] = []

  public var last: [Double] { weights[weights.count - 1] }

  fileprivate init(from start: [Float], learningRate: Double) {
    self.learningRate = learningRate
    weights = [start.map(Double.init)]
  }
}

/// Gradient descent as the lesson writes it: predictions `x · a`, their mean squared error, its gradient, a step.
///
/// - Parameters:
///   - x: One row for each point, one column for each weight, `[N, F]`.
///   - y: Targets, `[N]`.
///   - start: The first guess, `[F]`.
///   - learningRate: What the gradient is multiplied by.
///   - steps: How many.
///   - batchSize: How many points, picked at random, each step looks at; nil for all: that is the S of SGD.
/// - Returns: Weights and losses of every step.
/// - Throws: `TorchError` when the shapes do not fit.
public func descend(
  on x: Tensor, _ y: Tensor, from start: [Float], learningRate: Double, steps: Int, batchSize: Int? = nil
) throws -> Descent {
  var descent = Descent(from: start, learningRate: learningRate)
  let a = try Tensor(start).requiringGrad()
  for _ in 0..<max(0, steps) {
    let batch = try miniBatch(of: x, y, size: batchSize)
    let loss = try mse(batch.x.matmul(a), batch.y)
    try loss.backward()
    try withoutGrad { try a -= learningRate * a.grad }
    try a.zeroGrad()
    descent.losses.append(try loss.item())
    descent.weights.append(try a.scalars(as: Double.self))
  }
  return descent
}

private func miniBatch(of x: Tensor, _ y: Tensor, size: Int?) throws -> (x: Tensor, y: Tensor) {
  let count = try x.size(0)
  guard let size, size < count else { return (x, y) }
  let picked = try Tensor.randperm(count)[0..<max(1, size)]
  return (try x[picked], try y[picked])
}
