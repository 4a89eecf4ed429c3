import CTorch

/// The C form of a call's arguments, alive during the call.
enum MarshalledArguments {
  static func with(_ arguments: [OperatorArgument], _ body: (UnsafePointer<ct_value>) -> ct_status) -> ct_status {
    withUnsafeTemporaryAllocation(of: ct_value.self, capacity: max(arguments.count, 1)) { values in
      var memory = ListMemory()
      defer { memory.free() }
      for (index, argument) in arguments.enumerated() {
        values.initializeElement(at: index, to: memory.value(of: argument))
      }
      // The tensors behind the handles live as long as `arguments` does.
      return withExtendedLifetime(arguments) { body(UnsafePointer(values.baseAddress.unsafelyUnwrapped)) }
    }
  }
}

/// Memory for the lists among a call's arguments.
private struct ListMemory {
  private var allocations: [UnsafeMutableRawPointer] = []

  mutating func free() { allocations.forEach { $0.deallocate() } }

  mutating func value(of argument: OperatorArgument) -> ct_value {
    var value = ct_value()
    switch argument {
    case .none: value.tag = CT_NONE
    case .default: value.tag = CT_DEFAULT
    case .tensor(let it): (value.tag, value.as.tensor) = (CT_TENSOR, it.handle)
    case .int(let it): (value.tag, value.as.integer) = (CT_INT, Int64(it))
    case .double(let it): (value.tag, value.as.number) = (CT_FLOAT, it)
    case .bool(let it): (value.tag, value.as.boolean) = (CT_BOOL, it)
    case .string(let it): (value.tag, value.as.string) = (CT_STRING, UnsafePointer(list(Array(it.utf8CString))))
    case .ints(let it):
      (value.tag, value.count, value.as.integers) = (CT_INTS, Int64(it.count), UnsafePointer(list(it.map(Int64.init))))
    case .doubles(let it):
      (value.tag, value.count, value.as.numbers) = (CT_FLOATS, Int64(it.count), UnsafePointer(list(it)))
    case .tensors(let it):
      (value.tag, value.count, value.as.tensors) = (
        CT_TENSORS, Int64(it.count), UnsafePointer(list(it.map { Optional($0.handle) }))
      )
    case .optionalTensors(let it):
      (value.tag, value.count, value.as.tensors) = (
        CT_TENSORS, Int64(it.count), UnsafePointer(list(it.map { $0?.handle }))
      )
    }
    return value
  }

  private mutating func list<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    allocations.append(UnsafeMutableRawPointer(memory))
    return memory
  }
}
