/// One tensor in a file: its name, its type and shape, and where its bytes are. Nothing is read until it is asked for.
public struct StoredTensor: Sendable {
  public let name: String
  public let type: StoredType
  /// Sizes of the dimensions, outermost first; empty for a scalar.
  public let shape: [Int]
  /// Elements from one index to the next along each dimension. A `.pth` file may hold a transposed or sliced view.
  public let strides: [Int]
  /// Elements in all: the product of `shape`.
  public let count: Int
  /// From the first element to the end of the last.
  private let storage: ByteRegion

  /// Bytes in all, when stored row by row.
  public var byteCount: Int { count * type.byteSize }

  /// Whether the elements lie row by row without gaps, so that reading them copies nothing.
  public var isContiguous: Bool { count <= 1 || zip(strides, shape).isContiguous }

  /// Checks everything that reading relies on: sizes whose product fits, and every element inside `storage`.
  /// `offset` counts elements from the start of `storage`; without `strides` they lie row by row.
  init(name: String, type: StoredType, shape: [Int], strides: [Int]? = nil, offset: Int = 0, in storage: ByteRegion)
    throws
  {
    guard let layout = Layout(shape), layout.count.multipliedReportingOverflow(by: type.byteSize).overflow == false
    else {
      throw WeightFileError.corrupt("Tensor '\(name)' has the impossible shape \(shape).")
    }
    let strides = strides ?? layout.strides
    guard let extent = Layout.extent(shape, strides), let first = product(offset, type.byteSize),
      let byteExtent = product(extent, type.byteSize), let bytes = storage.region(from: first, count: byteExtent)
    else { throw WeightFileError.corrupt("Tensor '\(name)' of shape \(shape) lies outside its storage.") }
    (self.name, self.type, self.shape, self.strides) = (name, type, shape, strides)
    (self.count, self.storage) = (layout.count, bytes)
  }

  /// Calls `body` with the elements row by row, little-endian: the mapped file itself when the tensor is contiguous,
  /// a copy otherwise. The bytes need not be aligned for their type, and are valid during the call only.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
    try withExtendedLifetime(storage.file) {
      if isContiguous { return try body(storage.memory) }
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
      defer { copy.deallocate() }
      gather(into: copy)
      return try body(UnsafeRawBufferPointer(copy))
    }
  }

  /// The elements as they lie in the mapped file, and what keeps it mapped: nil when they would have to be rearranged, or
  /// are not aligned for their type.
  var mapped: (memory: UnsafeRawPointer, owner: AnyObject)? {
    guard isContiguous, count > 0, let start = storage.memory.baseAddress,
      UInt(bitPattern: start) % UInt(type.byteSize) == 0
    else { return nil }
    return (start, storage.file)
  }

  private func gather(into copy: UnsafeMutableRawBufferPointer) {
    switch type.byteSize {
    case 1: gather(UInt8.self, into: copy)
    case 2: gather(UInt16.self, into: copy)
    case 4: gather(UInt32.self, into: copy)
    default: gather(UInt64.self, into: copy)
    }
  }

  /// Visits the elements in row-major order, keeping one index a dimension; `position` follows by its stride.
  private func gather<T: FixedWidthInteger>(_: T.Type, into copy: UnsafeMutableRawBufferPointer) {
    let (size, source) = (MemoryLayout<T>.size, storage.memory)
    var (index, position) = ([Int](repeating: 0, count: shape.count), 0)
    for element in 0..<count {
      copy.storeBytes(
        of: source.loadUnaligned(fromByteOffset: position * size, as: T.self), toByteOffset: element * size, as: T.self)
      for axis in shape.indices.reversed() {
        index[axis] += 1
        position &+= strides[axis]  // wraps only on the step past the last index, which the next line takes back
        if index[axis] < shape[axis] { break }
        position &-= strides[axis] &* shape[axis]
        index[axis] = 0
      }
    }
  }
}

/// The row-major layout of a shape.
private struct Layout {
  let count: Int
  let strides: [Int]

  /// `nil` for a negative size, or when the sizes that are not zero multiply to more than `Int` holds.
  init?(_ shape: [Int]) {
    var (strides, next) = ([Int](repeating: 1, count: shape.count), 1)
    for axis in shape.indices.reversed() {
      strides[axis] = next
      guard shape[axis] >= 0, let larger = product(next, max(shape[axis], 1)) else { return nil }
      next = larger
    }
    (self.count, self.strides) = (shape.contains(0) ? 0 : next, strides)
  }

  /// Elements from the first to the last, both included: `1 + Σ (size − 1) · stride`, or 0 when there are none.
  static func extent(_ shape: [Int], _ strides: [Int]) -> Int? {
    guard shape.count == strides.count, strides.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var last = 0
    for (size, stride) in zip(shape, strides) {
      guard let step = product(size - 1, stride) else { return nil }
      let (sum, overflow) = last.addingReportingOverflow(step)
      if overflow { return nil }
      last = sum
    }
    return last < Int.max ? last + 1 : nil
  }
}

extension Sequence where Element == (Int, Int) {
  /// Whether the strides, given with the sizes, are those of a row-major tensor; a size of 1 may have any stride.
  fileprivate var isContiguous: Bool {
    var next = 1
    for (stride, size) in reversed() {
      if size != 1, stride != next { return false }
      next *= size
    }
    return true
  }
}

/// `a · b`; `nil` when negative or too large.
func product(_ a: Int, _ b: Int) -> Int? {
  let (value, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow || value < 0 ? nil : value
}
