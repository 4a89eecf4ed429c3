import ArgumentParser
import Catalog
import Collecting
import Foundation
import Images
import Logging
import Server
import SystemPackage
import Vision

struct Clean: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at what the model finds odd, and mend the data: a page on this machine, or keys in the terminal.",
    discussion: """
      Shows pictures by their loss, the largest first: wrong labels and pictures that do not belong come to the top. \
      Every action is kept at once and can be undone, also after a restart. Deleted pictures wait in .fastai/quarantine.

      Examples:

        fastai clean data/bears/models/model.safetensors data/bears
        fastai clean model.safetensors data/bears --terminal
      """)

  @Argument(help: "A model file that fastai train wrote.")
  var model: String

  @Argument(help: "The data set: the folder that holds one folder for each class.")
  var directory: String

  @Option(help: "The port of the page; 0 lets the system choose.")
  var port = 8090

  @Flag(help: "Clean in this terminal, without a browser.")
  var terminal = false

  @OptionGroup var heldOut: HeldOutOptions

  @Option(help: "A folder to keep the catalog in, for data that cannot be written.")
  var work: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
    guard !terminal || !reporting.json else { throw ValidationError("--terminal is for people, --json for programs.") }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    let catalog = try Catalog(dataset: FilePath(directory), work: work.map { FilePath($0) })
    let classifier = try Classifier(contentsOf: FilePath(model))
    let session = try await session(catalog, classifier, console)
    if terminal {
      var cleaner = try await TerminalCleaner(session)
      try await cleaner.run()
    } else {
      try await serve(session, classifier, console)
    }
  }

  private func session(_ catalog: Catalog, _ classifier: Classifier, _ console: Console) async throws -> CleaningSession
  {
    let judging = try ImageJudging(model: FilePath(model), keptIn: catalog.path.removingLastComponent())
    let model = judging.description
    let images = try ImageJudging.images(
      of: catalog, split: heldOut.split(of: model), validFraction: heldOut.validFraction(of: model),
      seed: heldOut.seed(of: model))
    let judgements = try await onComputeThread { interruption in
      try judging.judge(images) { done, total in
        console.progress(done, of: total, "pictures looked at")
        return !interruption.isRequested
      }
    }
    console.endProgress()
    tell(unknown: images.filter { !judging.classes.contains($0.label) }, console)
    return try CleaningSession(
      catalog, classes: judging.classes, judgements, source: terminal ? "terminal" : "cleaner",
      judge: { try await classifier.probabilities(of: $0) })
  }

  private func tell(unknown: [ImageJudging.Image], _ console: Console) {
    guard !unknown.isEmpty else { return }
    let classes = Set(unknown.map(\.label)).sorted().joined(separator: ", ")
    console.note("Note: \(unknown.count) pictures are not shown, because the model knows no class \(classes)")
  }

  private func serve(_ session: CleaningSession, _ classifier: Classifier, _ console: Console) async throws {
    var logger = Logger(label: "fastai.cleaner") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let server = CleanerServer(session, tools: tools(session, classifier), port: port, logger: logger)
    try await server.run { address in
      console.event("cleaning", ["url": .string(address)])
      console.line("\(console.bold("Cleaner")) \(address)\nOpen it in a browser on this machine. Ctrl-C to stop.")
    }
    console.line("Stopped. Everything that you did is in the journal; the same command goes on from there.")
  }

  private func tools(_ session: CleaningSession, _ classifier: Classifier) -> CleanerServer.Tools {
    let look = GradCAM(classifier)
    let (model, output, root, work) = (FilePath(model), FilePath(model), session.dataset, work)
    var tools = CleanerServer.Tools()
    tools.heatMap = { file, label in try await look(file, of: label).overlay().encoded(as: .jpeg(quality: 85)) }
    tools.duplicates = {
      var options = VerifyOptions()
      (options.root, options.catalog) = (root, CatalogLocation(work: work))
      let report = try await verifyImages(in: root, onFailure: .report, options: options)
      let seen = { (path: FilePath) in path.seen(from: root) }
      return report.duplicates.map { .init(isExact: true, paths: $0.paths.map(seen)) }
        + report.nearDuplicates.map { .init(isExact: false, paths: $0.paths.map(seen)) }
    }
    tools.retrain = { progress in
      let retrainer = await Retrainer(model: model, session)
      let new = output.removingLastComponent().appending("\(output.stem ?? "model")-cleaned.safetensors")
      return try await onComputeThread { interruption in
        try retrainer.run(output: new) { share, words in
          progress(share, words)
          return !interruption.isRequested
        }
      }
    }
    return tools
  }
}

extension Classifier {
  /// In the order of the classes.
  fileprivate func probabilities(of file: FilePath) throws -> [Float] {
    let said = Dictionary(try predict(file).all.map { ($0.label, $0.probability) }) { first, _ in first }
    return classes.map { said[$0] ?? 0 }
  }
}

extension FilePath {
  /// As seen from a folder, when it lies below it.
  fileprivate func seen(from folder: FilePath) -> FilePath {
    var path = lexicallyNormalized()
    return path.removePrefix(folder.lexicallyNormalized()) ? path : self
  }
}
