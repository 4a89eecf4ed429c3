import Foundation

/// How a value goes from a start to an end.
public enum Annealing: Sendable, Hashable {
  case none, linear, cosine, exponential
  case polynomial(degree: Double)

  /// The value when `fraction` (0…1) of the way is done.
  public func callAsFunction(from start: Double, to end: Double, at fraction: Double) -> Double {
    switch self {
    case .none: start
    case .linear: start + (end - start) * fraction
    case .cosine: end + (start - end) / 2 * (cos(.pi * fraction) + 1)
    case .exponential: start * pow(end / start, fraction)
    case .polynomial(let degree): end + (start - end) * pow(1 - fraction, degree)
    }
  }
}
