import Foundation
import Synchronization

/// A thread of its own for the cells, as a program's top-level code has the main thread: a cell that computes for
/// minutes must not sit on one of the few threads that all tasks share.
final class CellExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)
  /// As much as a main thread has on Linux.
  private static let stackSize = 8 << 20

  init() {
    let thread = Thread { [self] in while true { runNext() } }
    thread.stackSize = Self.stackSize
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    signal.signal()
  }

  private func runNext() {
    signal.wait()
    let job = state.withLock { $0.jobs.removeFirst() }
    job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
