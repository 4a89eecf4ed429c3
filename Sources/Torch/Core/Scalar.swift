/// A Swift number that can stand beside a tensor in an expression: `2 * x`, `x - 0.5`.
public protocol Scalar: Sendable {
  /// The number as an operator's argument.
  var argument: Argument { get }
}

extension Int: Scalar { public var argument: Argument { .int(self) } }
extension Double: Scalar { public var argument: Argument { .double(self) } }
extension Float: Scalar { public var argument: Argument { .double(Double(self)) } }
extension Bool: Scalar { public var argument: Argument { .bool(self) } }
