/// A Swift number that can stand beside a tensor in an expression: `2 * x`, `x - 0.5`.
public protocol Scalar: Sendable {
  /// The number as an operator's argument.
  var argument: OperatorArgument { get }
}

extension Int: Scalar { public var argument: OperatorArgument { .int(self) } }
extension Double: Scalar { public var argument: OperatorArgument { .double(self) } }
extension Float: Scalar { public var argument: OperatorArgument { .double(Double(self)) } }
extension Bool: Scalar { public var argument: OperatorArgument { .bool(self) } }
