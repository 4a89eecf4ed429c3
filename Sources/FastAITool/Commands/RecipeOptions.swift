public import ArgumentParser
import Catalog
import SystemPackage
import Training
public import Vision

/// The data and the network that training starts from; the same for every command that trains.
struct RecipeOptions: ParsableArguments {
  @Argument(help: "The folder that holds one folder for each class.")
  var folder: String

  @Option(help: "\(Architecture.allValueStrings.joined(separator: ", ")).")
  var arch = Architecture.resnet34

  @Option(help: "A file of ImageNet weights, or none for random ones; the official ones by default.")
  var weights: String?

  @Option(help: "What the network sees, in pixels: the side of a square, or HEIGHTxWIDTH.")
  var size: ImageSize = 224

  @Option(help: "Pictures in a batch.")
  var batchSize = 64

  @Option(help: "Share of the pictures held out for validation.")
  var validFraction = 0.2

  @Option(
    help: """
      How they are chosen: stable (by content), random (as fastai v1), folder (train/ and valid/), or csv:FILE, where \
      FILE has a column of paths and one of sides (train or valid, or is_valid with 0 and 1).
      """)
  var split = SplitRule.stable

  @Option(
    help: "The folder of the data set's catalog, when it is kept apart: its labels count, and what it has put away.")
  var work: String?

  @Option(help: "Writes which picture is on which side to this CSV file, for csv:FILE and for fastai.")
  var saveSplit: String?

  @Option(help: "Of the split, the new weights, the order and the augmentation.")
  var seed: UInt64 = 42

  @Option(help: "default (crops, mirror images, turns, zooms, warps, lighting) or none.")
  var augment = Augmentation.default

  enum Augmentation: String, ExpressibleByArgument, CaseIterable, Sendable {
    case `default`, none
  }

  func validate() throws {
    guard batchSize > 0 else { throw ValidationError("--batch-size must be at least 1.") }
    guard size.isWithin(32...4096) else { throw ValidationError("--size must be from 32 to 4096.") }
    guard (0..<1).contains(validFraction) else { throw ValidationError("--valid-fraction must be from 0 to below 1.") }
  }

  /// Where the data set's catalog is, and what was computed of its pictures.
  var workFolder: FilePath { work.map { FilePath($0) } ?? Catalog.folder(of: FilePath(folder)) }

  func makeData() throws -> ImageDataBunch {
    let data = try ImageDataBunch(
      fromFolder: FilePath(folder), split: split, validFraction: validFraction, seed: seed,
      catalog: CatalogLocation(work: work), transforms: augment == .default ? getTransforms() : TransformPair(),
      size: size, batchSize: batchSize)
    if let saveSplit { try data.split.write(to: FilePath(saveSplit)) }
    return data
  }

  func initialWeights(_ console: Console) async throws -> InitialWeights {
    switch weights {
    case "none": .random
    case let path?: .file(FilePath(path))
    case nil: .file(try await PretrainedWeights.known(for: arch).locatedOrFetched(console))
    }
  }

  /// What must be the same for a run to go on, as a person would read it.
  var settings: [String: String] {
    [
      "folder": folder, "arch": "\(arch)", "weights": weights ?? "pretrained", "size": "\(size)",
      "batch-size": "\(batchSize)", "valid-fraction": "\(validFraction)", "split": "\(split)", "seed": "\(seed)",
      "augment": augment.rawValue,
    ]
  }
}

extension ImageSize: ExpressibleByArgument {}

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
