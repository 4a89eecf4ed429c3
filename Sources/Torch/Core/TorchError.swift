/// What went wrong in a tensor operation: which one, on which operands, and what to do about it.
public struct TorchError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure. New kinds may be added; switch with a default.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public static let shape = Code(description: "shape")
    public static let dtype = Code(description: "dtype")
    public static let device = Code(description: "device")
    public static let index = Code(description: "index")
    public static let value = Code(description: "value")
    public static let gradient = Code(description: "gradient")
    public static let outOfMemory = Code(description: "out of memory")
    public static let unsupported = Code(description: "unsupported")
    public static let corruptFile = Code(description: "corrupt file")
    public static let `internal` = Code(description: "internal")
  }

  /// One input of the failed operation, as it was.
  public struct Operand: Sendable, CustomStringConvertible {
    public let name: String
    public let shape: [Int]
    public let dtype: DType
    public let device: Device

    public var description: String { "\(name): \(dtype) \(shape) on \(device)" }
  }

  public let code: Code
  /// The operator's name without its namespace: `conv2d`.
  public let operation: String
  public let operands: [Operand]
  /// libtorch's sentence, without its C++ backtrace.
  public let message: String
  public let remedy: String?

  public init(_ code: Code, operation: String, operands: [Operand] = [], message: String, remedy: String? = nil) {
    self.code = code
    self.operation = operation
    self.operands = operands
    self.message = message
    self.remedy = remedy
  }

  public var description: String {
    let inputs = operands.isEmpty ? "" : " (\(operands.map(\.description).joined(separator: "; ")))"
    return "\(operation): \(message)\(inputs)" + (remedy.map { ". To mend it: \($0)" } ?? "")
  }
}

extension TorchError.Operand {
  package init(name: String, tensor: Tensor) {
    self.init(name: name, shape: tensor.shape, dtype: tensor.dtype, device: tensor.device)
  }
}
