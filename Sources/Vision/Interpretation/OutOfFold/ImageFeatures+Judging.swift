import Foundation
import Torch
public import Training

extension ImageFeatures {
  /// Judges every image by heads that have not seen it, nor a copy of it, and by the images most like it.
  ///
  /// Ten folds, twice; copies share a fold. The probabilities are the normalised geometric mean of
  ///
  /// - the heads' (weight 0.7): multinomial logistic regression on standardised features, with `λ = 1 / 0.3`;
  /// - the votes of the nearest images by the cosine of their standardised features (weight 0.3), copies left out.
  ///
  /// An image's loss is `−ln p(label)`, and its suspicion `1 − p(label)`: the first in ``JudgedImages/topLosses(_:largest:)``
  /// is most probably labelled wrong. Where another class is more probable than the label, it is suggested.
  ///
  /// The body, if it was trained on these labels, has seen them; the heads have not. With the body of a frozen stage the
  /// judgement is wholly out of fold.
  ///
  /// - Parameters:
  ///   - folds: As many as there are images of the smallest class, at most.
  ///   - repeats: Divisions into folds, over which the heads' probabilities are averaged.
  ///   - neighboursShare: The weight of the nearest images' votes, 0…1.
  ///   - seed: Of the divisions.
  /// - Returns: A judgement of each image, in their order. Images of a class with one picture (or copies of one) have
  ///   neither suspicion nor suggestion: nothing could be learned of their class without them.
  /// - Throws: `LearnerError` for fewer than two classes with images.
  public func judgedOutOfFold(
    folds: Int = 10, repeats: Int = 2, neighboursShare: Float = 0.3, seed: UInt64 = 42
  ) throws -> Judgements {
    try OutOfFoldJudge(self, neighboursShare: neighboursShare)
      .judgements(images.map(\.label), folds: folds, repeats: repeats, seed: seed)
  }
}

/// What judging needs of the features, computed once however often labels are tried out.
struct OutOfFoldJudge {
  private let features: ImageFeatures
  private let rows: Tensor
  private let neighbours: Neighbours
  private let groups: DuplicateGroups

  private let headsShare: Float
  private static let mostNeighbours = 20
  private static let mostCopies = 12

  init(_ features: ImageFeatures, neighboursShare: Float = 0.3) throws {
    headsShare = 1 - min(max(neighboursShare, 0), 1)
    guard Set(features.images.map(\.label)).count > 1, features.images.count > 3 else {
      throw LearnerError(
        .data, "\(features.images.count) images of fewer than two classes cannot judge one another",
        remedy: "add images of another class")
    }
    self.features = features
    (rows, neighbours) = try withoutGrad {
      let rows = try Self.standardised(Tensor(features.values, shape: [features.images.count, features.width]))
      return (rows, try Neighbours(rows, count: Self.mostNeighbours + Self.mostCopies))
    }
    groups = DuplicateGroups(copies: features.copies, neighbours: neighbours, limit: Self.mostCopies)
  }

  /// Each column with mean 0 and deviation 1, then all divided by √F.
  private static func standardised(_ features: Tensor) throws -> Tensor {
    let centred = try features - features.mean(dimensions: 0, keepingDimensions: true)
    let spread = try (centred * centred).mean(dimensions: 0, keepingDimensions: true).sqrt() + 1e-6
    return try centred / spread / Double(features.size(1)).squareRoot()
  }

  func judgements(_ labels: [Int], folds: Int, repeats: Int, seed: UInt64) throws -> Judgements {
    let rows = try probabilities(labels, folds: folds, repeats: repeats, seed: seed)
    let groupsOfClass = groupCounts(labels)
    let judged = features.images.indices.map { place in
      judgement(place, labels[place], rows[place], isJudgeable: groupsOfClass[labels[place]] > 1)
    }
    return Judgements(classes: features.classes, judgements: judged)
  }

