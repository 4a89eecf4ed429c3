/// The one-cycle policy: the learning rate rises to its maximum and falls to almost nothing while the momentum does the
/// opposite. Smith 2018, arXiv:1803.09820; shape and defaults are fastai's `fit_one_cycle`.
public struct OneCycle: Sendable {
  /// Training batches in the whole cycle.
  public let iterations: Int
  /// Momentum at the ends and at the top of the learning rate (fastai: `moms`).
  public var momentums = (high: 0.95, low: 0.85)
  /// The first learning rate is the maximum divided by this.
  public var divFactor = 25.0  // fastai: div_factor
  /// The last learning rate is the maximum divided by this.
  public var finalDiv = 25e4  // fastai: final_div, div_factor · 1e4
  /// The share of the iterations in which the rate rises.
  public var startFraction = 0.3  // fastai: pct_start
  public var annealing = Annealing.cosine

  public init(iterations: Int) { self.iterations = iterations }

  /// The learning rate used in iteration `k` (from 0) of a group whose maximum is `maxLR`.
  public func learningRate(at k: Int, maxLR: Double) -> Double {
    value(at: k, rising: (maxLR / divFactor, maxLR), falling: (maxLR, maxLR / finalDiv))
  }

  /// The momentum (β₁ of Adam) used in iteration `k`.
  public func momentum(at k: Int) -> Double {
    value(at: k, rising: (momentums.high, momentums.low), falling: (momentums.low, momentums.high))
  }

  private func value(at k: Int, rising: (Double, Double), falling: (Double, Double)) -> Double {
    let share = Int(Double(iterations) * startFraction)
    let warmUp = max(share, 1)  // also in the shortest runs, the first step is a small one
    if k < warmUp { return annealing(from: rising.0, to: rising.1, at: Double(k) / Double(warmUp)) }
    let rest = Double(max(iterations - share, 1))
    return annealing(from: falling.0, to: falling.1, at: min(Double(k - warmUp) / rest, 1))
  }
}
