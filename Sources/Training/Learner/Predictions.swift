public import SystemPackage

/// What the network makes of data that it does not train on: one row for each item, in the order of the data set.
public struct Predictions: Sendable {
  /// After the loss's activation: class probabilities, `[N, C]`; numbers, `[N, F]`.
  public let probabilities: [[Float]]
  /// Class indices; empty when an item has no single class.
  public let targets: [Int]
  /// Targets that are no class indices: zeros and ones for each class, or numbers.
  public let targetValues: [[Float]]
  /// Each item's loss, from the raw outputs.
  public let losses: [Float]
  /// Where each item stands in its part of the data set, ascending.
  public let indices: [Int]
  /// The file of each item; empty where items are no files.
  public let paths: [FilePath]

  public var count: Int { indices.count }

  /// The class with the largest probability.
  public var classes: [Int] {
    probabilities.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
  }

  /// How many are not their target's class.
  public var errorCount: Int { zip(classes, targets).count { $0 != $1 } }

  /// Counts by actual class (rows) and predicted class (columns).
  public func confusionMatrix(classCount: Int) -> [[Int]] {
    ConfusionMatrix(actual: targets, predicted: classes, classCount: classCount).counts
  }
}

/// Rows in the order that they came in, and the predictions made of them.
struct PredictionRows {
  var probabilities: [[Float]] = []
  var targets: [Int] = []
  var targetValues: [[Float]] = []
  var losses: [Float] = []
  var indices: [Int] = []

  /// In the order of the data set.
  func sorted(paths: [FilePath]) -> Predictions {
    let order = indices.indices.sorted { indices[$0] < indices[$1] }
    func picked<Element>(_ column: [Element]) -> [Element] { column.isEmpty ? [] : order.map { column[$0] } }
    let places = picked(indices)
    return Predictions(
      probabilities: picked(probabilities), targets: picked(targets), targetValues: picked(targetValues),
      losses: picked(losses), indices: places,
      paths: paths.isEmpty ? [] : places.map { paths.indices.contains($0) ? paths[$0] : "" })
  }
}
