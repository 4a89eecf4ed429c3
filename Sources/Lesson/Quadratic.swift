public import Plots
internal import Torch

/// The lesson's picture of why there is a learning rate: a parabola, and steps along its slope.
public struct Quadratic: Sendable {
  public let learningRate: Double
  /// Where each step came to, beginning with the start.
  public let path: [Double]

  /// Goes down `x²` from a start, by autograd.
  ///
  /// - Parameters:
  ///   - learningRate: Below 1 the steps come nearer to 0; above 1 each ends further away than it began.
  ///   - start: The first guess.
  ///   - steps: How many.
  /// - Throws: `TorchError`.
  public init(learningRate: Double, start: Double = -1, steps: Int = 8) throws {
    let x = try Tensor(start).requiringGrad()
    var path = [start]
    for _ in 0..<max(0, steps) {
      try x.pow(2).backward()
      try withoutGrad { try x -= learningRate * x.grad }
      try x.zeroGrad()
      path.append(try x.item())
    }
    (self.learningRate, self.path) = (learningRate, path)
  }

  /// The parabola and the jumps on it.
  public var chart: Chart {
    let reach = max(1.2, path.map(abs).max() ?? 1) * 1.1
    let curve = (0...80).map { reach * (Double($0) / 40 - 1) }
    return Chart(
      title: "learning rate \(learningRate)", xLabel: "x", yLabel: "x²",
      series: [
        .line(x: curve, y: curve.map { $0 * $0 }), .line(x: path, y: path.map { $0 * $0 }, isDashed: true),
        .points(x: path, y: path.map { $0 * $0 }),
      ], width: 380, height: 320)
  }
}
