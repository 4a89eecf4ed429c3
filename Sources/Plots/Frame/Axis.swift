internal import Foundation

/// A range of values and where it lies between 0 and 1, with ticks at round numbers, or one tick for each category.
struct Axis: Sendable {
  struct Tick: Sendable {
    let value: Double
    let label: String
  }

  let scale: AxisScale
  let low, high: Double
  /// Categories are read from the top down.
  var isReversed = false

  /// - Parameters:
  ///   - values: Those that are not finite, and on a log axis those that are not positive, do not count.
  ///   - scale: Its kind.
  ///   - range: The ends, where they are given; else those of the values.
  ///   - padding: Room at both ends, as a share of the range.
  init(_ values: [Double], scale: AxisScale, range: ClosedRange<Double>? = nil, padding: Double = 0) {
    self.scale = scale
    if case .categories(let names) = scale {
      (low, high) = (-0.5, max(0.5, Double(names.count) - 0.5))
      return
    }
    let isLog = scale == .log
    let usable = (range.map { [$0.lowerBound, $0.upperBound] } ?? values)
      .filter { $0.isFinite && (!isLog || $0 > 0) }.map { min(1e300, max(-1e300, $0)) }
    let ends = Self.apart(usable.min() ?? (isLog ? 0.1 : 0), usable.max() ?? 1, isLog)
    (low, high) = range == nil ? Self.padded(ends, padding, isLog) : ends
  }

  /// Ends that a division by their distance survives.
  private static func apart(_ low: Double, _ high: Double, _ isLog: Bool) -> (Double, Double) {
    if isLog { return high / low > 1 + 1e-9 ? (low, high) : (low / 10, high * 10) }
    let least = max(abs(low), abs(high)) * 1e-12
    guard high - low <= max(least, 1e-300) else { return (low, high) }
    let room = max(abs(low) * 0.1, low == 0 ? 0.5 : 1e-300)
    return (low - room, high + room)
  }

  private static func padded(_ ends: (Double, Double), _ padding: Double, _ isLog: Bool) -> (Double, Double) {
    if isLog {
      let room = pow(ends.1 / ends.0, padding)
      return room.isFinite ? (ends.0 / room, ends.1 * room) : ends
    }
    let room = (ends.1 - ends.0) * padding
    return (ends.0 - room, ends.1 + room)
  }

  /// 0 at the low end, 1 at the high end.
  func position(_ value: Double) -> Double {
    let share = scale == .log ? log(value / low) / log(high / low) : (value - low) / (high - low)
    return isReversed ? 1 - share : share
  }

  /// Whether the value has a place on the axis, be it beyond its ends.
  func accepts(_ value: Double) -> Bool { value.isFinite && (scale != .log || value > 0) }

  func contains(_ value: Double) -> Bool {
    accepts(value) && (-1e-9...1 + 1e-9).contains(position(value))
  }

  var isCategorical: Bool { if case .categories = scale { true } else { false } }
}

/// What the distances on an axis mean.
public enum AxisScale: Sendable, Hashable {
  case linear
  /// Powers of ten at equal distances; what is not positive is left out.
  case log
  /// A place for each name; the first has the coordinate 0, the next 1, and so on.
  case categories([String])
}
