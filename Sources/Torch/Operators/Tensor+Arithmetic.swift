/// Arithmetic, element by element with broadcasting, and products of matrices.
extension Tensor {
  public static func + (left: Tensor, right: Tensor) throws -> Tensor { try Aten.add(.tensor(left), .tensor(right)) }
  public static func - (left: Tensor, right: Tensor) throws -> Tensor { try Aten.sub(.tensor(left), .tensor(right)) }
  public static func * (left: Tensor, right: Tensor) throws -> Tensor { try Aten.mul(.tensor(left), .tensor(right)) }
  public static func / (left: Tensor, right: Tensor) throws -> Tensor { try Aten.div(.tensor(left), .tensor(right)) }

  public static func + (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.addScalar(.tensor(left), right.argument)
  }
  public static func - (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.subScalar(.tensor(left), right.argument)
  }
  public static func * (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.mulScalar(.tensor(left), right.argument)
  }
  public static func / (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.divScalar(.tensor(left), right.argument)
  }

  public static func + (left: some Scalar, right: Tensor) throws -> Tensor { try right + left }
  public static func * (left: some Scalar, right: Tensor) throws -> Tensor { try right * left }
  public static func - (left: some Scalar, right: Tensor) throws -> Tensor {
    try Aten.rsub(.tensor(right), left.argument)
  }
  public static func / (left: some Scalar, right: Tensor) throws -> Tensor {
    try Aten.reciprocal(.tensor(right)) * left
  }

  public static prefix func - (operand: Tensor) throws -> Tensor { try Aten.neg(.tensor(operand)) }

  /// The product of vectors, matrices, or batches of matrices (Python: `@`).
  ///
  /// - Throws: ``TorchError`` with code `.shape` when the inner dimensions differ.
  public func matmul(_ other: Tensor) throws -> Tensor { try Aten.matmul(.tensor(self), .tensor(other)) }

  public func pow(_ exponent: some Scalar) throws -> Tensor { try Aten.pow(.tensor(self), exponent.argument) }
  public func abs() throws -> Tensor { try Aten.abs(.tensor(self)) }
  public func exp() throws -> Tensor { try Aten.exp(.tensor(self)) }
  public func log() throws -> Tensor { try Aten.log(.tensor(self)) }
  public func sqrt() throws -> Tensor { try Aten.sqrt(.tensor(self)) }
  public func sin() throws -> Tensor { try Aten.sin(.tensor(self)) }
  public func cos() throws -> Tensor { try Aten.cos(.tensor(self)) }
  public func tanh() throws -> Tensor { try Aten.tanh(.tensor(self)) }

  /// `1 / (1 + e⁻ˣ)`
  public func sigmoid() throws -> Tensor { try Aten.sigmoid(.tensor(self)) }

  /// `max(x, 0)`
  public func relu() throws -> Tensor { try Aten.relu(.tensor(self)) }

  /// Values below the range become its lower bound, those above its upper bound.
  public func clamped(to range: ClosedRange<Double>) throws -> Tensor {
    try Aten.clamp(.tensor(self), .double(range.lowerBound), .double(range.upperBound))
  }

  /// `eˣ / Σ eˣ` along a dimension.
  public func softmax(dimension: Int = -1) throws -> Tensor { try Aten.softmax(.tensor(self), .int(dimension)) }

  /// The logarithm of ``softmax(dimension:)``, computed without overflow.
  public func logSoftmax(dimension: Int = -1) throws -> Tensor { try Aten.logSoftmax(.tensor(self), .int(dimension)) }
}
