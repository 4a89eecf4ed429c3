/// One position of a subscript: `x[0]`, `x[1..<3]`, `x[..., 0]`, `x[.newAxis]`, `x[mask]`.
public enum TensorIndex {
  case at(Int)
  case slice(from: Int?, to: Int?, step: Int)
  /// A new dimension of size 1 (Python: `None`).
  case newAxis
  /// As many whole dimensions as are left (Python: `...`).
  case ellipsis
  /// An `int64` tensor of indices or a `bool` mask.
  case tensor(Tensor)

  /// Every element of the dimension (Python: `:`).
  public static var all: TensorIndex { .slice(from: nil, to: nil, step: 1) }
}

/// What may stand in a tensor's subscript. Negative numbers count from the end, as in Python.
public protocol TensorIndexable {
  var tensorIndex: TensorIndex { get }
}

extension TensorIndex: TensorIndexable { public var tensorIndex: TensorIndex { self } }
extension Int: TensorIndexable { public var tensorIndex: TensorIndex { .at(self) } }
extension Tensor: TensorIndexable { public var tensorIndex: TensorIndex { .tensor(self) } }
extension Range: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound, to: upperBound, step: 1) }
}
extension ClosedRange: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound, to: upperBound == -1 ? nil : upperBound + 1, step: 1) }
}
extension PartialRangeFrom: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound, to: nil, step: 1) }
}
extension PartialRangeUpTo: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: nil, to: upperBound, step: 1) }
}
extension PartialRangeThrough: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: nil, to: upperBound == -1 ? nil : upperBound + 1, step: 1) }
}

extension Tensor {
  /// Part of the tensor: a view on the same memory for numbers and ranges, a copy for tensors of indices.
  ///
  /// - Throws: ``TorchError`` with code `.index` for an index out of range or too many of them.
  public subscript(_ indices: any TensorIndexable...) -> Tensor {
    get throws { try picking(indices.map(\.tensorIndex)) }
  }

  private func picking(_ indices: [TensorIndex]) throws -> Tensor {
    let consumed = indices.reduce(0) { $0 + $1.consumedDimensions }
    var result = self
    var dimension = 0
    var picked: [Int: Tensor] = [:]
    for index in indices {
      switch index {
      case .at(let position):
        result = try Aten.select(.tensor(result), .int(dimension), .int(position))
      case .slice(let from, let to, let step):
        result = try Aten.slice(.tensor(result), .int(dimension), .optional(from), .optional(to), .int(step))
        dimension += 1
      case .newAxis:
        result = try result.unsqueezed(dimension)
        dimension += 1
      case .ellipsis:
        dimension += Swift.max(rank - consumed, 0)
      case .tensor(let tensor):
        picked[dimension] = tensor
        dimension += tensor.dtype == .bool ? tensor.rank : 1
      }
    }
    guard let last = picked.keys.max() else { return result }
    let places: [Tensor?] = Array(0...last).map { (place: Int) -> Tensor? in picked[place] }
    return try Aten.index(.tensor(result), .optionalTensors(places.droppingCovered(by: picked)))
  }
}

extension TensorIndex {
  fileprivate var consumedDimensions: Int {
    switch self {
    case .at, .slice: 1
    case .newAxis, .ellipsis: 0
    case .tensor(let tensor): tensor.dtype == .bool ? tensor.rank : 1
    }
  }
}

extension [Tensor?] {
  /// A mask of rank r stands for r dimensions: the r − 1 empty places after it go.
  fileprivate func droppingCovered(by picked: [Int: Tensor]) -> [Tensor?] {
    let covered = picked.flatMap { (start, tensor) -> Range<Int> in
      let rank = tensor.dtype == .bool ? tensor.rank : 1
      return (start + 1)..<(start + rank)
    }
    return enumerated().filter { !covered.contains($0.offset) }.map(\.element)
  }
}
