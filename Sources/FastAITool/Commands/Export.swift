import ArgumentParser
import SystemPackage
import Vision

struct Export: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a model for other programs: ONNX Runtime, Triton, a phone.",
    discussion: """
      The ONNX file (opset 17) takes RGB from 0 to 1, [N, 3, size, size]; the normalisation and the last activation are in \
      the graph. Classes and preprocessing stand in its metadata.

      Example:

        fastai export bears/models/model.safetensors --onnx bears.onnx
      """)

  @Argument(help: "A model file that fastai train wrote.", completion: .file())
  var model: String

  @Option(help: "The ONNX file to write.")
  var onnx: String

  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let file = try ModelFile(contentsOf: FilePath(model))
    try file.exportONNX(to: FilePath(onnx))
    let description = file.description
    console.event(
      "exported",
      [
        "onnx": .string(onnx), "architecture": .string(description.architecture.name),
        "size": description.size.isSquare ? .int(description.size.height) : .string("\(description.size)"),
        "classes": .strings(description.classes),
      ])
    console.line("\(console.bold(onnx))  \(description.architecture), \(description.classes.count) classes, opset 17")
  }
}
