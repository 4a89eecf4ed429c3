import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Out of fold")
struct OutOfFoldTests {
  /// Three clouds of points, `count` of each class.
  private func clouds(_ count: Int = 40, wrong: [Int] = []) throws -> ImageFeatures {
    var generator = SplitMix64(seed: 5)
    func noise() -> Float { (0..<6).reduce(0) { sum, _ in sum + Float.random(in: -1...1, using: &generator) } }
    let labels = (0..<(3 * count)).map { $0 % 3 }
    let values = labels.flatMap { label in (0..<16).map { noise() + ($0 % 3 == label ? 3 : 0) } }
    let images = labels.enumerated().map { place, label in
      ImageFeatures.Image(
        path: "\(place).jpg", part: place % 5 == 0 ? .valid : .fix,
        label: wrong.contains(place) ? (label + 1) % 3 : label)
    }
    return try ImageFeatures(classes: ["a", "b", "c"], images: images, values: values)
  }

  @Test("the heads are scikit-learn's logistic regression, fold by fold")
  func logistic() throws {
    let want = try InterpretationFixture.load().logistic
    let x = try Tensor(want.features.map { Float($0) }, shape: want.shape)
    let got = try FoldHeads(features: x, classCount: 3, steps: 600).probabilities(want.labels, folds: want.folds)
    #expect(difference(got, want.probabilities, absolute: 1e-4) == nil)
  }

  @Test("copies share a fold, and every class is spread evenly")
  func folds() {
    let labels = (0..<60).map { $0 % 3 }
    let groups = [[0, 3, 6], [1, 2]] + (4..<60).filter { $0 != 6 }.map { [$0] }
    let folds = FoldPlan.folds(labels, groups: groups, count: 5, classCount: 3, seed: 1)
    for group in groups { #expect(Set(group.map { folds[$0] }).count == 1) }
    for label in 0..<3 {
      let counts = (0..<5).map { fold in labels.indices.count { labels[$0] == label && folds[$0] == fold } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 2)
    }
    #expect(folds != FoldPlan.folds(labels, groups: groups, count: 5, classCount: 3, seed: 2))
  }

  @Test("near copies are found pair by pair, and groups do not grow into chains")
  func duplicates() throws {
    // Points on an arc: each is like the next, the ends are not alike.
    let angles = (0..<30).map { Double($0) * 0.1 }
    let x = try Tensor(angles.flatMap { [Float(cos($0)), Float(sin($0))] }, shape: [30, 2])
    let groups = DuplicateGroups(copies: [[0, 29]], neighbours: try Neighbours(x, count: 10), limit: 4)
    #expect(groups.number[0] == groups.number[29])
    #expect(groups.all.allSatisfy { $0.count <= 4 } && groups.all.joined().sorted() == Array(0..<30))
    #expect(groups.all.contains { $0.count > 1 && !$0.contains(0) })
  }

  @Test("wrong labels come first, with the right class suggested, wherever they stand")
  func finds() throws {
    let wrong = [3, 10, 25, 50, 77]
    let judged = try clouds(wrong: wrong).judgedOutOfFold()
    let first = judged.topLosses(5)
    #expect(Set(first.map(\.path)) == Set(wrong.map { "\($0).jpg" }))
    for item in first {
      let place = try #require(Int(item.path.dropLast(4)))
      #expect(item.suggestion?.label == place % 3 && (item.suspicion ?? 0) > 0.5)
    }
    #expect(Set(judged.probablyMislabelled.prefix(5).map(\.path)) == Set(first.map(\.path)))
    #expect(judged.judgements.map(\.part).contains(.fix) && judged.judgements.map(\.part).contains(.valid))
    for item in judged.judgements { #expect(abs(item.probabilities.reduce(0, +) - 1) < 1e-4) }
    #expect(try clouds(wrong: wrong).judgedOutOfFold() == judged)
  }

  @Test("a class with one picture is judged without suspicion; fewer than two classes are refused")
  func oneOfAClass() throws {
    let all = try clouds(10)
    let lonely = try ImageFeatures(
      classes: ["a", "b", "c", "lonely"],
      images: all.images.enumerated().map { place, image in
        .init(path: image.path, part: image.part, label: place == 4 ? 3 : image.label)
      }, values: all.values)
    let judged = try lonely.judgedOutOfFold()
    #expect(judged.judgements[4].suspicion == nil && judged.judgements[4].suggestion == nil)
    #expect(judged.judgements[5].suspicion != nil)
    #expect(!judged.probablyMislabelled.contains { $0.path == "4.jpg" })
    let one = try all.relabelled(all.images.map { _ in 0 })
    #expect(throws: LearnerError.self) { try one.judgedOutOfFold() }
    #expect(throws: LearnerError.self) {
      try ImageFeatures(classes: ["a"], images: all.images, values: all.values)
    }
  }

  @Test("planted errors are found, and precision and recall count them")
  func planted() throws {
    let trial = try clouds().plantErrors(share: 0.05, trials: 2)
    #expect(trial.plantedCount == 12 && trial.imageCount == 120)
    #expect(trial.recall(at: 12) > 0.9 && trial.recall(at: 120) == 1 && trial.recall(at: 0) == 0)
    let precision = trial.precision(at: 6)
    #expect(precision.value > 0.8 && precision.interval.contains(precision.value))
    #expect(try clouds().plantErrors(share: 0.05, trials: 2) == trial)
  }

  @Test("the stop rule: what is found divided by the share that would be, and a bound that covers it")
  func stopRule() throws {
    // Nine of ten planted errors stand among the first 20 of 100.
    let trial = RankingTrial(imageCount: 100, places: [[0, 1, 2, 3, 5, 8, 11, 13, 19, 60]])
    let left = try #require(trial.remaining(found: 9, reviewed: 20))
    #expect(abs(left.estimate - 1) < 1e-9 && left.upperBound >= 1)
    let clean = try #require(trial.remaining(found: 0, reviewed: 20))
    #expect(clean.estimate == 0 && clean.upperBound < left.upperBound)
    #expect(trial.remaining(found: 0, reviewed: 0) == nil)
    let all = try #require(trial.remaining(found: 3, reviewed: 100))
    #expect(all.estimate == 0)
    // scipy.stats.binom.cdf(3, 20, 0.3), (0, 5, 0.5)
    #expect(abs(Binomial(trials: 20, p: 0.3).probability(ofAtMost: 3) - 0.10708680450373) < 1e-9)
    #expect(abs(Binomial(trials: 5, p: 0.5).probability(ofAtMost: 0) - 0.03125) < 1e-12)
  }

  @Test("features come in order with their files, copies are known, and a learner judges all its images")
  func fromLearner() throws {
    try withDataSet(counts: [7, 7]) { folder in
      let copy = folder.appending("class1").appending("copy.png")
      try FileManager.default.copyItem(atPath: folder.appending("class0/003.png").string, toPath: copy.string)
      let learn = try cnnLearner(smallBunch(folder), .resnet18, weights: .random, callbacks: [])
      let features = try learn.imageFeatures()
      #expect(features.images.count == 15 && features.width == 1024)
      #expect(features.copies.count == 1 && features.copies[0].count == 2)
      let judged = try learn.interpretOutOfFold(features)
      #expect(Set(judged.judgements.map(\.path)).count == 15)
      #expect(judged.judgements.allSatisfy { $0.actual != nil && $0.loss != nil })
      #expect(throws: CancellationError.self) { try learn.imageFeatures { _, _ in false } }
      #expect(try tensorsLeaked { _ = try features.judgedOutOfFold(folds: 3, repeats: 1) } == 0)
    }
  }
}
