public import CellLink
import Synchronization

/// The code of a cell, and what became of it. For the kernel's own use.
public enum CellRun {
  /// The closure is handed from the thread that loads the library to the task that runs it, and never kept.
  public struct Body: @unchecked Sendable {
    public let run: () async throws -> Void
  }

  private struct State {
    var body: Body?
    var value: MIMEBundle?
    var variablesMade = 0
  }

  private static let state = Mutex(State())

  /// Called by the cell's library: this is the code to run.
  public static func enter(_ body: @escaping () async throws -> Void) {
    let body = Body(run: body)
    state.withLock { $0 = State(body: body) }
  }

  /// The code that was handed over last.
  public static func takeBody() -> Body? { state.withLock { $0.body.take() } }

  /// Called by the cell for its last expression.
  ///
  /// - Throws: What the expression throws.
  public static func show<Value>(_ value: () async throws -> Value) async throws {
    let value = try await value()
    if Value.self == Void.self { return }
    let shown = bundle(of: value)
    state.withLock { $0.value = shown }
  }

  static func variableWasMade() { state.withLock { $0.variablesMade += 1 } }

  /// The value of the last expression, once.
  public static func takeValue() -> MIMEBundle? { state.withLock { $0.value.take() } }

  /// How many variables of the cell have their values.
  public static var variablesMade: Int { state.withLock { $0.variablesMade } }
}
