/// Other shapes and layouts of the same elements, without a copy where the layout allows.
extension Tensor {
  /// The same elements in another shape; one dimension may be -1: what is left.
  ///
  /// - Throws: ``TorchError`` with code `.shape` when the number of elements differs.
  public func reshaped(_ shape: Int...) throws -> Tensor { try reshaped(shape) }
  public func reshaped(_ shape: [Int]) throws -> Tensor { try Aten.reshape(.tensor(self), .ints(shape)) }

  /// Dimensions from `start` to `end` made one.
  public func flattened(from start: Int = 0, to end: Int = -1) throws -> Tensor {
    try Aten.flatten(.tensor(self), .int(start), .int(end))
  }

  /// Dimensions in another order.
  public func permuted(_ order: Int...) throws -> Tensor { try Aten.permute(.tensor(self), .ints(order)) }

  /// Two dimensions exchanged.
  public func transposed(_ first: Int = -2, _ second: Int = -1) throws -> Tensor {
    try Aten.transpose(.tensor(self), .int(first), .int(second))
  }

  /// Without a dimension of size 1.
  public func squeezed(_ dimension: Int) throws -> Tensor { try Aten.squeeze(.tensor(self), .int(dimension)) }

  /// With a new dimension of size 1.
  public func unsqueezed(_ dimension: Int) throws -> Tensor { try Aten.unsqueeze(.tensor(self), .int(dimension)) }

  /// Dimensions of size 1 repeated to a larger shape, without a copy.
  public func expanded(_ shape: Int...) throws -> Tensor { try Aten.expand(.tensor(self), .ints(shape)) }

  /// Elements in reverse order along dimensions.
  public func flipped(_ dimensions: Int...) throws -> Tensor { try Aten.flip(.tensor(self), .ints(dimensions)) }

  /// The parts along a dimension, each without it.
  public func unbound(_ dimension: Int = 0) throws -> [Tensor] {
    try Aten.unbind.tensors(.tensor(self), .int(dimension), atMost: Swift.max(size(dimension), 1))
  }

  /// Rows (or other parts along `dimension`) picked by an `int64` vector.
  public func gathered(_ indices: Tensor, dimension: Int = 0) throws -> Tensor {
    try Aten.indexSelect(.tensor(self), .int(dimension), .tensor(indices))
  }

  /// Laid out row by row; itself when it already is.
  public func contiguous() throws -> Tensor { try Aten.contiguous(.tensor(self)) }

  /// Laid out `[N, H, W, C]` in memory while its shape stays `[N, C, H, W]`; itself when it already is.
  public func channelsLast() throws -> Tensor { try Aten.contiguous(.tensor(self), .int(2)) }  // 2: c10::MemoryFormat

  /// A copy with memory of its own, still part of the graph.
  public func cloned() throws -> Tensor { try Aten.clone(.tensor(self)) }

  /// Converted to another element type; itself when it has it.
  public func to(_ dtype: DType) throws -> Tensor { try Aten.to(.tensor(self), .dtype(dtype)) }

  /// On another device; itself when it is there.
  public func to(_ device: Device) throws -> Tensor {
    try Aten.to(.tensor(self), .none, .none, .device(device))
  }

  /// On another device, copied from pinned memory without waiting when that is a GPU; itself when it is there.
  package func moving(to device: Device) throws -> Tensor {
    guard self.device != device, device.kind == .cuda, self.device == .cpu else { return try to(device) }
    return try Aten.to(
      .tensor(Aten.pinMemory(.tensor(self))), .none, .none, .device(device), .none, .bool(true))
  }
}
