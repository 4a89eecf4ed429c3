/// Scores of the two kinds of items in falling order: what ranking figures are computed from. Items with one score come
/// together.
struct RankedScores {
  /// True and false positives when the threshold is at each of the scores, highest first.
  private let curve: [(truePositives: Int, falsePositives: Int)]
  private let positives: Int, negatives: Int

  init(scores: [Double], positives isPositive: [Bool]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var curve: [(truePositives: Int, falsePositives: Int)] = []
    var (hits, misses) = (0, 0)
    for (place, item) in order.enumerated() {
      if isPositive[item] { hits += 1 } else { misses += 1 }
      let isLastOfScore = place + 1 == order.count || scores[order[place + 1]] != scores[item]
      if isLastOfScore { curve.append((hits, misses)) }
    }
    (self.curve, positives, negatives) = (curve, hits, misses)
  }

  /// The chance that an item of the one kind scores higher than one of the other; equal scores count half. NaN without
  /// both kinds.
  var areaUnderROC: Double {
    guard positives > 0, negatives > 0 else { return .nan }
    var (area, before) = (0.0, (truePositives: 0, falsePositives: 0))
    for point in curve {
      let height = Double(point.truePositives + before.truePositives) / 2
      area += height * Double(point.falsePositives - before.falsePositives)
      before = point
    }
    return area / (Double(positives) * Double(negatives))
  }

  /// `Σ (Rₙ − Rₙ₋₁)·Pₙ` over the thresholds (scikit-learn: `average_precision_score`). NaN without positives.
  var averagePrecision: Double {
    guard positives > 0 else { return .nan }
    var (sum, before) = (0.0, 0)
    for point in curve {
      let precision = Double(point.truePositives) / Double(point.truePositives + point.falsePositives)
      sum += Double(point.truePositives - before) * precision
      before = point.truePositives
    }
    return sum / Double(positives)
  }
}
