import ArgumentParser
import Demo
import Foundation
import Images
import Plots
import SystemPackage
import Vision

struct Demo: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "The whole lesson on drawn bears: collect, verify, train, interpret, predict.",
    discussion: """
      Draws bears of three kinds, serves them from this machine with broken links among them, and runs the commands \
      that you would run with links of your own.

      Example:

        fastai demo --dir my-demo
      """)

  @Option(help: "The folder for everything that the demo writes.")
  var dir = "demo-out"

  @Option(help: "Of the drawings and of the training.")
  var seed: UInt64 = 42

  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let folder = FilePath(dir)
    try OutputFolder.check(folder / "urls_black.txt")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    console.line("Drawing bears, and serving them from this machine with broken links among them …")
    let site = try await DemoSite(listsIn: folder, seed: seed)
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await lesson(folder, site.lists, console))
    } catch {
      outcome = .failure(error)
    }
    try? await site.stop()
    try outcome.get()
    tellWhatNext(console, folder)
  }

  private func lesson(_ folder: FilePath, _ lists: [FilePath], _ console: Console) async throws {
    let bears = folder / "bears"
    let model = bears / "models" / "model.safetensors"
    try await step("Download the links", ["collect"] + lists.map(\.string) + ["--to", bears.string], console)
    try await step("Find the files that are broken", ["verify", bears.string], console)
    try await step(
      "Train", ["train", bears.string] + trainingOptions + ["--seed", "\(seed)", "--output", model.string], console)
    try await step(
      "Look at what it is wrong about, and where it looks",
      ["interpret", model.string, bears.string, "--top", "6", "--heatmap"], console)
    let unseen = try drawUnseen(in: folder / "unseen")
    try await step("Ask about bears that it has never seen", ["predict", model.string, unseen.string], console)
    try await drawAnswers(folder, unseen, model, console)
  }

  /// Pretrained when weights are at hand, else from scratch at a small size.
  private var trainingOptions: [String] {
    if let weights = PretrainedWeights(for: .resnet18)?.located() {
      return [
        "--arch", "resnet18", "--weights", weights.string, "--size", "128", "--epochs", "4", "--batch-size", "32",
      ]
    }
    return [
      "--arch", "resnet18", "--weights", "none", "--size", "64", "--epochs", "12", "--batch-size", "32", "--lr", "4e-3",
    ]
  }

  /// Runs one of the public commands as it would be typed.
  private func step(_ title: String, _ arguments: [String], _ console: Console) async throws {
    try Task.checkCancellation()
    console.line("\n\(console.bold(title))\n$ fastai \(arguments.joined(separator: " "))")
    var command = try FastAI.parseAsRoot(arguments + reportingArguments)
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  private var reportingArguments: [String] {
    (reporting.json ? ["--json"] : []) + (reporting.quiet ? ["--quiet"] : [])
      + (reporting.noColor ? ["--no-color"] : [])
  }

  private func drawUnseen(in folder: FilePath) throws -> FilePath {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    for kind in DrawnBear.Kind.allCases {
      for index in 0..<3 {
        let bytes = try DemoSite.unseenBear(kind, index, seed: seed)
        try FileBytes.write(bytes, to: folder / "\(kind)-\(index + 1).jpg")
      }
    }
    return folder
  }

  /// A picture of the unseen bears with what the network took them for.
  private func drawAnswers(_ folder: FilePath, _ unseen: FilePath, _ model: FilePath, _ console: Console) async throws {
    let classifier = try Classifier(contentsOf: model)
    var cells: [ImageGrid.Cell] = []
    for path in ImageFiles.images(below: unseen) {
      let prediction = try await classifier.predict(path)
      let actual = path.stem?.split(separator: "-").first.map(String.init) ?? ""
      cells.append(
        .init(
          try FileBytes.read(path, maxBytes: 1 << 24), title: prediction.label,
          subtitle: String(format: "%.1f %%", prediction.probability * 100), isWrong: prediction.label != actual))
    }
    let picture = try ImageGrid(title: "What the network says", columns: 3, cells: cells).picture()
    try picture.write(to: folder / "answers.png")
    console.line("The same as a picture: \(folder / "answers.png")")
  }

  private func tellWhatNext(_ console: Console, _ folder: FilePath) {
    console.event("demo", ["folder": .string(folder.string)])
    console.line(
      """

      \(console.bold("That was the whole lesson. With pictures of your own:"))
        1. For each class, put links into urls_NAME.txt, one a line; or put pictures into DATA/NAME/.
        2. fastai collect urls_*.txt --to DATA
        3. fastai verify DATA
        4. fastai train DATA
        5. fastai interpret DATA/models/model.safetensors DATA --heatmap
        6. fastai predict DATA/models/model.safetensors new/*.jpg
      """)
  }
}
