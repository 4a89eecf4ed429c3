/// A network in ONNX's words, and its bytes. Field numbers are those of `onnx.proto`, IR version 8, opset 17.
///
/// - SeeAlso: https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto
struct OnnxGraph {
  /// An attribute of a node.
  enum Attribute {
    case int(Int)
    case ints([Int])
    case float(Float)
  }

  struct Node {
    let operation: String
    let inputs: [String]
    let output: String
    let attributes: [(name: String, value: Attribute)]
  }

  /// A tensor of float32 that never changes.
  struct Constant {
    let name: String
    let shape: [Int]
    let bytes: [UInt8]
  }

  /// Name and dimensions of what goes in or comes out; nil is the batch.
  struct Port {
    let name: String
    let shape: [Int?]
  }

  static let opset = 17

  var name: String
  var nodes: [Node] = []
  var constants: [Constant] = []
  var input: Port
  var output: Port
  var metadata: [(key: String, value: String)] = []
  var documentation = ""

  /// `ModelProto`
  func bytes(producer: String) -> [UInt8] {
    var model = ProtobufMessage()
    model.add(1, 8)  // ir_version
    model.add(2, producer)
    model.add(6, documentation)
    model.add(7, graph)
    model.add(8) { $0.add(2, Self.opset) }
    for entry in metadata {
      model.add(14) {
        $0.add(1, entry.key)
        $0.add(2, entry.value)
      }
    }
    return model.bytes
  }

  /// `GraphProto`
  private var graph: ProtobufMessage {
    var graph = ProtobufMessage()
    for (number, node) in nodes.enumerated() { graph.add(1, Self.message(node, number)) }
    graph.add(2, name)
    for constant in constants { graph.add(5, Self.message(constant)) }
    graph.add(11, Self.message(input))
    graph.add(12, Self.message(output))
    return graph
  }

  /// `NodeProto`
  private static func message(_ node: Node, _ number: Int) -> ProtobufMessage {
    var message = ProtobufMessage()
    for input in node.inputs { message.add(1, input) }
    message.add(2, node.output)
    message.add(3, "\(node.operation)_\(number)")
    message.add(4, node.operation)
    for attribute in node.attributes { message.add(5, Self.message(attribute.name, attribute.value)) }
    return message
  }

  /// `AttributeProto`
  private static func message(_ name: String, _ value: Attribute) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, name)
    switch value {
    case .float(let it):
      message.add(2, it)
      message.add(20, 1)
    case .int(let it):
      message.add(3, it)
      message.add(20, 2)
    case .ints(let it):
      message.add(8, it)
      message.add(20, 7)
    }
    return message
  }

  /// `TensorProto`
  private static func message(_ constant: Constant) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, constant.shape)
    message.add(2, 1)  // FLOAT
    message.add(8, constant.name)
    message.add(9, constant.bytes)
    return message
  }

  /// `ValueInfoProto`
  private static func message(_ port: Port) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, port.name)
    message.add(2) { type in
      type.add(1) { tensor in
        tensor.add(1, 1)  // FLOAT
        tensor.add(2) { shape in
          for size in port.shape {
            shape.add(1) { dimension in
              if let size { dimension.add(1, size) } else { dimension.add(2, "N") }
            }
          }
        }
      }
    }
    return message
  }
}
