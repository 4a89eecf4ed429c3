import Foundation
import Images
public import SystemPackage
import Torch
import TorchNN
import Training

extension ModelFile {
  /// Writes the model as ONNX (opset 17), for ONNX Runtime, Triton, or a phone; whole or not at all.
  ///
  /// The input `image`, `[N, 3, height, width]`, float32, is RGB from 0 to 1: the normalisation is in the graph. The output
  /// `probabilities`, `[N, C]`, float32, has the classes' order. What has to be done before, and the classes, stand in the
  /// file's metadata.
  ///
  /// - Parameter path: A file that is there is replaced.
  /// - Throws: `LearnerError` when the architecture calls an operator that is not written as ONNX here; `ImageError` when
  ///   the file cannot be written.
  public func exportONNX(to path: FilePath) throws {
    let model = try makeModel()
    let size = description.size
    // Two images of different numbers: no dimension of the trace is the batch's by accident, and nothing is constant.
    let x = try Tensor.linspace(0, 1, count: 2 * 3 * size.height * size.width)
      .reshaped(2, 3, size.height, size.width)
    var result: Tensor?
    let calls = try withoutGrad {
      try OperatorTrace.calls { result = try probabilities(of: x, by: model) }
    }
    guard let result else { throw LearnerError(.mismatch, "the network of \(path) gave nothing") }
    var lowering = OnnxLowering(
      emptyGraph(size), input: x, weights: model.stateDictionary.entries, architecture: description.architecture.name)
    try lowering.lower(calls, result: result)
    var graph = lowering.graph
    graph.metadata = onnxMetadata
    graph.documentation = Self.documentation(size)
    try FileBytes.write(graph.bytes(producer: "swift-fastai"), to: path)
  }

  private func probabilities(of x: Tensor, by model: CNN) throws -> Tensor {
    let mean = try Tensor(description.normalization.mean, shape: [1, 3, 1, 1])
    let std = try Tensor(description.normalization.std, shape: [1, 3, 1, 1])
    let scores = try model((x - mean) / std)
    switch description.activation {
    case .softmax: return try scores.softmax()
    case .sigmoid: return try scores.sigmoid()
    }
  }

  private func emptyGraph(_ size: ImageSize) -> OnnxGraph {
    OnnxGraph(
      name: description.architecture.name, input: .init(name: "image", shape: [nil, 3, size.height, size.width]),
      output: .init(name: "probabilities", shape: [nil, description.classes.count]))
  }

  private var onnxMetadata: [(key: String, value: String)] {
    let classes = (try? JSONEncoder().encode(description.classes)).map { String(decoding: $0, as: UTF8.self) }
    return [
      ("classes", classes ?? "[]"), ("architecture", description.architecture.name),
      ("size", String(description.size)), ("resize", "crop"), ("range", "0…1, RGB"),
      ("mean", "\(description.normalization.mean), in the graph"),
      ("std", "\(description.normalization.std), in the graph"), ("activation", description.activation.rawValue),
    ]
  }

  private static func documentation(_ size: ImageSize) -> String {
    """
    An image classifier made by swift-fastai. Before: turn the picture as its EXIF orientation says, take RGB, resize it to \
    cover \(size.height) rows and \(size.width) columns, keep the middle, divide by 255, order as \
    [N, 3, \(size.height), \(size.width)]. \
    The normalisation and the last activation are in the graph.
    """
  }
}
