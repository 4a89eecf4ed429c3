import Foundation
import Torch

/// Figures for numbers, over all elements of the epoch.
extension Metric {
  /// Any figure of all predictions and targets of an epoch, element by element.
  public init(_ name: String, numbers score: @escaping @Sendable ([Double], [Double]) -> Double) {
    self.init(name) {
      CollectingAccumulator { predictions, targets, _ in
        predictions.count == targets.count ? score(predictions, targets) : .nan
      }
    }
  }

  /// The mean squared error.
  public static let mse = Metric("mse", numbers: { mean(zip($0, $1).map { ($0 - $1) * ($0 - $1) }) })
  /// The mean absolute error.
  public static let mae = Metric("mae", numbers: { mean(zip($0, $1).map { abs($0 - $1) }) })
  /// The root of the mean squared error.
  public static let rmse = Metric("rmse", numbers: { mean(zip($0, $1).map { ($0 - $1) * ($0 - $1) }).squareRoot() })
  /// The mean squared error of `ln(1 + x)`.
  public static let msle = Metric(
    "msle",
    numbers: { mean(zip($0, $1).map { (log1p($0) - log1p($1)) * (log1p($0) - log1p($1)) }) })
  /// The root of the mean squared relative error of `eˣ` (fastai: `exp_rmspe`).
  public static let expRMSPE = Metric(
    "exp_rmspe",
    numbers: { mean(zip($0, $1).map { (1 - exp($0 - $1)) * (1 - exp($0 - $1)) }).squareRoot() })

  /// The share of the targets' variance that the predictions explain: 1 at best, negative when the targets' mean would
  /// be better.
  public static let r2 = Metric(
    "r2_score",
    numbers: { predictions, targets in
      let rest = zip(predictions, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let all = squaredDeviations(targets)
      return all > 0 ? 1 - rest / all : rest == 0 ? 1 : 0  // scikit-learn's rule for constant targets
    })

  /// As ``r2``, with a constant error forgiven.
  public static let explainedVariance = Metric(
    "explained_variance",
    numbers: { predictions, targets in
      let rest = squaredDeviations(zip(targets, predictions).map { $0 - $1 })
      let all = squaredDeviations(targets)
      return all > 0 ? 1 - rest / all : rest == 0 ? 1 : 0
    })

  /// Pearson's correlation coefficient.
  public static let pearson = Metric("pearsonr", numbers: { correlation($0, $1) })

  /// Spearman's: the correlation of the ranks, equal values sharing theirs.
  public static let spearman = Metric("spearmanr", numbers: { correlation(ranks($0), ranks($1)) })

  // MARK: Parts

  @Sendable
  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Sendable
  private static func squaredDeviations(_ values: [Double]) -> Double {
    let middle = mean(values)
    return values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
  }

  @Sendable
  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (mean(a), mean(b))
    let both = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    return both / (squaredDeviations(a) * squaredDeviations(b)).squareRoot()
  }

  @Sendable
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = max(end, start + 1)  // a NaN equals nothing, not even itself
    }
    return ranks
  }
}
