import ArgumentParser
import Foundation
import Images
import SystemPackage
import Training
import Vision

struct Interpret: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at what a model is wrong about, and where it looks.",
    discussion: """
      The confusion matrix, how each class fares, which classes are taken for each other, and the pictures with the \
      largest losses; as a page to read in a browser, as pictures and as a table, in a folder beside the model.

      The validation pictures are those of the training: the model file says how they were chosen. --part all judges \
      every picture, those of the training too, by heads that have not seen it: what stands first there is probably \
      labelled wrong.

      Examples:

        fastai interpret bears/models/model.safetensors bears
        fastai interpret bears/models/model.safetensors bears --part all --heatmap
      """)

  enum Part: String, ExpressibleByArgument, CaseIterable, Sendable {
    case valid, train, test, all
  }

  @Argument(help: "A model file that fastai train wrote.")
  var model: String

  @Argument(help: "The folder that holds one folder for each class.")
  var folder: String

  @Option(help: "How many of the pictures with the largest losses to show.")
  var top = 9

  @Flag(help: "Lay a map of where the network looks over them.")
  var heatmap = false

  @Option(
    help: """
      valid, train, test (the folder test in it, or the whole folder where there is none), or all: the pictures of \
      training and validation, judged out of fold.
      """)
  var part = Part.valid

  @OptionGroup var heldOut: HeldOutOptions

  @Option(help: "The folder for page, pictures and table; MODEL.interpretation by default.")
  var output: String?

  @Option(help: "A folder to keep the catalog in, for data that cannot be written.")
  var work: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard (0...10_000).contains(top) else { throw ValidationError("--top must be from 0 to 10000.") }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    try OutputFolder.check(outputFolder.appending("index.html"))
    let command = self
    let outcome = try await onComputeThread { interruption in
      try InterpretationRun(command, console, interruption).outcome()
    }
    console.endProgress()
    try outcome.write(to: outputFolder)
    outcome.tell(console, folder: outputFolder)
  }

  /// `models/model.safetensors` → `models/model.interpretation`
  var outputFolder: FilePath {
    if let output { return FilePath(output) }
    let path = FilePath(model)
    return path.removingLastComponent().appending("\(path.stem ?? "model").interpretation")
  }
}
