/// Factories. Without a `dtype`, tensors are `float32`; without a `device`, they are on the processor.
extension Tensor {
  /// A tensor of zeros.
  public static func zeros(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try full(shape, 0, dtype: dtype, device: device)
  }

  /// A tensor of ones.
  public static func ones(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try full(shape, 1, dtype: dtype, device: device)
  }

  /// A tensor whose elements all have one value.
  public static func full(_ shape: [Int], _ value: some Scalar, dtype: DType = .float32, device: Device = .cpu) throws
    -> Tensor
  {
    try Aten.full(.ints(shape), value.argument, .dtype(dtype), .none, .device(device))
  }

  /// Zeros with another tensor's shape, type, device and layout.
  public static func zeros(like other: Tensor) throws -> Tensor { try Aten.zerosLike(.tensor(other)) }

  /// A tensor of whatever the memory holds: to be written before it is read.
  package static func empty(_ shape: [Int], dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try Aten.empty(.ints(shape), .dtype(dtype), .none, .device(device))
  }

  /// The numbers `start, start + step, …` below `end`.
  public static func arange(_ start: some Scalar, _ end: some Scalar, step: some Scalar = 1, dtype: DType? = nil) throws
    -> Tensor
  {
    try Aten.arange(start.argument, end.argument, step.argument, .dtype(dtype))
  }

  /// The integers `0 ..< end`, `int64`.
  public static func arange(_ end: Int) throws -> Tensor { try arange(0, end) }

  /// `count` numbers evenly spaced from `start` to `end`, both included.
  public static func linspace(_ start: some Scalar, _ end: some Scalar, count: Int, dtype: DType = .float32) throws
    -> Tensor
  {
    try Aten.linspace(start.argument, end.argument, .int(count), .dtype(dtype))
  }

  /// Uniform draws from [0, 1).
  public static func rand(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try Aten.rand(.ints(shape), .dtype(dtype), .none, .device(device))
  }

  /// Draws from the normal distribution with mean 0 and standard deviation 1.
  public static func randn(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try randn(shape, dtype: dtype, device: device)
  }

  /// Draws from the normal distribution with mean 0 and standard deviation 1.
  public static func randn(_ shape: [Int], dtype: DType = .float32, device: Device = .cpu) throws -> Tensor {
    try Aten.randn(.ints(shape), .dtype(dtype), .none, .device(device))
  }

  /// Uniform draws of integers from `range`, `int64`.
  public static func randint(_ range: Range<Int>, shape: [Int]) throws -> Tensor {
    try Aten.randint(.int(range.lowerBound), .int(range.upperBound), .ints(shape))
  }

  /// The integers `0 ..< count` in random order, `int64`.
  public static func randperm(_ count: Int) throws -> Tensor { try Aten.randperm(.int(count)) }

  /// Tensors of one shape, stacked along a new dimension.
  public static func stacked(_ tensors: [Tensor], dimension: Int = 0) throws -> Tensor {
    try Aten.stack(.tensors(tensors), .int(dimension))
  }

  /// Tensors joined along a dimension that they have (PyTorch: `cat`).
  public static func concatenated(_ tensors: [Tensor], dimension: Int = 0) throws -> Tensor {
    try Aten.cat(.tensors(tensors), .int(dimension))
  }
}

/// A `float32` vector of the numbers given: `tensor(3, 2)`, the course's spelling.
public func tensor(_ numbers: Float...) throws -> Tensor { try Tensor(numbers) }
