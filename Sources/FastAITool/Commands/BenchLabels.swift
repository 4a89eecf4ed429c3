import ArgumentParser
import Foundation
import Images
import SystemPackage
import Vision

struct BenchLabels: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-labels",
    abstract: "Makes labels wrong at random, and measures how high the ranking puts them.",
    discussion: """
      The features of the frozen body are computed once; then, for every share and seed, labels are changed at random \
      and every picture is judged out of fold. With --json each trial comes with its labels and probabilities, for \
      Benchmarks/label-errors to compare with others.

      Example:

        fastai bench-labels data/bears --weights resnet34.pth --share 0.05 --share 0.1 --seeds 5
      """)

  @OptionGroup var recipe: RecipeOptions

  @Option(help: "The share of the labels to make wrong; may be given several times.")
  var share: [Double] = [0.05, 0.1]

  @Option(help: "How often, each time with other pictures.")
  var seeds = 5

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard seeds > 0, share.allSatisfy({ $0 > 0 && $0 < 0.5 }) else {
      throw ValidationError("--seeds must be at least 1, and --share from above 0 to below 0.5.")
    }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    let weights = try await recipe.initialWeights(console)
    let command = self
    try await onComputeThread { try command.measure(weights, console, $0) }
  }

  private func measure(_ weights: InitialWeights, _ console: Console, _ interruption: Interruption) throws {
    let learn = try cnnLearner(recipe.makeData(), recipe.arch, weights: weights, callbacks: [])
    let features = try learn.imageFeatures { done, total in
      console.progress(done, of: total, "features")
      return !interruption.isRequested
    }
    console.endProgress()
    console.event(
      "features",
      [
        "images": .int(features.images.count), "width": .int(features.width),
        "values": .array(features.values.map { .double(Double($0)) }),
      ])
    for share in share {
      var recalls: [[Double]] = []
      for seed in 0..<seeds {
        try interruption.check()
        recalls.append(try trial(features, share, UInt64(seed), console))
      }
      let means = (0..<3).map { place in recalls.reduce(0) { $0 + $1[place] } / Double(recalls.count) }
      console.line(
        String(
          format: "%.0f %% made wrong: %.1f %%, %.1f %%, %.1f %% of them in the first 5 %%, 10 %%, 20 %%", share * 100,
          means[0] * 100, means[1] * 100, means[2] * 100))
    }
  }

  /// - Returns: The shares in the first 5, 10 and 20 %.
  private func trial(_ features: ImageFeatures, _ share: Double, _ seed: UInt64, _ console: Console) throws -> [Double]
  {
    let planted = Self.planted(features, share, seed)
    let wrong = try features.relabelled(planted.labels)
    let began = ContinuousClock.now
    let judged = try wrong.judgedOutOfFold()
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    let heads = try wrong.judgedOutOfFold(folds: 5, repeats: 1, neighboursShare: 0)
    let order = Dictionary(uniqueKeysWithValues: judged.topLosses().enumerated().map { ($1.path, $0) })
    let ranks = planted.places.compactMap { order[features.images[$0].path] }
    let recalls = [0.05, 0.1, 0.2].map { part in
      let first = Int((part * Double(features.images.count)).rounded())
      return Double(ranks.count { $0 < first }) / Double(max(ranks.count, 1))
    }
    console.event(
      "trial",
      [
        "share": .double(share), "seed": .int(Int(seed)), "seconds": .seconds(seconds),
        "labels": .array(planted.labels.map { .int($0) }), "planted": .array(planted.places.map { .int($0) }),
        "recalls": .array(recalls.map { .double($0) }), "ours": rows(judged), "heads": rows(heads),
      ])
    return recalls
  }

  private func rows(_ judged: Judgements) -> JSONValue {
    .array(judged.judgements.map { .array($0.probabilities.map { .double(Double($0)) }) })
  }

  private static func planted(
    _ features: ImageFeatures, _ share: Double, _ seed: UInt64
  ) -> (labels: [Int], places: [Int]) {
    var generator = SplitMix64(seed: seed, stream: 0xF11B)
    let count = Int((share * Double(features.images.count)).rounded())
    let places = features.images.indices.shuffled(using: &generator).prefix(count).sorted()
    var labels = features.images.map(\.label)
    for place in places {
      let other = Int.random(in: 0..<(features.classes.count - 1), using: &generator)
      labels[place] = other < labels[place] ? other : other + 1
    }
    return (labels, places)
  }
}
