import ArgumentParser
import Collecting
import Foundation
import Images
import SystemPackage
import Torch
import Vision

struct Predict: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Classify pictures with a trained model.",
    discussion: """
      Files, folders and links are taken; - is a picture on standard input. One line a picture: path, class and \
      probability, as CSV when piped.

      Examples:

        fastai predict bears/models/model.safetensors new/*.jpg
        fastai predict bears/models/model.safetensors https://example.org/bear.jpg --tta
      """)

  @Argument(help: "A model file that fastai train wrote.")
  var model: String

  @Argument(help: "Pictures, folders of pictures, links, or -.")
  var images: [String]

  @Option(help: "How many classes to show for each picture.")
  var top = 1

  @Flag(help: "Test-time augmentation: look nine times at each picture, and take the mean.")
  var tta = false

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard top > 0 else { throw ValidationError("--top must be at least 1.") }
  }

  func run(_ console: Console) async throws {
    try compute.apply()
    let classifier = try Classifier(contentsOf: FilePath(model))
    let inputs = try images.flatMap { try PredictInput.inputs(named: $0) }
    let columns = min(top, classifier.classes.count)
    if console.reader == .pipe { console.line(csvHeader(columns)) }
    var failures = 0
    for input in inputs {
      try Task.checkCancellation()
      do {
        let bytes = try await input.bytes()
        let prediction =
          tta
          ? try await classifier.predictWithTTA(decoding: bytes, named: input.name)
          : try await classifier.predict(decoding: bytes, named: input.name)
        show(prediction, of: input.name, console)
      } catch let error as ImageError {
        failures += 1
        tell(error.message, "\(error)", of: input, console)
      } catch let error as CollectingError {
        failures += 1
        tell(error.message, "\(error)", of: input, console)
      }
    }
    if failures > 0 { throw unreadable(failures, of: inputs.count) }
  }

  private func tell(_ reason: String, _ text: String, of input: PredictInput, _ console: Console) {
    console.event("failed", ["path": .string(input.name), "reason": .string(reason)])
    console.note("\(console.red("failed")) \(text)")
  }

  private func unreadable(_ failures: Int, of count: Int) -> CommandError {
    CommandError(
      code: .badData, message: "\(failures) of \(count) pictures could not be read",
      remedy: "The reasons are above; the others were classified")
  }

  private func show(_ prediction: Prediction, of name: String, _ console: Console) {
    console.event(
      "prediction",
      [
        "path": .string(name), "label": .string(prediction.label),
        "probability": .double(Double(prediction.probability)),
        "predictions": .array(
          prediction.all.prefix(top == 1 ? prediction.all.count : top).map {
            .array([.string($0.label), .double(Double($0.probability))])
          }),
      ])
    let best = prediction.all.prefix(top)
    if console.reader == .pipe {
      console.line(
        ([csvField(name)] + best.flatMap { [csvField($0.label), "\($0.probability)"] }).joined(separator: ","))
    } else {
      let words = best.map { "\(console.bold($0.label)) \(percent($0.probability))" }.joined(separator: ", ")
      console.line("\(name)  \(words)")
    }
  }

  private func csvHeader(_ columns: Int) -> String {
    (["path"] + (1...columns).flatMap { $0 == 1 ? ["label", "probability"] : ["label\($0)", "probability\($0)"] })
      .joined(separator: ",")
  }

  private func csvField(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
  }

  private func percent(_ probability: Float) -> String { String(format: "%.1f %%", probability * 100) }
}

/// A picture to classify: a file, a link, or bytes from standard input.
private enum PredictInput: Sendable {
  case file(FilePath)
  case link(String)
  case standardInput([UInt8])

  static func inputs(named name: String) throws -> [PredictInput] {
    if name == "-" { return [.standardInput(Array(FileHandle.standardInput.readDataToEndOfFile()))] }
    if name.hasPrefix("http://") || name.hasPrefix("https://") { return [.link(name)] }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      throw CommandError(code: .inputOutput, message: "there is no file \(name)", remedy: "Check the path")
    }
    return isFolder.boolValue ? ImageFiles.images(below: FilePath(name)).map { .file($0) } : [.file(FilePath(name))]
  }

  var name: String {
    switch self {
    case .file(let path): path.string
    case .link(let link): link
    case .standardInput: "-"
    }
  }

  /// The encoded picture. The link is the user's own, so it may lead anywhere.
  func bytes() async throws -> [UInt8] {
    switch self {
    case .file(let path): return try FileBytes.read(path, maxBytes: DecodeOptions().maxBytes)
    case .link(let link):
      var limits = RemoteImages.Limits()
      limits.allowsPrivateAddresses = true
      return try await RemoteImages(limits).bytes(from: link)
    case .standardInput(let bytes): return bytes
    }
  }
}
