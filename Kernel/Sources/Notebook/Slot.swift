/// Where a top-level variable's first value waits between the line that makes it and the variable that takes it.
///
/// The compiler infers the variable's type from the closure, which may await and throw as an initial value of a global
/// may not: Docs/decisions, the notebook's kernel.
public final class Slot<Value> {
  private let make: () async throws -> Value
  private var made: Value?

  public init(_ make: @escaping () async throws -> Value) { self.make = make }

  /// Computes the value.
  ///
  /// - Throws: What the expression throws.
  public func fill() async throws {
    made = try await make()
    CellRun.variableWasMade()
  }

  /// Hands the value to the variable, once: two owners would keep it alive for ever.
  public func take() -> Value {
    guard let value = made.take() else { preconditionFailure("A variable is used before the line that makes it.") }
    return value
  }
}
