import ArgumentParser
import Foundation
import Images
import SystemPackage
import Torch
import Vision

struct Predict: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Classify pictures with a trained model.",
    discussion: """
      Files and folders are taken; - is a picture on standard input. One line a picture: path, class and probability, \
      as CSV when piped.

      Example:

        fastai predict bears/models/model.safetensors new/*.jpg
      """)

  @Argument(help: "A model file that fastai train wrote.")
  var model: String

  @Argument(help: "Pictures, folders of pictures, or -.")
  var images: [String]

  @Option(help: "How many classes to show for each picture.")
  var top = 1

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
        show(try await input.prediction(by: classifier), of: input.name, console)
      } catch let error as ImageError {
        failures += 1
        console.event("failed", ["path": .string(input.name), "reason": .string(error.message)])
        console.note("\(console.red("failed")) \(error)")
      }
    }
    if failures > 0 { throw unreadable(failures, of: inputs.count) }
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

/// A picture to classify: a file, or bytes from standard input.
private enum PredictInput {
  case file(FilePath)
  case bytes([UInt8])

  static func inputs(named name: String) throws -> [PredictInput] {
    if name == "-" { return [.bytes(Array(FileHandle.standardInput.readDataToEndOfFile()))] }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      throw CommandError(code: .inputOutput, message: "there is no file \(name)", remedy: "Check the path")
    }
    return isFolder.boolValue ? ImageFiles.images(below: FilePath(name)).map { .file($0) } : [.file(FilePath(name))]
  }

  var name: String {
    switch self {
    case .file(let path): path.string
    case .bytes: "-"
    }
  }

  func prediction(by classifier: Classifier) async throws -> Prediction {
    switch self {
    case .file(let path): try await classifier.predict(path)
    case .bytes(let bytes): try await classifier.predict(decoding: bytes, named: "standard input")
    }
  }
}
