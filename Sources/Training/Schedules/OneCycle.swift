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
  /// How the rate rises: along a cosine; in the lesson of 2018 (fastai 1.0.18), along a line.
  public var warmUp = Annealing.cosine
  /// How the rate falls.
  public var coolDown = Annealing.cosine

  public init(iterations: Int) { self.iterations = iterations }

  /// The learning rate used in iteration `k` (from 0) of a group whose maximum is `maxLR`.
  public func learningRate(at k: Int, maxLR: Double) -> Double { value(at: k, rates(maxLR)) }

  /// The momentum (β₁ of Adam) used in iteration `k`.
  public func momentum(at k: Int) -> Double { value(at: k, momentumSchedules) }

  /// The cycle as two phases for ``GeneralScheduler``.
  ///
  /// - Parameter maxima: The largest learning rate of each layer group.
  /// - Returns: The rise and the fall.
  public func phases(maxima: [Double]) -> [TrainingPhase] {
    let rates = maxima.map(rates)
    return zip(lengths, [0, 1]).map { length, phase in
      TrainingPhase(iterations: length)
        .scheduling(.learningRate, rates.map { $0[phase] })
        .scheduling(.momentum, momentumSchedules[phase])
    }
  }

  /// Also in the shortest runs, the first step is a small one.
  private var lengths: [Int] {
    let rise = Int(Double(iterations) * startFraction)
    return [max(rise, 1), max(iterations - rise, 1)]
  }

  private func rates(_ maxLR: Double) -> [Schedule] {
    [
      Schedule(warmUp, from: maxLR / divFactor, to: maxLR), Schedule(coolDown, from: maxLR, to: maxLR / finalDiv),
    ]
  }

  private var momentumSchedules: [Schedule] {
    [
      Schedule(warmUp, from: momentums.high, to: momentums.low),
      Schedule(coolDown, from: momentums.low, to: momentums.high),
    ]
  }

  private func value(at k: Int, _ schedules: [Schedule]) -> Double {
    let (phase, position) = TrainingPhase.place(of: k, in: lengths) ?? (1, 1)
    return schedules[phase](position)
  }
}
