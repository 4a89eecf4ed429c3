public import ArgumentParser
import SystemPackage
import Torch
import Training
public import Vision

struct Train: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fine-tune a pretrained network on class folders of pictures.",
    discussion: """
      The lesson's recipe: one-cycle on a new head with the body frozen, then, with --unfreeze-epochs, on the whole \
      network. Writes one file that holds all that predicting needs.

      Examples:

        fastai train data/bears
        fastai train data/bears --arch resnet18 --weights resnet18.pth --epochs 4 --unfreeze-epochs 2
      """)

  @Argument(help: "The folder that holds one folder for each class.")
  var folder: String

  @Option(help: "resnet18, resnet34, resnet50, resnet101 or resnet152.")
  var arch = Architecture.resnet34

  @Option(help: "A file of ImageNet weights, or none for random ones; the official ones by default.")
  var weights: String?

  @Option(help: "Side of the square that the network sees, in pixels.")
  var size = 224

  @Option(help: "Pictures in a batch.")
  var batchSize = 64

  @Option(help: "Passes with the body frozen; 0 writes the model with an untrained head.")
  var epochs = 4

  @Option(help: "Largest learning rate of these passes.")
  var lr = 3e-3

  @Option(help: "Passes with the whole network, afterwards.")
  var unfreezeEpochs = 0

  @Option(help: "Largest learning rates of these passes: of the first layers and of the head.")
  var unfreezeLr = RatePair(lower: 3e-5, upper: 3e-4)

  @Option(help: "Share of the pictures held out for validation.")
  var validFraction = 0.2

  @Option(
    help: """
      How they are chosen: stable (by content), random (as fastai v1), folder (train/ and valid/), or csv:FILE, where \
      FILE has a column of paths and one of sides (train or valid, or is_valid with 0 and 1).
      """)
  var split = SplitRule.stable

  @Option(help: "Writes which picture is on which side to this CSV file, for csv:FILE and for fastai.")
  var saveSplit: String?

  @Option(help: "Of the split, the new weights, the order and the augmentation.")
  var seed: UInt64 = 42

  @Option(help: "default (crops, mirror images, turns, zooms, warps, lighting) or none.")
  var augment = Augmentation.default

  @Option(help: "The model file; FOLDER/models/model.safetensors by default.")
  var output: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  enum Augmentation: String, ExpressibleByArgument, CaseIterable, Sendable {
    case `default`, none
  }

  func validate() throws {
    guard epochs >= 0, unfreezeEpochs >= 0 else { throw ValidationError("--epochs may not be negative.") }
    guard lr > 0, lr.isFinite else { throw ValidationError("--lr must be a positive number: 3e-3 is a good start.") }
    guard batchSize > 0 else { throw ValidationError("--batch-size must be at least 1.") }
    guard (32...4096).contains(size) else { throw ValidationError("--size must be from 32 to 4096.") }
    guard (0..<1).contains(validFraction) else { throw ValidationError("--valid-fraction must be from 0 to below 1.") }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    try OutputFolder.check(modelPath)
    let weights = try await initialWeights(console)
    let command = self
    let outcome = try await onComputeThread { interruption in
      try TrainingRun(command, command.makeData(), console, interruption).train(from: weights)
    }
    outcome.tell(console)
  }

  var modelPath: FilePath {
    output.map { FilePath($0) } ?? FilePath(folder).appending("models").appending("model.safetensors")
  }

  private func makeData() throws -> ImageDataBunch {
    let data = try ImageDataBunch(
      fromFolder: FilePath(folder), split: split, validFraction: validFraction, seed: seed,
      transforms: augment == .default ? getTransforms() : TransformPair(), size: size,
      batchSize: batchSize)
    if let saveSplit { try data.split.write(to: FilePath(saveSplit)) }
    return data
  }

  private func initialWeights(_ console: Console) async throws -> InitialWeights {
    switch weights {
    case "none": .random
    case let path?: .file(FilePath(path))
    case nil: .file(try await PretrainedWeights.known(for: arch).locatedOrFetched(console))
    }
  }
}

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

extension SplitRule: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "stable": self = .stable
    case "random": self = .random
    case "folder": self = .folder
    case _ where argument.hasPrefix("csv:") && argument.count > 4: self = .csv(FilePath(String(argument.dropFirst(4))))
    default: return nil
    }
  }

  public static var allValueStrings: [String] { ["stable", "random", "folder", "csv:FILE"] }
  public var defaultValueDescription: String { description }
}
