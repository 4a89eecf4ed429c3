import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Vision

@Suite("Export to ONNX")
struct OnnxTests {
  /// What Python's ONNX Runtime compares with is written to `$FASTAI_ONNX_FOLDER`; see `scripts/check-onnx.py`.
  private static let kept = ProcessInfo.processInfo.environment["FASTAI_ONNX_FOLDER"].map { FilePath($0) }
  /// All of them when they are to be compared; else the kinds of blocks that there are, the small ones.
  private static let networks: [(Architecture, side: Int)] =
    kept == nil
    ? [(.resnet18, 64), (.squeezenet1_1, 64), (.mobilenetV2, 64), (.alexnet, 96)]
    : Architecture.all.map { ($0, 64) } + [(.vgg11_bn, 224), (.alexnet, 224), (.alexnet, 96)]

  @Test("an architecture becomes a graph with the network's weights by name", arguments: networks)
  func graph(_ architecture: Architecture, side: Int) throws {
    try withTemporaryFolder { folder in
      let model = try ModelFile(contentsOf: try write(architecture, side, in: folder))
      let target = (Self.kept ?? folder).appending("\(architecture.name)-\(side).onnx")
      try model.exportONNX(to: target)
      let bytes = try Data(contentsOf: URL(filePath: target.string))
      #expect(bytes.first == 0x08 && bytes.dropFirst().first == 8)  // ir_version 8
      for text in ["probabilities", "0.0", "swift-fastai", "classes", "Softmax"] {
        #expect(bytes.range(of: Data(text.utf8)) != nil, "\(text)")
      }
      let weights = try model.makeModel().parameters.reduce(0) { $0 + $1.count } * 4
      #expect(bytes.count > weights && bytes.count < weights + weights / 10 + 400_000)
      if Self.kept != nil { try writeExpectation(model, beside: target) }
    }
  }

  @Test("a network that calls an operator without an equivalent is refused by name")
  func unsupported() throws {
    final class Odd: Module {
      override func forward(_ x: Tensor) throws -> Tensor { try x.exp() }
    }
    let x = try Tensor.ones(1, 3)
    var result: Tensor?
    let calls = try OperatorTrace.calls { result = try Odd()(x) }
    #expect(calls.map(\.name) == ["exp"])
    let graph = OnnxGraph(
      name: "odd", input: .init(name: "x", shape: [nil, 3]), output: .init(name: "y", shape: [nil, 3]))
    var lowering = OnnxLowering(graph, input: x, weights: [], architecture: "odd")
    let y = try #require(result)
    let error = #expect(throws: (any Error).self) { try lowering.lower(calls, result: y) }
    #expect("\(String(describing: error))".contains("'exp'"))
  }

  @Test("a message has the bytes that protocol buffers' documentation gives")
  func protobuf() {
    var message = ProtobufMessage()
    message.add(1, 150)
    #expect(message.bytes == [0x08, 0x96, 0x01])
    message = ProtobufMessage()
    message.add(2, "testing")
    #expect(message.bytes == [0x12, 0x07] + Array("testing".utf8))
    message = ProtobufMessage()
    message.add(3) { $0.add(1, 150) }
    #expect(message.bytes == [0x1a, 0x03, 0x08, 0x96, 0x01])
    message = ProtobufMessage()
    message.add(1, -1)
    #expect(message.bytes == [0x08] + Array(repeating: 0xff, count: 9) + [0x01])
    message = ProtobufMessage()
    message.add(5, Float(1))
    #expect(message.bytes == [0x2d, 0, 0, 0x80, 0x3f])
  }

  @Test("calls are recorded on the thread that asks, and nothing outside")
  func trace() throws {
    let x = try Tensor.ones(2, 2)
    let calls = try OperatorTrace.calls { _ = try (x + x).relu() }
    #expect(calls.map(\.name) == ["add", "relu"])
    #expect(OperatorTrace.Place(calls[0].results[0]) != OperatorTrace.Place(x))
    _ = try x + x
    #expect(calls.count == 2)
  }

  /// A model file with random weights and statistics that are not 0 and 1.
  private func write(_ architecture: Architecture, _ side: Int, in folder: FilePath) throws -> FilePath {
    try manualSeed(3)
    let model = try CNN(architecture, body: try createBody(architecture), classCount: 4, hidden: [16])
    model.train()
    try withoutGrad { _ = try model(try Tensor.randn(4, 3, side, side)) }
    try makeUnsure(model, side)
    let description = ModelDescription(
      classes: ["a", "b", "c", "d"], architecture: architecture, size: ImageSize(side), normalization: .imagenet,
      hidden: [16], dropout: 0.5, activation: .softmax, metrics: [:], provenance: [:])
    let path = folder.appending("model.safetensors")
    try model.stateDictionary.write(to: path, metadata: description.metadata(), hashKey: ModelFile.hashKey)
    return path
  }

  /// Scales the last layer so that no probability is 0 or 1: such would be equal whatever the layers before did.
  private func makeUnsure(_ model: CNN, _ side: Int) throws {
    model.eval()
    try withoutGrad {
      let scores = try model(Tensor.randn(2, 3, side, side)).scalars(as: Float.self)
      let last = try #require(model.head.modules.last as? Linear)
      try last.weight.tensor.copy(from: last.weight.tensor / Double(scores.map(abs).max() ?? 1))
    }
  }

  private func writeExpectation(_ file: ModelFile, beside path: FilePath) throws {
    struct Expectation: Encodable {
      let shape: [Int]
      let probabilities: [Float]
    }
    let size = file.description.size
    let shape = [3, 3, size.height, size.width]
    let values = (0..<shape.reduce(1, *)).map { Float($0 * 7919 % 256) / 255 }
    let x = try Tensor(values, shape: shape)
    let (mean, std) = (file.description.normalization.mean, file.description.normalization.std)
    let normal = try (x - Tensor(mean, shape: [1, 3, 1, 1])) / Tensor(std, shape: [1, 3, 1, 1])
    let probabilities = try withoutGrad { try file.makeModel()(normal).softmax().scalars(as: Float.self) }
    let json = try JSONEncoder().encode(Expectation(shape: shape, probabilities: probabilities))
    try json.write(to: URL(filePath: path.removingLastComponent().appending("\(path.stem ?? "").json").string))
  }
}
