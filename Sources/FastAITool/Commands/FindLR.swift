import ArgumentParser
import Foundation
import Plots
import SystemPackage
import Torch
import TorchNN
import Training
import Vision

struct FindLR: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-lr",
    abstract: "Show at which learning rates the loss falls, and suggest one.",
    discussion: """
      Trains on a few batches while the rate rises, and keeps nothing of it. Before unfreezing, look for the head's rate; \
      afterwards, with --model and --unfreeze, for the whole network's.

      Examples:

        fastai find-lr data/bears
        fastai find-lr data/bears --model data/bears/models/model.safetensors --unfreeze
      """)

  @OptionGroup var recipe: RecipeOptions

  @Option(help: "Start from a model that fastai train wrote, instead of a new head.")
  var model: String?

  @Flag(help: "Let the whole network train, not only its head.")
  var unfreeze = false

  @Option(help: "The first rate.")
  var startLr = 1e-7

  @Option(help: "The last rate.")
  var endLr = 10.0

  @Option(help: "Batches.")
  var iterations = 100

  @Option(help: "The picture, .svg, .png or .jpg; FOLDER/models/lr.svg by default.")
  var output: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard startLr > 0, endLr > startLr, endLr.isFinite else {
      throw ValidationError("The rate must rise: --start-lr above 0, --end-lr above it.")
    }
    guard iterations > 1 else { throw ValidationError("--iterations must be at least 2.") }
    guard ["svg", "png", "jpg", "jpeg"].contains(picturePath.extension?.lowercased()) else {
      throw ValidationError("--output must end in .svg, .png or .jpg.")
    }
  }

  private var picturePath: FilePath {
    output.map { FilePath($0) } ?? FilePath(recipe.folder).appending("models").appending("lr.svg")
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    try OutputFolder.check(picturePath)
    let weights: InitialWeights = model == nil ? try await recipe.initialWeights(console) : .random
    let command = self
    let result = try await onComputeThread { interruption in
      try command.search(from: weights, command.recipe.makeData(), console, interruption)
    }
    console.endProgress()
    let folder = picturePath.removingLastComponent()
    if !folder.isEmpty {
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    }
    try result.plot.write(to: picturePath)
    tell(result, console)
  }

  private func search(
    from weights: InitialWeights, _ data: ImageDataBunch, _ console: Console, _ interruption: Interruption
  ) throws -> LRFinderResult {
    console.line("\(data)")
    try manualSeed(recipe.seed)
    let learn = try cnnLearner(data, recipe.arch, weights: weights, callbacks: [])
    if let model { try learn.model.load(fileState(model)) }
    if unfreeze { try learn.unfreeze() } else { try learn.freeze() }
    learn.callbacks = [SearchTeller(iterations, console, interruption)]
    let result = try learn.lrFind(startLR: startLr, endLR: endLr, iterations: iterations)
    if interruption.isRequested { throw CancellationError() }
    return result
  }

  private func fileState(_ model: String) throws -> StateDictionary {
    try StateDictionary(contentsOf: FilePath(model))
  }

  private func tell(_ result: LRFinderResult, _ console: Console) {
    let rates: [JSONValue] = (result.range.map { [$0.lowerBound, $0.upperBound] } ?? []).map { .double($0) }
    console.event(
      "lr",
      [
        "suggestion": .double(result.suggestion?.learningRate ?? .nan),
        "range": rates.isEmpty ? .null : .array(rates), "plot": .string(picturePath.string),
        "reason": .string(result.explanation), "batches": .int(result.losses.count),
        "rules": .array(
          result.suggestions.map { .array([.string($0.rule), .double($0.learningRate), .string($0.reason)]) }),
      ])
    for line in TerminalChart(result.chart()).lines { console.line(line) }
    console.line("")
    console.line(result.explanation)
    for suggestion in result.suggestions {
      let rate = String(format: "%.1e", suggestion.learningRate)
      console.line("  \(suggestion.rule.padding(to: 12)) \(rate)  \(suggestion.reason)")
    }
    console.line("\(console.bold("Wrote")) \(picturePath)")
  }
}

/// Draws the bar, and stops when asked to.
private final class SearchTeller: TrainingModifier {
  private let iterations: Int
  private let console: Console
  private let interruption: Interruption

  init(_ iterations: Int, _ console: Console, _ interruption: Interruption) {
    (self.iterations, self.console, self.interruption) = (iterations, console, interruption)
  }

  func afterBatch(_ learn: Learner) -> Flow {
    if interruption.isRequested { return .stop(reason: "interrupted") }
    let loss = learn.recorder.losses.last.map { String(format: "loss %.4f", $0) } ?? ""
    console.progress(learn.state.iteration + 1, of: iterations, loss)
    return .proceed
  }
}
