import ArgumentParser
import SystemPackage
import Torch
import Training
import Vision

struct Train: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fine-tune a pretrained network on class folders of pictures.",
    discussion: """
      The lesson's recipe: one-cycle on a new head with the body frozen, then, with --unfreeze-epochs, on the whole \
      network. Writes one file that holds all that predicting needs, and beside it a report to read in a browser.

      A run that was stopped or killed goes on with --resume, where it stood at the end of its last epoch (or after \
      --checkpoint-every batches), and ends exactly as it would have.

      Examples:

        fastai train data/bears
        fastai train data/bears --arch resnet18 --weights resnet18.pth --epochs 4 --unfreeze-epochs 2
        fastai train data/bears --cache-features
        fastai train data/bears --resume
      """)

  @OptionGroup var recipe: RecipeOptions

  @Option(help: "Passes with the body frozen; 0 writes the model with an untrained head.")
  var epochs = 4

  @Option(help: "Largest learning rate of these passes.")
  var lr = 3e-3

  @Option(help: "Passes with the whole network, afterwards.")
  var unfreezeEpochs = 0

  @Option(help: "Largest learning rates of these passes: of the first layers and of the head.")
  var unfreezeLr = RatePair(lower: 3e-5, upper: 3e-4)

  @Option(help: "Train on mixtures of pairs of pictures, with this alpha: 0.4 is fastai's.")
  var mixup: Double?

  @Flag(help: "Leave batch norm in the frozen body as the weights have it, instead of training it with the head.")
  var freezeBatchNorm = false

  @Flag(help: "Compute the frozen body's features once: the frozen passes then take seconds, without augmentation.")
  var cacheFeatures = false

  @Option(help: "Cache this many augmented views of each picture, and report the error with and without them.")
  var cacheViews: Int?

  @Option(help: "The weights for the model: of the epoch with the least validation loss, or of the last.")
  var keep = KeptWeights.best

  @Flag(help: "Make the probabilities honest afterwards: temperature scaling on the validation pictures.")
  var calibrate = false

  @Option(help: "The model file; FOLDER/models/model.safetensors by default.")
  var output: String?

  @Flag(help: "Go on with the run that was stopped or killed, given with the same options.")
  var resume = false

  @Option(help: "Batches from one checkpoint to the next, besides those at the end of each epoch.")
  var checkpointEvery: Int?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard epochs >= 0, unfreezeEpochs >= 0 else { throw ValidationError("--epochs may not be negative.") }
    guard lr > 0, lr.isFinite else { throw ValidationError("--lr must be a positive number: 3e-3 is a good start.") }
    guard checkpointEvery ?? 1 > 0 else { throw ValidationError("--checkpoint-every must be at least 1.") }
    guard mixup.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--mixup must be a positive number: 0.4 is a good start.")
    }
    guard cacheViews ?? 1 > 0 else { throw ValidationError("--cache-views must be at least 1.") }
    guard recipe.weights != "none" || !cachesFeatures else {
      throw ValidationError("--cache-features needs a pretrained body; --weights none has none.")
    }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    try OutputFolder.check(modelPath)
    let weights = try await recipe.initialWeights(console)
    let command = self
    let outcome = try await onComputeThread { interruption in
      try TrainingJob(command, command.recipe.makeData(), console, interruption).train(from: weights)
    }
    outcome.tell(console)
  }

  var cachesFeatures: Bool { cacheFeatures || cacheViews != nil }

  var modelPath: FilePath {
    output.map { FilePath($0) } ?? FilePath(recipe.folder).appending("models").appending("model.safetensors")
  }

  var reportPath: FilePath { beside("report.html") }
  var checkpointPath: FilePath { beside("checkpoint.safetensors") }

  /// `model.safetensors` → `model.report.html`
  private func beside(_ suffix: String) -> FilePath {
    modelPath.removingLastComponent().appending("\(modelPath.stem ?? "model").\(suffix)")
  }

  /// All that must be the same for a run to go on.
  var settings: [String: String] {
    recipe.settings.merging([
      "epochs": "\(epochs)", "lr": "\(lr)", "unfreeze-epochs": "\(unfreezeEpochs)",
      "unfreeze-lr": unfreezeLr.defaultValueDescription, "mixup": mixup.map { "\($0)" } ?? "none",
      "cache-views": "\(cacheViews ?? (cacheFeatures ? 0 : -1))", "keep": keep.rawValue,
      "freeze-batch-norm": "\(freezeBatchNorm)",
    ]) { $1 }
  }
}

/// Which weights a training leaves behind.
enum KeptWeights: String, ExpressibleByArgument, CaseIterable, Sendable { case best, last }

/// Two learning rates as people write them: `3e-5,3e-4`.
struct RatePair: ExpressibleByArgument, Sendable {
  let lower, upper: Double

  init(lower: Double, upper: Double) { (self.lower, self.upper) = (lower, upper) }

  init?(argument: String) {
    let rates = argument.split(separator: ",").compactMap { Double($0) }
    guard rates.count == 2, rates.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    (lower, upper) = (rates[0], rates[1])
  }

  var defaultValueDescription: String { "\(lower),\(upper)" }
}
