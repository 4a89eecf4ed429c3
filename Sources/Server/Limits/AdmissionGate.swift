import HTTPTypes
import Synchronization

/// Lets a few in at a time and keeps a bounded queue of the others, first come, first served.
final class AdmissionGate: Sendable {
  private struct State {
    var inside = 0
    var nextTicket = 0
    var queue: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    /// Tickets given back before their holder had joined the queue.
    var leftEarly: Set<Int> = []
  }

  private let state = Mutex(State())
  private let concurrent, waiting: Int

  init(concurrent: Int, waiting: Int) {
    self.concurrent = max(1, concurrent)
    self.waiting = max(0, waiting)
  }

  /// Inside, and waiting.
  var load: (inside: Int, waiting: Int) { state.withLock { ($0.inside, $0.queue.count) } }

  /// - Throws: ``Problem`` 429 when the queue is full, `CancellationError` when the task ends while it waits.
  func withPlace<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    try await enter()
    defer { leave() }
    try Task.checkCancellation()
    return try await body()
  }

  private func enter() async throws {
    let ticket = try state.withLock { state -> Int? in
      if state.inside < concurrent {
        state.inside += 1
        return nil
      }
      guard state.queue.count < waiting else {
        throw Problem(.tooManyRequests, "The server is busy.", kind: "busy", retryAfter: 1)
      }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    let isIn = await withTaskCancellationHandler {
      await withCheckedContinuation { wait($0, ticket) }
    } onCancel: {
      giveUp(ticket)
    }
    state.withLock { _ = $0.leftEarly.remove(ticket) }  // cancelled when it was in already
    if !isIn { throw CancellationError() }
  }

  private func wait(_ continuation: CheckedContinuation<Bool, Never>, _ ticket: Int) {
    let answer = state.withLock { state -> Bool? in
      if state.leftEarly.remove(ticket) != nil { return false }
      if state.inside < concurrent {  // someone left since the ticket was drawn
        state.inside += 1
        return true
      }
      state.queue.append((ticket, continuation))
      return nil
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func giveUp(_ ticket: Int) {
    let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard let place = state.queue.firstIndex(where: { $0.ticket == ticket }) else {
        state.leftEarly.insert(ticket)
        return nil
      }
      return state.queue.remove(at: place).continuation
    }
    waiting?.resume(returning: false)
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard !state.queue.isEmpty else {
        state.inside -= 1
        return nil
      }
      return state.queue.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
