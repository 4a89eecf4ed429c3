/// Many elements to one: over the whole tensor, or along dimensions.
extension Tensor {
  public func sum() throws -> Tensor { try Aten.sum(.tensor(self)) }
  public func sum(dimensions: Int..., keepingDimensions keep: Bool = false) throws -> Tensor {
    try Aten.sumDim(.tensor(self), .ints(dimensions), .bool(keep))
  }

  public func mean() throws -> Tensor { try Aten.mean(.tensor(self)) }
  public func mean(dimensions: Int..., keepingDimensions keep: Bool = false) throws -> Tensor {
    try Aten.meanDim(.tensor(self), .ints(dimensions), .bool(keep))
  }

  /// The standard deviation; `correction` 1 divides by n − 1 (unbiased), 0 by n.
  public func std(dimensions: [Int]? = nil, correction: Int = 1) throws -> Tensor {
    try Aten.std(.tensor(self), dimensions.map { .ints($0) } ?? .none, .int(correction))
  }

  /// The variance; `correction` as in ``std(dimensions:correction:)``.
  public func variance(dimensions: [Int]? = nil, correction: Int = 1) throws -> Tensor {
    try Aten.variance(.tensor(self), dimensions.map { .ints($0) } ?? .none, .int(correction))
  }

  public func max() throws -> Tensor { try Aten.max(.tensor(self)) }
  public func min() throws -> Tensor { try Aten.min(.tensor(self)) }
  public func max(dimension: Int, keepingDimensions keep: Bool = false) throws -> Tensor {
    try Aten.amax(.tensor(self), .ints([dimension]), .bool(keep))
  }
  public func min(dimension: Int, keepingDimensions keep: Bool = false) throws -> Tensor {
    try Aten.amin(.tensor(self), .ints([dimension]), .bool(keep))
  }

  /// The index of the largest element: of the flattened tensor, or along a dimension. `int64`.
  public func argmax(dimension: Int? = nil) throws -> Tensor { try Aten.argmax(.tensor(self), .optional(dimension)) }

  /// The index of the smallest element: of the flattened tensor, or along a dimension. `int64`.
  public func argmin(dimension: Int? = nil) throws -> Tensor { try Aten.argmin(.tensor(self), .optional(dimension)) }

  /// The `count` largest elements along the last dimension, largest first, and where they stood.
  public func topK(_ count: Int) throws -> (values: Tensor, indices: Tensor) {
    let both = try Aten.topk.tensors(.tensor(self), .int(count))
    return (both[0], both[1])
  }

  public func all() throws -> Tensor { try Aten.all(.tensor(self)) }
  public func any() throws -> Tensor { try Aten.any(.tensor(self)) }

  /// The Euclidean norm of all elements.
  public func norm() throws -> Tensor { try Aten.norm(.tensor(self), .double(2), .ints([])) }
}
