infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence

/// Comparisons element by element give a tensor of `bool`; the dot tells them from Swift's own.
extension Tensor {
  public static func .== (left: Tensor, right: Tensor) throws -> Tensor { try Aten.eq(.tensor(left), .tensor(right)) }
  public static func .!= (left: Tensor, right: Tensor) throws -> Tensor { try Aten.ne(.tensor(left), .tensor(right)) }
  public static func .< (left: Tensor, right: Tensor) throws -> Tensor { try Aten.lt(.tensor(left), .tensor(right)) }
  public static func .<= (left: Tensor, right: Tensor) throws -> Tensor { try Aten.le(.tensor(left), .tensor(right)) }
  public static func .> (left: Tensor, right: Tensor) throws -> Tensor { try Aten.gt(.tensor(left), .tensor(right)) }
  public static func .>= (left: Tensor, right: Tensor) throws -> Tensor { try Aten.ge(.tensor(left), .tensor(right)) }

  public static func .== (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.eqScalar(.tensor(left), right.argument)
  }
  public static func .!= (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.neScalar(.tensor(left), right.argument)
  }
  public static func .< (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.ltScalar(.tensor(left), right.argument)
  }
  public static func .<= (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.leScalar(.tensor(left), right.argument)
  }
  public static func .> (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.gtScalar(.tensor(left), right.argument)
  }
  public static func .>= (left: Tensor, right: some Scalar) throws -> Tensor {
    try Aten.geScalar(.tensor(left), right.argument)
  }

  /// Whether shape and every element are the same.
  public func equals(_ other: Tensor) throws -> Bool {
    try Aten.equal.results(of: [.tensor(self), .tensor(other)]).first?.isTrue ?? false
  }

  /// Whether `|a − b| ≤ absolute + relative · |b|` for every element.
  public func isClose(to other: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8) throws -> Bool {
    let arguments: [OperatorArgument] = [.tensor(self), .tensor(other), .double(relative), .double(absolute)]
    return try Aten.allclose.results(of: arguments).first?.isTrue ?? false
  }

  /// Whether no element is infinite or NaN.
  public func isFinite() throws -> Bool { try Aten.isfinite(.tensor(self)).all().item() != 0 }

  /// Elements of `other` where the condition holds, else those of `self` (PyTorch: `where`).
  public func replacing(with other: Tensor, where condition: Tensor) throws -> Tensor {
    try Aten.whereSelf(.tensor(condition), .tensor(other), .tensor(self))
  }
}

extension OperatorArgument {
  fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
