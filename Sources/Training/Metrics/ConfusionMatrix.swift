/// How scores of several classes become one.
public enum Averaging: Sendable, Hashable {
  /// The score of one class of two; with more than two classes, as `.macro` (fastai's rule).
  case binary(positive: Int = 1)
  /// From the counts of all classes together.
  case micro
  /// The mean over the classes that occur.
  case macro
  /// The mean over the classes, each counting as its items.
  case weighted
}

/// Counts of items by actual class (rows) and predicted class (columns), and the scores that follow from them. Scores
/// that would divide by 0 are 0, as scikit-learn's.
public struct ConfusionMatrix: Sendable, Hashable {
  public private(set) var counts: [[Int]]

  public init(classCount: Int) { counts = Array(repeating: Array(repeating: 0, count: classCount), count: classCount) }

  public init(actual: [Int], predicted: [Int], classCount: Int) {
    self.init(classCount: classCount)
    for (row, column) in zip(actual, predicted) { add(actual: row, predicted: column) }
  }

  /// Counts an item; one of a class that is not there is left out.
  public mutating func add(actual: Int, predicted: Int) {
    guard counts.indices.contains(actual), counts.indices.contains(predicted) else { return }
    counts[actual][predicted] += 1
  }

  public var classCount: Int { counts.count }
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
  public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }
  /// Items of each actual class.
  public var actualCounts: [Int] { counts.map { $0.reduce(0, +) } }
  /// Items of each predicted class.
  public var predictedCounts: [Int] { counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } } }

  // MARK: Scores of each class

  /// Hits, predictions and items of each class.
  var tallies: [Tally] {
    zip(zip(predictedCounts, actualCounts), counts.indices).map { pair, index in
      Tally(hits: counts[index][index], predicted: pair.0, actual: pair.1)
    }
  }

  /// The share of the items predicted as a class that are of it, for each class.
  public var precisions: [Double] { tallies.map(\.precision) }
  /// The share of the items of a class that are predicted as it, for each class.
  public var recalls: [Double] { tallies.map(\.recall) }
  /// `(1 + β²)·P·R / (β²·P + R)` for each class.
  public func fBetas(_ beta: Double = 1) -> [Double] { tallies.map { $0.fBeta(beta) } }

  // MARK: Scores of all

  public func precision(_ averaging: Averaging) -> Double { average(averaging, \.precision) }
  public func recall(_ averaging: Averaging) -> Double { average(averaging, \.recall) }
  public func fBeta(_ beta: Double, _ averaging: Averaging) -> Double { average(averaging) { $0.fBeta(beta) } }

  private func average(_ averaging: Averaging, _ score: (Tally) -> Double) -> Double {
    if case .binary(let positive) = averaging, classCount == 2, counts.indices.contains(positive) {
      return score(tallies[positive])
    }
    return tallies.average(averaging, score)
  }

  /// The mean of the classes' recalls, those without items left out.
  public var balancedAccuracy: Double {
    let present = tallies.filter { $0.actual > 0 }
    return present.reduce(0) { $0 + $1.recall } / Double(present.count)
  }

  /// How a wrong class counts in ``kappa(_:)``: all alike, or by the distance of their indices.
  public enum KappaWeights: Sendable, Hashable { case none, linear, quadratic }

  /// Cohen's kappa: agreement beyond chance. Cohen 1960.
  public func kappa(_ weights: KappaWeights = .none) -> Double {
    let (rows, columns, n) = (actualCounts, predictedCounts, Double(total))
    var (observed, expected) = (0.0, 0.0)
    for i in counts.indices {
      for j in counts.indices {
        let distance = Double(abs(i - j))
        let weight =
          switch weights {
          case .none: i == j ? 0.0 : 1
          case .linear: distance
          case .quadratic: distance * distance
          }
        observed += weight * Double(counts[i][j])
        expected += weight * Double(rows[i]) * Double(columns[j]) / n
      }
    }
    return 1 - observed / expected
  }

  /// Matthews' correlation coefficient, for any number of classes. Gorodkin 2004.
  public var matthews: Double {
    let (rows, columns) = (actualCounts.map(Double.init), predictedCounts.map(Double.init))
    let (n, hits) = (Double(total), Double(correct))
    let both = zip(rows, columns).reduce(0) { $0 + $1.0 * $1.1 }
    let actual = n * n - rows.reduce(0) { $0 + $1 * $1 }
    let predicted = n * n - columns.reduce(0) { $0 + $1 * $1 }
    return actual * predicted > 0 ? (hits * n - both) / (actual * predicted).squareRoot() : 0
  }
}

/// Hits, predictions and items of one class.
struct Tally {
  var hits = 0, predicted = 0, actual = 0

  var precision: Double { predicted > 0 ? Double(hits) / Double(predicted) : 0 }
  var recall: Double { actual > 0 ? Double(hits) / Double(actual) : 0 }
  /// Items in either over items in both.
  var jaccard: Double {
    let either = predicted + actual - hits
    return either > 0 ? Double(hits) / Double(either) : 0
  }

  func fBeta(_ beta: Double) -> Double {
    let denominator = beta * beta * Double(actual) + Double(predicted)
    return denominator > 0 ? (1 + beta * beta) * Double(hits) / denominator : 0
  }
}

extension [Tally] {
  func average(_ averaging: Averaging, keepingAbsent: Bool = false, _ score: (Tally) -> Double) -> Double {
    switch averaging {
    case .micro:
      return score(
        Tally(
          hits: reduce(0) { $0 + $1.hits }, predicted: reduce(0) { $0 + $1.predicted },
          actual: reduce(0) { $0 + $1.actual }))
    case .weighted:
      let total = reduce(0) { $0 + $1.actual }
      return total > 0 ? reduce(0) { $0 + score($1) * Double($1.actual) } / Double(total) : 0
    case .macro, .binary:
      let present = keepingAbsent ? self : filter { $0.actual > 0 || $0.predicted > 0 }
      return present.isEmpty ? 0 : present.reduce(0) { $0 + score($1) } / Double(present.count)
    }
  }
}
