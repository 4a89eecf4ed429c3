import Torch

/// Figures for one class of several. Counts are summed over the whole epoch, so that batches do not change them.
extension Metric {
  /// Any score of the epoch's confusion matrix.
  ///
  ///     let worst = Metric("worst_recall") { $0.recalls.min() ?? .nan }
  public init(_ name: String, confusion score: @escaping @Sendable (ConfusionMatrix) -> Double) {
    self.init(name) { ConfusionAccumulator(score: score) }
  }

  /// The share of the items predicted as a class that are of it (fastai: `Precision`).
  public static func precision(_ averaging: Averaging = .binary()) -> Metric {
    Metric("precision", confusion: { $0.precision(averaging) })
  }

  /// The share of the items of a class that are predicted as it (fastai: `Recall`).
  public static func recall(_ averaging: Averaging = .binary()) -> Metric {
    Metric("recall", confusion: { $0.recall(averaging) })
  }

  /// `(1 + β²)·P·R / (β²·P + R)` (fastai: `FBeta`, which has β 2).
  public static func fBeta(_ beta: Double = 2, _ averaging: Averaging = .binary()) -> Metric {
    Metric("f_beta", confusion: { $0.fBeta(beta, averaging) })
  }

  /// The harmonic mean of precision and recall.
  public static func f1(_ averaging: Averaging = .binary()) -> Metric {
    Metric("f1", confusion: { $0.fBeta(1, averaging) })
  }

  /// Agreement beyond chance (fastai: `KappaScore`): see ``ConfusionMatrix/kappa(_:)``.
  public static func kappa(_ weights: ConfusionMatrix.KappaWeights = .none) -> Metric {
    Metric("kappa_score", confusion: { $0.kappa(weights) })
  }

  /// See ``ConfusionMatrix/matthews`` (fastai: `MatthewsCorreff`).
  public static let matthews = Metric("matthews_correff", confusion: \.matthews)

  /// The mean of the classes' recalls.
  public static let balancedAccuracy = Metric("balanced_accuracy", confusion: \.balancedAccuracy)

  /// Items of a class in both over items in either, after averaging (scikit-learn: `jaccard_score`).
  public static func jaccard(_ averaging: Averaging = .binary()) -> Metric {
    Metric(
      "jaccard",
      confusion: { matrix in
        if case .binary(let positive) = averaging, matrix.classCount == 2, (0...1).contains(positive) {
          return matrix.tallies[positive].jaccard
        }
        return matrix.tallies.average(averaging, \.jaccard)
      })
  }

  // MARK: From probabilities

  /// The area under the curve of true against false positive rate (fastai: `AUROC`): of the last of two classes; with
  /// more, the mean over the classes, each against the rest. Classes without items, or with all of them, are left out.
  public static let auroc = Metric("auroc") {
    CollectingAccumulator(activation: { try $0.softmax() }) { scores, targets, width in
      meanOverClasses(scores, targets, width, \.areaUnderROC)
    }
  }

  /// The mean precision over all recalls, as ``auroc`` over the classes (fastai 2: `APScoreBinary`).
  public static let averagePrecision = Metric("average_precision") {
    CollectingAccumulator(activation: { try $0.softmax() }) { scores, targets, width in
      meanOverClasses(scores, targets, width, \.averagePrecision)
    }
  }

  /// The mean squared distance of the probabilities from the truth, `Σ_c (p_c − y_c)²`; half of it with two classes.
  /// Brier 1950.
  public static let brier = Metric("brier_score") {
    CollectingAccumulator(activation: { try $0.softmax() }) { scores, targets, width in
      let squares = scores.enumerated().map { place, p in
        let truth = Int(targets[place / width]) == place % width ? 1.0 : 0
        return (p - truth) * (p - truth)
      }
      return squares.reduce(0, +) / Double(targets.count) / (width == 2 ? 2 : 1)
    }
  }

  @Sendable
  private static func meanOverClasses(
    _ scores: [Double], _ targets: [Double], _ width: Int, _ area: (RankedScores) -> Double
  ) -> Double {
    let classes = width == 2 ? 1..<2 : 0..<width
    let areas = classes.map { column in
      area(
        RankedScores(
          scores: stride(from: column, to: scores.count, by: width).map { scores[$0] },
          positives: targets.map { Int($0) == column }))
    }
    let known = areas.filter { !$0.isNaN }
    return known.reduce(0, +) / Double(known.count)
  }
}

private struct ConfusionAccumulator: MetricAccumulator {
  let score: @Sendable (ConfusionMatrix) -> Double
  var matrix: ConfusionMatrix?

  mutating func add(predictions: Tensor, targets: Tensor) throws {
    var counted = try matrix ?? ConfusionMatrix(classCount: predictions.size(-1))
    let predicted = try predictions.argmax(dimension: -1).scalars(as: Int.self)
    for (actual, predicted) in zip(try targets.scalars(as: Int.self), predicted) {
      counted.add(actual: actual, predicted: predicted)
    }
    matrix = counted
  }

  var value: Double { matrix.map(score) ?? .nan }
}
