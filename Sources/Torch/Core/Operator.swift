import CTorch

/// One argument of an operator.
public enum OperatorArgument {
  /// Nothing, where the operator takes an optional.
  case none
  /// Whatever the operator's schema says.
  case `default`
  case tensor(Tensor)
  case int(Int)
  case double(Double)
  case bool(Bool)
  /// A string, or a device by its name.
  case string(String)
  case ints([Int])
  case doubles([Double])
  case tensors([Tensor])
  case optionalTensors([Tensor?])

  package static func optional(_ tensor: Tensor?) -> OperatorArgument { tensor.map { .tensor($0) } ?? .none }
  package static func optional(_ value: Int?) -> OperatorArgument { value.map { .int($0) } ?? .none }
  package static func dtype(_ dtype: DType?) -> OperatorArgument { dtype.map { .int(Int($0.rawValue)) } ?? .none }
  package static func device(_ device: Device) -> OperatorArgument { .string(device.description) }
}

/// One of libtorch's operators, by its name in the dispatcher: the way to those that have no method on ``Tensor``.
///
///     let erfinv = try Operator("erfinv")
///     let y = try erfinv(.tensor(x))
public struct Operator: @unchecked Sendable {
  // The handle points at an entry of the dispatcher's table: immutable, and alive as long as the process.
  private let handle: Result<OpaquePointer, TorchError>
  /// Without its namespace: `conv2d`.
  public let name: String

  /// Looks an operator up.
  ///
  /// - Parameters:
  ///   - name: Without the namespace: `add`; or with another one: `torchvision::nms`.
  ///   - overload: As in libtorch's `native_functions.yaml`: `Tensor` in `add.Tensor`.
  /// - Throws: ``TorchError`` with code `.unsupported` when this libtorch has no such operator.
  public init(_ name: String, _ overload: String = "") throws {
    self.init(known: name, overload)
    _ = try handle.get()
  }

  /// For the catalogue: a missing operator is an error when it is called.
  init(known name: String, _ overload: String = "") {
    self.name = name.split(separator: ":").last.map(String.init) ?? name
    var found: OpaquePointer?
    let status = ct_operator_find(name.contains("::") ? name : "aten::\(name)", overload, &found)
    defer { ct_status_free(status) }
    handle =
      found.map { .success($0) } ?? .failure(TorchError(status, operation: name, operands: []))
  }

  /// Calls the operator for its single tensor.
  @discardableResult
  public func callAsFunction(_ arguments: OperatorArgument...) throws -> Tensor { try self(arguments) }

  package func callAsFunction(_ arguments: [OperatorArgument]) throws -> Tensor {
    guard case .tensor(let tensor)? = try results(of: arguments).first else {
      throw TorchError(.internal, operation: name, message: "the operator gave no tensor")
    }
    return tensor
  }

  /// Calls the operator for its effect.
  func run(_ arguments: OperatorArgument...) throws { _ = try results(of: arguments) }

  /// Calls the operator for all its tensors; a list among its results is laid out.
  public func tensors(_ arguments: OperatorArgument..., atMost limit: Int = 8) throws -> [Tensor] {
    try results(of: arguments, atMost: limit).compactMap { if case .tensor(let it) = $0 { it } else { nil } }
  }

  /// Calls the operator.
  ///
  /// - Parameters:
  ///   - arguments: In the order of the schema; those left out at the end take its defaults.
  ///   - limit: Room for results.
  /// - Returns: Tensors and numbers in the order of the schema.
  /// - Throws: ``TorchError`` that names the operands.
  public func results(of arguments: [OperatorArgument], atMost limit: Int = 8) throws -> [OperatorArgument] {
    let handle = try handle.get()
    return try withUnsafeTemporaryAllocation(of: ct_value.self, capacity: limit) { results in
      var count: Int64 = 0
      let status = MarshalledArguments.with(arguments) { values in
        ct_call(handle, values, Int64(arguments.count), results.baseAddress.unsafelyUnwrapped, Int64(limit), &count)
      }
      guard status.code == CT_OK else {
        defer { ct_status_free(status) }
        throw TorchError(status, operation: name, operands: operands(of: arguments, handle))
      }
      let values = results.prefix(Int(count)).map(OperatorArgument.init(taking:))
      guard count <= limit else {
        throw TorchError(.internal, operation: name, message: "\(count) results where room was made for \(limit)")
      }
      OperatorTrace.note(name, arguments, values)
      return values
    }
  }

  private func operands(of arguments: [OperatorArgument], _ handle: OpaquePointer) -> [TorchError.Operand] {
    arguments.enumerated().flatMap { index, argument -> [TorchError.Operand] in
      let name = ct_operator_argument(handle, Int64(index)).map { String(cString: $0) } ?? "\(index)"
      switch argument {
      case .tensor(let tensor): return [.init(name: name, tensor: tensor)]
      case .tensors(let list):
        return list.prefix(4).enumerated().map { .init(name: "\(name)[\($0)]", tensor: $1) }
      default: return []
      }
    }
  }
}

extension OperatorArgument {
  /// Takes over what the call handed out.
  fileprivate init(taking value: ct_value) {
    switch value.tag {
    case CT_TENSOR: self = value.as.tensor.map { .tensor(Tensor(owning: $0)) } ?? .none
    case CT_INT: self = .int(Int(value.as.integer))
    case CT_FLOAT: self = .double(value.as.number)
    case CT_BOOL: self = .bool(value.as.boolean)
    default: self = .none
    }
  }
}
