import Foundation

/// The learning rates of a network's layer groups: one for all, or from slow first layers to a fast head.
public enum LearningRate: Sendable, Hashable {
  /// The same for every group.
  case uniform(Double)
  /// The last group gets `upper`, the others a tenth of it (fastai: `slice(upper)`).
  case headFirst(upper: Double)
  /// From `lower` for the first group to `upper` for the last, in equal ratios (fastai: `slice(lower, upper)`).
  case geometric(lower: Double, upper: Double)

  /// One rate for each of `count` groups, first layers first.
  public func rates(count: Int) -> [Double] {
    switch self {
    case .uniform(let rate): Array(repeating: rate, count: count)
    case .headFirst(let upper): Array(repeating: upper / 10, count: max(count - 1, 0)) + [upper]
    case .geometric(let lower, let upper):
      (0..<count).map { count == 1 ? upper : lower * pow(upper / lower, Double($0) / Double(count - 1)) }
    }
  }

  /// Whether every rate is a positive number.
  var isValid: Bool { rates(count: 2).allSatisfy { $0 > 0 && $0.isFinite } }
}

/// What may be given as a learning rate: `3e-3`, `.slice(3e-5, 3e-4)`, `3e-5...3e-4`.
public protocol LearningRateSpecification {
  var learningRate: LearningRate { get }
}

extension LearningRate: LearningRateSpecification { public var learningRate: LearningRate { self } }
extension Double: LearningRateSpecification { public var learningRate: LearningRate { .uniform(self) } }
extension ClosedRange: LearningRateSpecification where Bound == Double {
  public var learningRate: LearningRate { .geometric(lower: lowerBound, upper: upperBound) }
}

extension LearningRateSpecification where Self == LearningRate {
  /// From `lower` for the first layers to `upper` for the head.
  public static func slice(_ lower: Double, _ upper: Double) -> LearningRate { .geometric(lower: lower, upper: upper) }

  /// `upper` for the head, a tenth of it for the layers before.
  public static func slice(_ upper: Double) -> LearningRate { .headFirst(upper: upper) }
}
