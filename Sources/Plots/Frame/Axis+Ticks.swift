internal import Foundation

extension Axis {
  /// Ticks at round numbers, about as many as wanted.
  func ticks(_ wanted: Int) -> [Tick] {
    switch scale {
    case .categories(let names): names.enumerated().map { Tick(value: Double($0), label: $1) }
    case .linear: linearTicks(wanted)
    case .log: logTicks(wanted)
    }
  }

  private func linearTicks(_ wanted: Int) -> [Tick] {
    let (values, step) = Self.steps(low, high, wanted)
    return zip(values, alignedNumbers(values, step: step)).map { Tick(value: $0, label: $1) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func steps(_ low: Double, _ high: Double, _ wanted: Int) -> (values: [Double], step: Double) {
    let rough = (high - low) / Double(max(1, wanted))
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? power * 10
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return ([], step) }
    return (stride(from: first, through: last, by: 1).map { $0 * step }, step)
  }

  /// Powers of ten where there are several; else 1, 2 and 5 times them; else round numbers.
  private func logTicks(_ wanted: Int) -> [Tick] {
    let decades = log10(high / low)
    if decades < 0.7 { return linearTicks(wanted) }
    let heads: [Double] = decades < 2.5 && wanted > 4 ? [1, 2, 5] : [1]
    let first = heads.count > 1 ? Int(floor(log10(low))) : Int(ceil(log10(low) - 1e-9))
    let last = Int(floor(log10(high) + 1e-9))
    let stride = max(1, Int((decades / Double(max(1, wanted))).rounded(.up)))
    guard last >= first else { return linearTicks(wanted) }
    let values = Swift.stride(from: first, through: last, by: stride).flatMap { exponent in
      heads.map { $0 * pow(10, Double(exponent)) }
    }
    let shown = values.filter { contains($0) }
    return (shown.isEmpty ? [low, high] : shown).map { Tick(value: $0, label: Self.logLabel($0)) }
  }

  private static func logLabel(_ value: Double) -> String {
    let exponent = log10(value)
    let isPower = abs(exponent - exponent.rounded()) < 1e-6
    return isPower && abs(exponent) > 3.5 ? "1e\(Int(exponent.rounded()))" : shortNumber(value, digits: 3)
  }
}
