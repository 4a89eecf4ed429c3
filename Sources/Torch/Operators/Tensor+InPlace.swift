/// Changes in place: operators with `=`, and imperative verbs. A parameter is changed inside `withoutGrad { }`.
extension Tensor {
  public static func += (left: Tensor, right: Tensor) throws { try Aten.add_(.tensor(left), .tensor(right)) }
  public static func -= (left: Tensor, right: Tensor) throws { try Aten.sub_(.tensor(left), .tensor(right)) }
  public static func *= (left: Tensor, right: Tensor) throws { try Aten.mul_(.tensor(left), .tensor(right)) }
  public static func /= (left: Tensor, right: Tensor) throws { try Aten.div_(.tensor(left), .tensor(right)) }

  public static func += (left: Tensor, right: some Scalar) throws {
    try Aten.addScalar_(.tensor(left), right.argument)
  }
  public static func -= (left: Tensor, right: some Scalar) throws {
    try Aten.subScalar_(.tensor(left), right.argument)
  }
  public static func *= (left: Tensor, right: some Scalar) throws {
    try Aten.mulScalar_(.tensor(left), right.argument)
  }
  public static func /= (left: Tensor, right: some Scalar) throws {
    try Aten.divScalar_(.tensor(left), right.argument)
  }

  /// Gives every element one value.
  public func fill(_ value: some Scalar) throws { try Aten.fill_(.tensor(self), value.argument) }

  /// Copies the elements of `other`, which must broadcast to this shape, converting as needed.
  public func copy(from other: Tensor) throws { try Aten.copy_(.tensor(self), .tensor(other)) }

  /// Draws every element uniformly from the range (PyTorch: `uniform_`).
  public func fillUniform(_ range: ClosedRange<Double>) throws {
    try Aten.uniform_(.tensor(self), .double(range.lowerBound), .double(range.upperBound))
  }

  /// Draws every element from a normal distribution (PyTorch: `normal_`).
  public func fillNormal(mean: Double = 0, std: Double = 1) throws {
    try Aten.normal_(.tensor(self), .double(mean), .double(std))
  }
}
