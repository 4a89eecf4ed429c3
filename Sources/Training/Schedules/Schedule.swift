/// A value that changes along the way, as a function of the share that is done, 0…1. Schedules compose: see
/// ``combined(_:)``.
///
///     let warmUp = Schedule(.linear, from: 1e-4, to: 3e-3)
///     let coolDown = Schedule(.cosine, from: 3e-3, to: 1e-6)
///     let whole = Schedule.combined([(0.25, warmUp), (0.75, coolDown)])
public struct Schedule: Sendable {
  private let value: @Sendable (Double) -> Double

  /// Any function of the share done.
  public init(_ value: @escaping @Sendable (Double) -> Double) { self.value = value }

  /// From one value to another.
  public init(_ annealing: Annealing, from start: Double, to end: Double) {
    self.init { annealing(from: start, to: end, at: $0) }
  }

  public static func constant(_ value: Double) -> Schedule { Schedule { _ in value } }

  /// The value when `position` (0…1) of the way is done; outside of that range, at its ends.
  public func callAsFunction(_ position: Double) -> Double { value(min(max(position, 0), 1)) }

  /// Schedules one after the other, each over its fraction of the way (fastai 2: `combine_scheds`). Fractions that do
  /// not sum to 1 count in proportion.
  public static func combined(_ parts: [(fraction: Double, schedule: Schedule)]) -> Schedule {
    let total = parts.reduce(0) { $0 + max($1.fraction, 0) }
    var start = 0.0
    let pieces = parts.filter { $0.fraction > 0 }.map { part in
      defer { start += part.fraction / total }
      return (start: start, length: part.fraction / total, schedule: part.schedule)
    }
    return Schedule { position in
      // The last piece that has begun; rounding must not begin one a hair late.
      guard let piece = pieces.last(where: { $0.start <= position + 1e-12 }) else { return .nan }
      return piece.schedule((position - piece.start) / piece.length)
    }
  }

  /// Up or down along a cosine, then from there to the end along another (fastai 2: `combined_cos`).
  ///
  /// - Parameters:
  ///   - fraction: The share of the first.
  ///   - start: The first value.
  ///   - middle: Where the two meet.
  ///   - end: The last value.
  /// - Returns: The two as one.
  public static func combinedCosine(
    _ fraction: Double, from start: Double, through middle: Double, to end: Double
  ) -> Schedule {
    combined([
      (fraction, Schedule(.cosine, from: start, to: middle)), (1 - fraction, Schedule(.cosine, from: middle, to: end)),
    ])
  }
}
