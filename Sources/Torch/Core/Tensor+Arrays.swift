import CTorch

/// From Swift's arrays and back.
extension Tensor {
  /// A tensor of the array's elements, copied once.
  ///
  /// - Parameters:
  ///   - elements: Row by row.
  ///   - shape: Its product must be the number of elements; a vector by default.
  /// - Throws: ``TorchError`` with code `.shape` when the product differs.
  public convenience init<Element: TensorElement>(_ elements: [Element], shape: [Int]? = nil) throws {
    let shape = shape ?? [elements.count]
    let wanted = try Self.elementCount(of: shape)
    guard wanted == elements.count else {
      throw TorchError(
        .shape, operation: "Tensor", message: "\(elements.count) elements do not make a tensor of shape \(shape)",
        remedy: "a shape whose sizes multiply to \(elements.count)")
    }
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    try self.init(
      memory: UnsafeMutableRawPointer(memory), shape: shape, dtype: Element.dtype,
      owner: AllocatedMemory(pointer: UnsafeMutableRawPointer(memory)))
  }

  /// A matrix from its rows.
  public convenience init<Element: TensorElement>(_ rows: [[Element]]) throws {
    let columns = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == columns }) else {
      throw TorchError(.shape, operation: "Tensor", message: "the rows have different lengths")
    }
    try self.init(rows.flatMap { $0 }, shape: [rows.count, columns])
  }

  /// A single number.
  public convenience init(_ value: Double) throws { try self.init([Float(value)], shape: []) }

  /// A tensor over memory that `owner` keeps alive, without a copy.
  ///
  /// - Parameters:
  ///   - memory: At least as many elements as the shape has.
  ///   - shape: Sizes, outermost first.
  ///   - strides: Elements to step along each dimension; row by row by default.
  ///   - dtype: The elements' type.
  ///   - owner: Held until libtorch lets the memory go.
  /// - Throws: ``TorchError`` when libtorch refuses the shape.
  package convenience init(
    memory: UnsafeMutableRawPointer, shape: [Int], strides: [Int]? = nil, dtype: DType, owner: AnyObject
  ) throws {
    var out: OpaquePointer?
    let context = Unmanaged.passRetained(owner).toOpaque()
    let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      if let context { Unmanaged<AnyObject>.fromOpaque(context).release() }
    }
    let status = ct_tensor_from_memory(
      memory, shape.map(Int64.init), (strides ?? Self.rowMajorStrides(of: shape)).map(Int64.init), Int64(shape.count),
      dtype.rawValue, release, context, &out)
    guard let out, status.code == CT_OK else {
      defer { ct_status_free(status) }
      Unmanaged<AnyObject>.fromOpaque(context).release()
      throw TorchError(status, operation: "Tensor", operands: [])
    }
    self.init(owning: out)
  }

  /// The product of the sizes.
  package static func elementCount(of shape: [Int]) throws -> Int {
    try shape.reduce(1) { product, size in
      let (count, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow, size >= 0 else {
        throw TorchError(.shape, operation: "Tensor", message: "\(shape) is not a shape")
      }
      return count
    }
  }

  private static func rowMajorStrides(of shape: [Int]) -> [Int] {
    var strides: [Int] = []
    var step = 1
    for size in shape.reversed() {
      strides.append(step)
      step *= Swift.max(size, 1)
    }
    return strides.reversed()
  }

  /// All elements, row by row, converted to `Element`.
  public func scalars<Element: TensorElement>(as type: Element.Type = Float.self) throws -> [Element] {
    try withUnsafeElements(as: Element.self) { Array($0) }
  }

  /// Calls the closure with all elements, row by row: without a copy when they have the type and lie so on the processor.
  public func withUnsafeElements<Element: TensorElement, Result>(
    as type: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) throws -> Result {
    let source = try to(.cpu).to(Element.dtype).contiguous()
    return try withExtendedLifetime(source) {
      let start = ct_tensor_data(source.handle)?.assumingMemoryBound(to: Element.self)
      return try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : source.count))
    }
  }

  /// Calls the closure with the elements' bytes as they lie in memory.
  ///
  /// - Throws: ``TorchError`` with code `.unsupported` unless the tensor is contiguous on the processor.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    guard isContiguous, device == .cpu else {
      throw TorchError(
        .unsupported, operation: "withUnsafeBytes", operands: [.init(name: "self", tensor: self)],
        message: "the elements do not lie row by row in the processor's memory", remedy: "`to(.cpu).contiguous()`")
    }
    return try withExtendedLifetime(self) {
      let start = count == 0 ? nil : ct_tensor_data(handle)
      return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count * dtype.byteSize))
    }
  }

  /// The number in a tensor with one element.
  ///
  /// - Throws: ``TorchError`` with code `.shape` when there are none or several.
  public func item() throws -> Double {
    guard count == 1 else {
      throw TorchError(
        .shape, operation: "item", operands: [.init(name: "self", tensor: self)],
        message: "a tensor with \(count) elements is not a single number", remedy: "reduce it first: `mean()`, `sum()`")
    }
    return try scalars(as: Double.self)[0]
  }
}

/// Frees memory when libtorch lets it go.
private final class AllocatedMemory {
  private let pointer: UnsafeMutableRawPointer
  init(pointer: UnsafeMutableRawPointer) { self.pointer = pointer }
  deinit { pointer.deallocate() }
}