  /// Different pictures of each class.
  private func groupCounts(_ labels: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: features.classes.count)
    for group in groups.all { for label in Set(group.map { labels[$0] }) { counts[label] += 1 } }
    return counts
  }

  private func probabilities(_ labels: [Int], folds: Int, repeats: Int, seed: UInt64) throws -> [[Float]] {
    let classCount = features.classes.count
    let sizes = groupCounts(labels).filter { $0 > 1 }
    let folds = max(2, min(folds, sizes.min() ?? 2))
    var heads = [Float](repeating: 0, count: labels.count * classCount)
    let trained = FoldHeads(features: rows, classCount: classCount)
    for turn in 0..<max(1, repeats) {
      let plan = FoldPlan.folds(
        labels, groups: groups.all, count: folds, classCount: classCount, seed: seed &+ UInt64(turn))
      let said = try withoutGrad { try trained.probabilities(labels, folds: plan) }
      for place in said.indices { heads[place] += said[place] / Float(max(1, repeats)) }
    }
    let votes = neighbours.votes(
      labels, classCount: classCount, groups: groups, count: neighbourCount(labels.count, classCount))
    return votes.enumerated().map { mixed(heads[($0 * classCount)..<(($0 + 1) * classCount)], $1) }
  }

  /// An eighth of a class, from 3 to 20: 20 of 480 images of 3 classes.
  private func neighbourCount(_ images: Int, _ classes: Int) -> Int {
    min(Self.mostNeighbours, max(3, images / classes / 8))
  }

  private func mixed(_ heads: ArraySlice<Float>, _ votes: [Float]) -> [Float] {
    let logs = zip(heads, votes).map { headsShare * log(max($0, 1e-12)) + (1 - headsShare) * log($1) }
    let top = logs.max() ?? 0
    let weights = logs.map { exp($0 - top) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private func judgement(_ place: Int, _ label: Int, _ row: [Float], isJudgeable: Bool) -> ImageJudgement {
    let image = features.images[place]
    let best = row.indices.max { row[$0] < row[$1] } ?? label
    let suggestion = best == label ? nil : ImageJudgement.Suggestion(label: best, confidence: row[best])
    return ImageJudgement(
      path: image.path, part: image.part, actual: label, probabilities: row, loss: -log(max(row[label], 1e-12)),
      suspicion: isJudgeable ? 1 - row[label] : nil, suggestion: isJudgeable ? suggestion : nil)
  }
}

extension JudgedImages {
  /// Images whose label is probably wrong, by the rule of confident learning: another class is more probable than it is
  /// on average among the images labelled so, and than the image's own class is. The most suspicious come first.
  ///
  /// Of images judged out of fold only. Northcutt et al. 2021, arXiv:1911.00068, eqs. 1 and 2.
  public var probablyMislabelled: [ImageJudgement] {
    let thresholds = meanConfidences
    return topLosses().filter { judgement in
      guard judgement.suspicion != nil, let actual = judgement.actual else { return false }
      let row = judgement.probabilities
      let above = row.indices.filter { row[$0] >= thresholds[$0] }
      return above.max { row[$0] < row[$1] }.map { $0 != actual && row[$0] > row[actual] } ?? false
    }
  }

  /// For each class the mean of its probability among the images labelled so; one that nothing reaches without any.
  private var meanConfidences: [Float] {
    var (sums, counts) = ([Float](repeating: 0, count: classes.count), [Float](repeating: 0, count: classes.count))
    for judgement in judgements {
      guard let actual = judgement.actual else { continue }
      sums[actual] += judgement.probabilities[actual]
      counts[actual] += 1
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 2 }
  }
}

extension Learner {
  /// Judges every training and validation image out of fold: fair to all of them, whatever the network has seen. See
  /// ``ImageFeatures/judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.
  ///
  /// - Parameters:
  ///   - features: From ``imageFeatures(_:keptIn:progress:)``, when they are at hand.
  ///   - progress: Told how many images are done, of how many; returns whether to go on.
  /// - Returns: The judgements, with all that is read off them.
  /// - Throws: As both.
  public func interpretOutOfFold(
    _ features: ImageFeatures? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ClassificationInterpretation {
    let judged = try (features ?? imageFeatures(progress: progress)).judgedOutOfFold()
    return try ClassificationInterpretation(self) { _ in judged.judgements }
  }
}
