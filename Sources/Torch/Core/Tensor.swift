import CTorch

/// An array of numbers with a shape, on a device, that can remember how it was computed.
///
/// A tensor is a reference to libtorch's: copying the variable does not copy the elements, and the memory goes when
/// the last reference goes. Tensors do not cross tasks: what crosses is arrays of numbers.
public final class Tensor {
  /// Owned; released with the object.
  package let handle: OpaquePointer

  /// Takes over one reference.
  package init(owning handle: OpaquePointer) { self.handle = handle }

  deinit { ct_tensor_release(handle) }

  /// Sizes of the dimensions, outermost first; empty for a single number.
  public var shape: [Int] { read(ct_tensor_sizes) }

  /// Elements to step in memory for one step along each dimension.
  public var strides: [Int] { read(ct_tensor_strides) }

  private func read(_ fill: (OpaquePointer, UnsafeMutablePointer<Int64>) -> Void) -> [Int] {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: Swift.max(rank, 1)) { buffer in
      guard let start = buffer.baseAddress else { return [] }
      fill(handle, start)
      return buffer.prefix(rank).map(Int.init)
    }
  }

  /// The number of dimensions (PyTorch: `dim()`).
  public var rank: Int { Int(ct_tensor_dim(handle)) }

  /// The number of elements (PyTorch: `numel()`).
  public var count: Int { Int(ct_tensor_numel(handle)) }

  /// The size of one dimension; a negative index counts from the end.
  ///
  /// - Throws: ``TorchError`` with code `.index` when there is no such dimension.
  public func size(_ dimension: Int) throws -> Int {
    let shape = shape
    let index = dimension < 0 ? dimension + shape.count : dimension
    guard shape.indices.contains(index) else {
      throw TorchError(
        .index, operation: "size", operands: [.init(name: "self", tensor: self)],
        message: "there is no dimension \(dimension)")
    }
    return shape[index]
  }

  /// The elements' type. One that Swift has no name for (complex, quantised) reads as `.uint8`; none of our operators makes one.
  public var dtype: DType { DType(rawValue: ct_tensor_dtype(handle)) ?? .uint8 }

  public var device: Device {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16) { name in
      guard let start = name.baseAddress else { return .cpu }
      ct_tensor_device(handle, start)
      return Device(String(cString: start)) ?? .cpu
    }
  }

  /// Whether the elements lie row by row without gaps.
  public var isContiguous: Bool { ct_tensor_is_contiguous(handle) }

  /// Whether a `[N, C, H, W]` tensor lies in memory as `[N, H, W, C]`, the layout that convolutions like best.
  public var isChannelsLast: Bool { ct_tensor_is_channels_last(handle) }

  /// How many tensors this process holds: what leak tests count.
  public static var liveCount: Int { Int(ct_live_tensors()) }

  /// How many tensors this thread made and did not let go: for leak tests beside other tests.
  package static var liveCountOfThread: Int { Int(ct_live_tensors_of_thread()) }
}
