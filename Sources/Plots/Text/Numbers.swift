internal import Foundation

/// At most four significant digits, with an exponent only where it saves ink: `0.001`, `2.5e-05` becomes `2.5e-5`.
func shortNumber(_ value: Double, digits: Int = 4) -> String {
  withShortExponent(String(format: "%.\(digits)g", value))
}

/// `1.50e+06` becomes `1.50e6`.
private func withShortExponent(_ text: String) -> String {
  guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else { return text }
  return "\(text[..<mark])e\(exponent)"
}

/// Numbers that stand in one column, `step` apart: with as many decimals as tell them apart, and no more.
func alignedNumbers(_ values: [Double], step: Double) -> [String] {
  let largest = values.map(abs).max() ?? 0
  guard step.isFinite, step > 0, largest > 0 else { return values.map { shortNumber($0) } }
  if largest >= 1e6 || largest < 1e-3 {
    let decimals = max(0, Int(floor(log10(largest)) - floor(log10(step) + 1e-9)))
    return values.map { $0 == 0 ? "0" : trimmedExponent($0, decimals: min(decimals, 14)) }
  }
  let decimals = max(0, Int(ceil(-log10(step) - 1e-9)))
  return values.map { fixedNumber($0, decimals: min(decimals, 17)) }
}

/// Never `-0.0`.
func fixedNumber(_ value: Double, decimals: Int) -> String {
  let text = String(format: "%.\(decimals)f", value)
  return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) } ? String(text.dropFirst()) : text
}

private func trimmedExponent(_ value: Double, decimals: Int) -> String {
  withShortExponent(String(format: "%.\(decimals)e", value))
}

/// A coordinate with at most two decimals.
package func number(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let whole = hundredths.magnitude / 100
  let rest = hundredths.magnitude % 100
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
