public import Torch

/// What differs between two lists of numbers by more than `absolute + relative · |want|`, or nil.
///
///     #expect(difference(try x.scalars(), [1, 2], absolute: 1e-5) == nil)
public func difference(
  _ got: some Sequence<some BinaryFloatingPoint>, _ want: some Sequence<some BinaryFloatingPoint>,
  absolute: Double = 1e-6, relative: Double = 0
) -> String? {
  let (got, want) = (got.map { Double($0) }, want.map { Double($0) })
  guard got.count == want.count else { return "\(got.count) numbers, not \(want.count)" }
  let worst = zip(got, want).enumerated()
    .map { (index: $0, excess: abs($1.0 - $1.1) - absolute - relative * abs($1.1), pair: $1) }
    .filter { !($0.excess <= 0) && $0.pair.0 != $0.pair.1 && !($0.pair.0.isNaN && $0.pair.1.isNaN) }
    .max { $0.excess < $1.excess }
  return worst.map { "at \($0.index): \($0.pair.0), not \($0.pair.1)" }
}

/// What differs between a tensor and the fixture's, or nil.
public func difference(
  _ got: Tensor, _ want: FixtureTensor, absolute: Double = 1e-6, relative: Double = 0
) throws -> String? {
  guard got.shape == want.shape else { return "shape \(got.shape), not \(want.shape)" }
  return difference(try got.scalars(as: Double.self), want.values, absolute: absolute, relative: relative)
}
