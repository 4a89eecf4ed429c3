/// One position of a subscript: `x[0]`, `x[1..<3]`, `x[.all, 0]`, `x[.ellipsis, 0]`, `x[.newAxis]`, `x[mask]`.
public struct TensorIndex {
  enum Kind {
    case at(Int)
    case slice(from: Int?, to: Int?, step: Int)
    case newAxis
    case ellipsis
    case tensor(Tensor)
  }

  let kind: Kind
}

/// What may stand in a tensor's subscript. Negative numbers count from the end, as in Python.
public protocol TensorIndexable {
  var tensorIndex: TensorIndex { get }
}

// So that the short spellings, `.newAxis`, work where any of these may stand.
extension TensorIndexable where Self == TensorIndex {
  /// Every element of the dimension (Python: `:`).
  public static var all: TensorIndex { .slice() }
  /// A new dimension of size 1 (Python: `None`).
  public static var newAxis: TensorIndex { TensorIndex(kind: .newAxis) }
  /// As many whole dimensions as are left (Python: `...`).
  public static var ellipsis: TensorIndex { TensorIndex(kind: .ellipsis) }
  /// Every `step`-th element from one position to before another (Python: `from:to:step`).
  public static func slice(from: Int? = nil, to: Int? = nil, step: Int = 1) -> TensorIndex {
    TensorIndex(kind: .slice(from: from, to: to, step: step))
  }
}

extension TensorIndex: TensorIndexable { public var tensorIndex: TensorIndex { self } }
/// A position; a negative one counts from the end.
extension Int: TensorIndexable { public var tensorIndex: TensorIndex { TensorIndex(kind: .at(self)) } }
/// An `int64` tensor of indices or a `bool` mask.
extension Tensor: TensorIndexable { public var tensorIndex: TensorIndex { TensorIndex(kind: .tensor(self)) } }
extension Range: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound, to: upperBound) }
}
extension ClosedRange: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound, to: upperBound.endAfter) }
}
extension PartialRangeFrom: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(from: lowerBound) }
}
extension PartialRangeUpTo: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(to: upperBound) }
}
extension PartialRangeThrough: TensorIndexable where Bound == Int {
  public var tensorIndex: TensorIndex { .slice(to: upperBound.endAfter) }
}

extension Int {
  /// The end of a slice whose last position this is; none after −1, the last of all, and after the largest number.
  fileprivate var endAfter: Int? { self == -1 || self == .max ? nil : self + 1 }
}

extension Tensor {
  /// Part of the tensor: a view on the same memory for numbers and ranges, a copy for tensors of indices.
  ///
  /// - Throws: ``TorchError`` with code `.index` for an index out of range or too many of them.
  public subscript(_ indices: any TensorIndexable...) -> Tensor {
    get throws { try picking(indices.map(\.tensorIndex)) }
  }

  private func picking(_ indices: [TensorIndex]) throws -> Tensor {
    guard indices.count(where: \.isEllipsis) < 2 else {
      throw TorchError(
        .index, operation: "subscript", operands: [.init(name: "self", tensor: self)],
        message: "an index can have one ellipsis only")
    }
    let consumed = indices.reduce(0) { $0 + $1.consumedDimensions }
    var result = self
    var dimension = 0
    var picked: [Int: Tensor] = [:]
    for index in indices {
      switch index.kind {
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
  fileprivate var isEllipsis: Bool { if case .ellipsis = kind { true } else { false } }

  fileprivate var consumedDimensions: Int {
    switch kind {
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
