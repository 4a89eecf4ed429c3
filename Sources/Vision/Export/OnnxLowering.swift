import Foundation
import Torch
import Training

/// Turns libtorch's operators, as a network has called them, into nodes of ONNX.
struct OnnxLowering {
  private(set) var graph: OnnxGraph
  /// What stands for the tensor at a place now.
  private var names: [OperatorTrace.Place: String] = [:]
  private var constantNames: [OperatorTrace.Place: String]
  private var valueCount = 0
  private let architecture: String

  /// - Parameters:
  ///   - graph: With ports and without nodes.
  ///   - input: The tensor that stands for the input.
  ///   - weights: Tensors with the names that they have in the network.
  ///   - architecture: Named in errors.
  init(_ graph: OnnxGraph, input: Tensor, weights: [(name: String, tensor: Tensor)], architecture: String) {
    (self.graph, self.architecture) = (graph, architecture)
    names[.init(input)] = graph.input.name
    constantNames = Dictionary(weights.map { (.init($0.tensor), $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// Lowers the calls, and gives the last tensor the output's name.
  ///
  /// - Throws: `LearnerError` with code `.usage` for an operator that ONNX has no word for here.
  mutating func lower(_ calls: [OperatorTrace.Call], result: Tensor) throws {
    for call in calls { try lower(call) }
    let last = try name(of: result)
    graph.nodes.append(.init(operation: "Identity", inputs: [last], output: graph.output.name, attributes: []))
  }

  private mutating func lower(_ call: OperatorTrace.Call) throws {
    guard let result = call.results.first else { return }
    switch call.name {
    case "conv2d": try convolution(call, result)
    case "batch_norm": try batchNorm(call, result)
    case "linear": try linear(call, result)
    case "layer_norm": try layerNorm(call, result)
    case "max_pool2d", "avg_pool2d": try pooling(call, result)
    case "adaptive_avg_pool2d": try adaptivePooling(call, result, "GlobalAveragePool", "AveragePool")
    case "adaptive_max_pool2d": try adaptivePooling(call, result, "GlobalMaxPool", "MaxPool")
    case "relu", "relu_": try node("Relu", call.tensors(1), result)
    case "sigmoid", "sigmoid_": try node("Sigmoid", call.tensors(1), result)
    case "silu", "silu_": try silu(call, result)
    case "gelu": try gelu(call, result)
    case "hardtanh", "hardtanh_", "clamp": try clip(call, result)
    case "add", "add_": try arithmetic("Add", call, result)
    case "sub": try arithmetic("Sub", call, result)
    case "mul", "mul_": try arithmetic("Mul", call, result)
    case "div": try arithmetic("Div", call, result)
    case "softmax": try node("Softmax", call.tensors(1), result, [("axis", .int(try call.int(1)))])
    case "cat": try concatenation(call, result)
    case "permute": try node("Transpose", call.tensors(1), result, [("perm", .ints(try call.ints(1)))])
    case "flatten": try flatten(call, result)
    case "dropout": try node("Identity", call.tensors(1), result)
    default: throw unsupported(call)
    }
  }

  // MARK: Layers

  private mutating func convolution(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let padding = try call.ints(4)
    try node(
      "Conv", call.tensors(3), result,
      [
        ("strides", .ints(try call.ints(3))), ("pads", .ints(padding + padding)),
        ("dilations", .ints(try call.ints(5))), ("group", .int(try call.int(6))),
      ])
  }

  private mutating func batchNorm(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    try node("BatchNormalization", call.tensors(5), result, [("epsilon", .float(Float(try call.double(7))))])
  }

  private mutating func layerNorm(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let inputs = [try call.tensor(0), try call.tensor(2), try call.tensor(3)]
    try node(
      "LayerNormalization", inputs, result,
      [("axis", .int(-(try call.ints(1)).count)), ("epsilon", .float(Float(try call.double(4))))])
  }

  private mutating func linear(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let inputs = call.tensors(3)
    if result.shape.count == 2 { return try node("Gemm", inputs, result, [("transB", .int(1))]) }
    // Gemm takes matrices only.
    let turned = value("Transpose", [try name(of: inputs[1])], [("perm", .ints([1, 0]))])
    let product = value("MatMul", [try name(of: inputs[0]), turned])
    names[.init(result)] = inputs.count < 3 ? product : value("Add", [product, try name(of: inputs[2])])
  }

  private mutating func pooling(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let isMax = call.name == "max_pool2d"
    let padding = call.arguments.count > 3 ? try call.ints(3) : [0, 0]
    let ceil = isMax && call.arguments.count > 5 ? try call.bool(5) : false
    try node(
      isMax ? "MaxPool" : "AveragePool", call.tensors(1), result,
      [
        ("kernel_shape", .ints(try call.ints(1))), ("strides", .ints(try call.ints(2))),
        ("pads", .ints(padding + padding)), ("ceil_mode", .int(ceil ? 1 : 0)),
      ])
  }

  /// Windows of one size where they fill the picture evenly; ONNX has no others.
  private mutating func adaptivePooling(
    _ call: OperatorTrace.Call, _ result: Tensor, _ global: String, _ windowed: String
  ) throws {
    let wanted = try call.ints(1)
    if wanted == [1, 1] { return try node(global, call.tensors(1), result) }
    let size = try call.tensor(0).shape.suffix(2)
    guard zip(size, wanted).allSatisfy({ $0 % $1 == 0 }) else { return try unevenMeans(call, result, size, wanted) }
    let window = zip(size, wanted).map { $0 / $1 }
    try node(windowed, call.tensors(1), result, [("kernel_shape", .ints(window)), ("strides", .ints(window))])
  }

  /// Means over windows of several sizes, as VGG and AlexNet have of small pictures: `rows · x · columnsᵀ`, because the mean
  /// of a rectangle is the mean of its rows' means.
  private mutating func unevenMeans(
    _ call: OperatorTrace.Call, _ result: Tensor, _ size: ArraySlice<Int>, _ wanted: [Int]
  ) throws {
    guard call.name == "adaptive_avg_pool2d", let height = size.first, let width = size.last, wanted.count == 2 else {
      throw unsupported(call)
    }
    let rows = constant(Self.means(of: height, in: wanted[0]), shape: [wanted[0], height])
    let columns = constant(Self.means(of: width, in: wanted[1]), shape: [wanted[1], width])
    let turned = value("Transpose", [columns], [("perm", .ints([1, 0]))])
    let above = value("MatMul", [rows, try name(of: call.tensor(0))])
    names[.init(result)] = value("MatMul", [above, turned])
  }

  /// `[windows, count]`: window `i` reaches from `⌊i · count / windows⌋` to before `⌈(i + 1) · count / windows⌉`
  /// (ATen, AdaptivePooling.h).
  private static func means(of count: Int, in windows: Int) -> [Float] {
    (0..<windows).flatMap { window -> [Float] in
      let (from, to) = (window * count / windows, ((window + 1) * count + windows - 1) / windows)
      return (0..<count).map { (from..<to).contains($0) ? 1 / Float(to - from) : 0 }
    }
  }

  // MARK: Elements

  private mutating func silu(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let x = try name(of: call.tensor(0))
    names[.init(result)] = value("Mul", [x, value("Sigmoid", [x])])
  }

  /// `x / 2 · (1 + erf(x / √2))`: the operator of that name came with opset 20.
  private mutating func gelu(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let x = try name(of: call.tensor(0))
    let erf = value("Erf", [value("Mul", [x, number(Float(0.5).squareRoot())])])
    names[.init(result)] = value("Mul", [value("Mul", [x, number(0.5)]), value("Add", [erf, number(1)])])
  }

  private mutating func clip(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    let x = try name(of: call.tensor(0))
    let (low, high) = (number(Float(try call.double(1))), number(Float(try call.double(2))))
    names[.init(result)] = value("Clip", [x, low, high])
  }

  private mutating func arithmetic(_ operation: String, _ call: OperatorTrace.Call, _ result: Tensor) throws {
    // The third argument multiplies the second operand.
    guard call.arguments.count < 3 || (try? call.double(2)) ?? 1 == 1 else { throw unsupported(call) }
    let left = try name(of: call.tensor(0))
    let right = if let scalar = try? call.double(1) { number(Float(scalar)) } else { try name(of: call.tensor(1)) }
    names[.init(result)] = value(operation, [left, right])
  }

  // MARK: Shapes

  private mutating func concatenation(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    guard case .tensors(let parts)? = call.arguments.first else { throw unsupported(call) }
    try node("Concat", parts, result, [("axis", .int(try call.int(1)))])
  }

  /// From the batch's items on, so that the batch may have any size.
  private mutating func flatten(_ call: OperatorTrace.Call, _ result: Tensor) throws {
    guard try call.int(1) == 1, try call.int(2) == -1 else { throw unsupported(call) }
    try node("Flatten", call.tensors(1), result, [("axis", .int(1))])
  }

  // MARK: Names

  private mutating func node(
    _ operation: String, _ inputs: [Tensor], _ result: Tensor,
    _ attributes: [(name: String, value: OnnxGraph.Attribute)] = []
  ) throws {
    var given: [String] = []
    for input in inputs { given.append(try name(of: input)) }
    names[.init(result)] = value(operation, given, attributes)
  }

  /// A node, and the name of what it gives.
  private mutating func value(
    _ operation: String, _ inputs: [String], _ attributes: [(name: String, value: OnnxGraph.Attribute)] = []
  ) -> String {
    valueCount += 1
    let output = "v\(valueCount)"
    graph.nodes.append(.init(operation: operation, inputs: inputs, output: output, attributes: attributes))
    return output
  }

  /// What was computed, or else a constant: a weight.
  private mutating func name(of tensor: Tensor) throws -> String {
    let place = OperatorTrace.Place(tensor)
    if let name = names[place] { return name }
    let name = constantNames[place] ?? "constant\(graph.constants.count)"
    let values = try tensor.to(.float32).scalars(as: Float.self)
    graph.constants.append(
      .init(name: name, shape: tensor.shape, bytes: values.withUnsafeBytes { Array($0) }))
    names[place] = name
    return name
  }

  private mutating func number(_ value: Float) -> String { constant([value], shape: []) }

  private mutating func constant(_ values: [Float], shape: [Int]) -> String {
    let name = "number\(graph.constants.count)"
    graph.constants.append(.init(name: name, shape: shape, bytes: values.withUnsafeBytes { Array($0) }))
    return name
  }

  private func unsupported(_ call: OperatorTrace.Call) -> LearnerError {
    LearnerError(
      .usage, "\(architecture) calls '\(call.name)' in a way that is not written as ONNX here",
      remedy: "export one of the architectures that the documentation lists")
  }
}

extension OperatorTrace.Call {
  /// The tensors among the first `count` arguments.
  fileprivate func tensors(_ count: Int) -> [Tensor] {
    arguments.prefix(count).compactMap { if case .tensor(let it) = $0 { it } else { nil } }
  }

  fileprivate func tensor(_ index: Int) throws -> Tensor {
    guard index < arguments.count, case .tensor(let it) = arguments[index] else { throw wrong(index) }
    return it
  }

  fileprivate func ints(_ index: Int) throws -> [Int] {
    guard index < arguments.count, case .ints(let it) = arguments[index] else { throw wrong(index) }
    return it
  }

  fileprivate func int(_ index: Int) throws -> Int {
    guard index < arguments.count, case .int(let it) = arguments[index] else { throw wrong(index) }
    return it
  }

  fileprivate func bool(_ index: Int) throws -> Bool {
    guard index < arguments.count, case .bool(let it) = arguments[index] else { throw wrong(index) }
    return it
  }

  fileprivate func double(_ index: Int) throws -> Double {
    guard index < arguments.count else { throw wrong(index) }
    switch arguments[index] {
    case .double(let it): return it
    case .int(let it): return Double(it)
    default: throw wrong(index)
    }
  }

  private func wrong(_ index: Int) -> LearnerError {
    LearnerError(.usage, "argument \(index) of '\(name)' is not what ONNX needs it to be")
  }
}
