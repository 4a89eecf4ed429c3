/// How far a rate measured on few items can be trusted: Wilson's score interval.
///
///     (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
///
/// Wilson 1927. For 2 errors of 141: 0.4 % to 5.0 %.
public func wilsonInterval(errors: Int, of count: Int, z: Double = 1.959964) -> ClosedRange<Double> {
  guard count > 0 else { return 0...1 }
  let n = Double(count)
  let p = Double(errors) / n
  let centre = p + z * z / (2 * n)
  let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  let scale = 1 + z * z / n
  return max(0, (centre - half) / scale)...min(1, (centre + half) / scale)
}
