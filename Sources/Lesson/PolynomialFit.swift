internal import Foundation
public import Plots
internal import Torch
internal import TorchNN

/// Underfitting and overfitting: polynomials of some degree, fitted by gradient descent to a few points of a curve and
/// judged on others that they have not seen.
///
/// The weights belong to Chebyshev's polynomials `T₀ … T_d` and not to powers of x: the same curves can be reached, and
/// gradient descent gets there in thousands of steps instead of billions.
public struct PolynomialFit: Sendable {
  /// The points to learn from, and those to judge by.
  public struct Problem: Sendable {
    public let train, valid: LinePoints

    /// Points about `sin(3x) + x/2`, with normal noise; the same seed gives the same points.
    ///
    /// - Parameters:
    ///   - trainCount: Few, so that a wiggly curve can go through all of them.
    ///   - validCount: The validation set's.
    ///   - seed: For libtorch's generator, which is left as it was.
    /// - Throws: `TorchError`.
    public init(trainCount: Int = 14, validCount: Int = 60, seed: UInt64 = 3) throws {
      let before = try randomState()
      try manualSeed(seed)
      func points(_ count: Int) throws -> LinePoints {
        let x: [Double] = (0..<count).map { 2 * (Double($0) + 0.5) / Double(count) - 1 }
        let noise: [Double] = try Tensor.randn(count).scalars(as: Double.self)
        return LinePoints(x: x, y: zip(x, noise).map { sin(3 * $0) + $0 / 2 + 0.25 * $1 })
      }
      (train, valid) = (try points(trainCount), try points(validCount))
      try setRandomState(before)
    }
  }

  public let degree: Int
  public let weights: [Double]
  public let trainLoss, validLoss: Double

  /// - Parameters:
  ///   - degree: 1 is a line.
  ///   - problem: The points.
  ///   - steps: How many steps of gradient descent over all training points.
  /// - Throws: `TorchError`.
  public init(degree: Int, to problem: Problem, steps: Int = 3000) throws {
    let (x, y) = (try Self.features(problem.train.x, degree), try Self.target(problem.train.y))
    // 0.9 / λ: safely below 2 / λ; the trace of 2XᵀX/n, at least its largest eigenvalue λ, stands in for it.
    let curvature = try 2 * x.pow(2).sum().item() / Double(max(1, problem.train.x.count))
    let start = [Float](repeating: 0, count: degree + 1)
    let descent = try descend(on: x, y, from: start, learningRate: 1.8 / curvature, steps: steps)
    self.degree = degree
    weights = descent.last
    let a = try Tensor(weights.map { Float($0) })
    trainLoss = try mse(x.matmul(a), y).item()
    validLoss = try mse(Self.features(problem.valid.x, degree).matmul(a), Self.target(problem.valid.y)).item()
  }

  /// The curve's height.
  public func callAsFunction(_ x: Double) -> Double {
    zip(weights, Self.chebyshev(x, degree)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// `T₀(x) … T_d(x)`, by `T_{k+1} = 2x · T_k − T_{k−1}`.
  private static func chebyshev(_ x: Double, _ degree: Int) -> [Double] {
    var values = [1, x]
    while values.count <= degree { values.append(2 * x * values[values.count - 1] - values[values.count - 2]) }
    return Array(values.prefix(degree + 1))
  }

  private static func features(_ x: [Double], _ degree: Int) throws -> Tensor {
    try Tensor(x.flatMap { chebyshev($0, degree).map { Float($0) } }, shape: [x.count, degree + 1])
  }

  private static func target(_ y: [Double]) throws -> Tensor { try Tensor(y.map { Float($0) }) }

  /// The curve through the points.
  ///
  /// - Parameters:
  ///   - problem: The points that it was fitted to.
  ///   - name: What it is an example of.
  /// - Returns: The chart, on axes that do not depend on the fit.
  public func chart(_ problem: Problem, name: String) -> Chart {
    let curve = (0...160).map { Double($0) / 80 - 1 }
    return Chart(
      title: "\(name): degree \(degree)", xLabel: "x", yLabel: "y",
      series: [
        .points("validation", x: problem.valid.x, y: problem.valid.y, color: 0x9AA4AF),
        .points("training", x: problem.train.x, y: problem.train.y, color: 0xD55E00),
        .line("fit", x: curve, y: curve.map { self($0) }, color: 0x0072B2),
      ], xRange: -1.05...1.05, yRange: -2.4...2.4, width: 420, height: 340)
  }
}
