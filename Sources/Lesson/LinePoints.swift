public import Torch

/// Points scattered about a line: what the second half of the lesson fits.
public struct LinePoints: Sendable, Equatable {
  public let x, y: [Double]

  /// - Parameters:
  ///   - x: As many as of `y`; what is too many of either does not count.
  ///   - y: Their heights.
  public init(x: [Double], y: [Double]) {
    let count = min(x.count, y.count)
    (self.x, self.y) = (Array(x.prefix(count)), Array(y.prefix(count)))
  }

  /// The notebook's recipe: x uniform in −1…1, and `y = 3x + 2` with noise uniform in 0…1 on top.
  ///
  /// - Parameters:
  ///   - count: How many points.
  ///   - seed: For libtorch's generator, which is left as it was.
  /// - Returns: The points.
  /// - Throws: `TorchError` when there is no memory for them.
  public static func drawn(_ count: Int = 100, seed: UInt64) throws -> LinePoints {
    let before = try randomState()
    try manualSeed(seed)
    let x = try Tensor.ones(count, 2)
    try x[.all, 0].fillUniform(-1...1)
    let y = try x.matmul(tensor(3, 2)) + Tensor.rand(count)
    try setRandomState(before)
    return LinePoints(x: try x[.all, 0].scalars(as: Double.self), y: try y.scalars(as: Double.self))
  }

  /// The points as the loop wants them: x with a column of ones beside it, `[N, 2]`, and y, `[N]`, both `float32`.
  public func tensors() throws -> (x: Tensor, y: Tensor) {
    (try Tensor(x.flatMap { [Float($0), 1] }, shape: [x.count, 2]), try Tensor(y.map { Float($0) }))
  }

  /// The mean squared error of the line `slope · x + intercept`.
  public func loss(slope: Double, intercept: Double) -> Double {
    zip(x, y).reduce(0) { sum, point in
      let miss = slope * point.0 + intercept - point.1
      return sum + miss * miss / Double(x.count)
    }
  }

  /// The line with the smallest loss, by the normal equations: where every descent should end.
  public var leastSquares: (slope: Double, intercept: Double) {
    let (meanX, meanY) = (mean(x), mean(y))
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard spread > 0 else { return (0, meanY) }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    return (slope, meanY - slope * meanX)
  }

  /// The learning rate from which on the loss grows instead of falling: `2 / λ` for the largest eigenvalue `λ` of the
  /// loss' second derivative, `2 · XᵀX / n`. About 1 for x in −1…1.
  public var largestStableRate: Double {
    let (square, cross) = (mean(x.map { $0 * $0 }), mean(x))
    // The eigenvalues of [[square, cross], [cross, 1]].
    let half = (square + 1) / 2
    let root = ((square - 1) * (square - 1) / 4 + cross * cross).squareRoot()
    return 1 / (half + root)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
}
