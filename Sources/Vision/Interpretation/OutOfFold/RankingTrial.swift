import Foundation
import Images
import Training

/// How well the ranking finds wrong labels among your own images: measured by planting some.
public struct RankingTrial: Sendable, Hashable {
  /// Images in the ranking.
  public let imageCount: Int
  /// For each trial, where the planted errors stand, from 0, ascending.
  public let places: [[Int]]

  public init(imageCount: Int, places: [[Int]]) {
    (self.imageCount, self.places) = (imageCount, places.map { $0.sorted() })
  }

  /// Planted errors in all trials.
  public var plantedCount: Int { places.reduce(0) { $0 + $1.count } }

  /// How many planted errors stand among the first `k` images, in all trials.
  private func found(inFirst k: Int) -> Int { places.reduce(0) { $0 + $1.count { $0 < k } } }

  /// What share of the planted errors stands among the first `k` images.
  public func recall(at k: Int) -> Double { plantedCount > 0 ? Double(found(inFirst: k)) / Double(plantedCount) : 0 }

  /// What share of the first `k` images is a planted error, with where it truly lies with 95 % confidence.
  ///
  /// Less than the share of wrong labels there: those that were wrong before are not counted.
  public func precision(at k: Int) -> (value: Double, interval: ClosedRange<Double>) {
    let looked = min(max(k, 0), imageCount) * places.count
    let found = found(inFirst: k)
    return (looked > 0 ? Double(found) / Double(looked) : 0, wilsonInterval(errors: found, of: looked))
  }

  /// How many wrong labels are left, after somebody has looked at the first images of the ranking.
  public struct Remaining: Sendable, Hashable {
    /// The best guess.
    public let estimate: Double
    /// With 95 % confidence there are no more.
    public let upperBound: Int
  }

  /// The stop rule: of a share `s` of the planted errors known to stand where somebody has looked, `found` wrong labels
  /// are that share too, so that `found / s − found` are left.
  ///
  /// The bound is the largest number of wrong labels of which so few would be found there once in twenty times, with the
  /// lower end of `s`'s own interval.
  ///
  /// - Parameters:
  ///   - found: Wrong labels among the images looked at.
  ///   - reviewed: How many images, from the first on.
  /// - Returns: Nil when nothing can be said yet, because no planted error stands there.
  public func remaining(found: Int, reviewed: Int) -> Remaining? {
    let share = recall(at: reviewed)
    guard share > 0, found >= 0 else { return nil }
    let low = wilsonInterval(errors: self.found(inFirst: reviewed), of: plantedCount).lowerBound
    var total = found
    while total < imageCount, Binomial(trials: total + 1, p: low).probability(ofAtMost: found) > 0.05 { total += 1 }
    return Remaining(estimate: Double(found) / share - Double(found), upperBound: total - found)
  }
}

/// How often something happens in independent trials.
struct Binomial {
  let trials: Int
  let p: Double

  /// `Σ_{i ≤ k} (n over i) · pⁱ · (1 − p)ⁿ⁻ⁱ`
  func probability(ofAtMost k: Int) -> Double {
    guard k < trials else { return 1 }
    guard p < 1 else { return 0 }
    // Each term from the one before; in logarithms nothing underflows.
    var (term, sum) = (Double(trials) * log1p(-p), 0.0)
    for i in 0...max(k, 0) {
      sum += exp(term)
      guard p > 0 else { return 1 }
      term += log(Double(trials - i) / Double(i + 1)) + log(p) - log1p(-p)
    }
    return min(1, sum)
  }
}

extension ImageFeatures {
  /// Gives some images another class at random, and looks where they stand in the ranking.
  ///
  /// - Parameters:
  ///   - share: Of the images, above 0 and below 1.
  ///   - trials: Each with other images; one takes as long as judging.
  ///   - seed: Of the choice.
  /// - Returns: Where the planted errors stood.
  /// - Throws: As ``judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.
  public func plantErrors(share: Double = 0.05, trials: Int = 3, seed: UInt64 = 42) throws -> RankingTrial {
    let judge = try OutOfFoldJudge(self)
    let places = try (0..<max(1, trials)).map { trial in
      let planted = PlantedErrors(self, share: share, seed: seed &+ UInt64(trial))
      let judged = try judge.judgements(planted.labels, folds: 10, repeats: 2, seed: seed)
      let order = judged.ranking
      return order.indices.filter { planted.places.contains(order[$0]) }
    }
    return RankingTrial(imageCount: images.count, places: places)
  }
}

/// Labels some of which are wrong on purpose.
struct PlantedErrors {
  let labels: [Int]
  let places: Set<Int>

  init(_ features: ImageFeatures, share: Double, seed: UInt64) {
    var generator = SplitMix64(seed: seed, stream: 0xBAD)
    let wanted = (Double(features.images.count) * min(max(share, 0), 0.5)).rounded()
    let chosen = features.images.indices.shuffled(using: &generator).prefix(max(1, Int(wanted)))
    var labels = features.images.map(\.label)
    for place in chosen.sorted() {
      let other = Int.random(in: 0..<(features.classes.count - 1), using: &generator)
      labels[place] = other < labels[place] ? other : other + 1
    }
    (self.labels, places) = (labels, Set(chosen))
  }
}

extension Judgements {
  /// Places in ``judgements``, the most suspicious first.
  var ranking: [Int] {
    judgements.indices.sorted { (judgements[$1].loss ?? 0, $0) < (judgements[$0].loss ?? 0, $1) }
  }
}
