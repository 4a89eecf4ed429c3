internal import Foundation

/// A range of values and where it lies on the paper, with ticks at round numbers.
struct Axis {
  let isLog: Bool
  let low, high: Double
  let ticks: [Double]
  var from = 0.0
  var to = 1.0

  /// Of the values, those that are not finite, and on a log axis those that are not positive, do not count.
  init(_ values: [Double], isLog: Bool, ticks wanted: Int, padding: Double = 0) {
    let usable = values.filter { $0.isFinite && (!isLog || $0 > 0) }
    var low = usable.min() ?? (isLog ? 0.1 : 0)
    var high = usable.max() ?? 1
    if low == high {
      (low, high) = isLog ? (low / 10, high * 10) : (low - max(abs(low) * 0.1, 0.5), high + max(abs(high) * 0.1, 0.5))
    }
    if !isLog {
      let room = (high - low) * padding
      (low, high) = (low - room, high + room)
    }
    self.isLog = isLog
    self.low = low
    self.high = high
    ticks = isLog ? Self.decades(low, high, wanted) : Self.steps(low, high, wanted)
  }

  func position(_ value: Double) -> Double {
    let part = isLog ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
    return from + part * (to - from)
  }

  func contains(_ value: Double) -> Bool { value.isFinite && (!isLog || value > 0) }

  /// Multiples of 1, 2 or 5 times a power of ten, about as many as wanted.
  private static func steps(_ low: Double, _ high: Double, _ wanted: Int) -> [Double] {
    let rough = (high - low) / Double(max(1, wanted))
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? power * 10
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  private static func decades(_ low: Double, _ high: Double, _ wanted: Int) -> [Double] {
    let first = Int(ceil(log10(low) - 1e-9))
    let last = Int(floor(log10(high) + 1e-9))
    guard last > first else { return last == first ? [low, pow(10, Double(first)), high] : [low, high] }
    let stride = max(1, (last - first + wanted - 1) / wanted)
    return Swift.stride(from: first, through: last, by: stride).map { pow(10, Double($0)) }
  }

  /// As few digits as tell a tick from its neighbours: `0.05`, `1e-5`, `1500`.
  func label(_ value: Double) -> String {
    if isLog {
      let exponent = log10(value)
      if abs(exponent - exponent.rounded()) < 1e-6 && abs(exponent) > 3.5 { return "1e\(Int(exponent.rounded()))" }
      return shortNumber(value)
    }
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : max(abs(value), 1)
    let largest = max(abs(low), abs(high))
    if largest >= 1e6 || largest < 1e-4 { return shortNumber(value) }
    let decimals = max(0, Int(ceil(-log10(step) - 1e-9)))
    return String(format: "%.\(decimals)f", value == 0 ? 0 : value)
  }
}

/// At most four significant digits, with an exponent only where it saves ink: `0.001`, `2.5e-05` becomes `2.5e-5`.
func shortNumber(_ value: Double) -> String {
  let text = String(format: "%.4g", value)
  guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else { return text }
  return "\(text[..<mark])e\(exponent)"
}
