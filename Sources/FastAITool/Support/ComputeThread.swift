import Foundation
import Synchronization

/// Set when the task that waits for a computation is cancelled.
final class Interruption: Sendable {
  private let flag = Atomic(false)
  var isRequested: Bool { flag.load(ordering: .relaxed) }
  func request() { flag.store(true, ordering: .relaxed) }
}

/// Runs a long computation on a thread of its own, off the cooperative pool, and waits for it.
func onComputeThread<Value: Sendable>(
  _ body: @escaping @Sendable (Interruption) throws -> Value
) async throws -> Value {
  let interruption = Interruption()
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try body(interruption) }) }
      thread.stackSize = 16 << 20
      thread.start()
    }
  } onCancel: {
    interruption.request()
  }
}
