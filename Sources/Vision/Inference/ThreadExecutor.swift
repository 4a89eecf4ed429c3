import Foundation

/// Runs an actor's work on one thread of its own, so that long computations never hold the cooperative pool.
final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  init(name: String) {
    let thread = Thread { [queue] in queue.run() }
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { queue.finish() }

  func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job), for: asUnownedSerialExecutor()) }
}

/// Jobs waiting for the thread. Outlives the executor until the thread has ended.
private final class JobQueue: @unchecked Sendable {
  // Everything mutable is guarded by `condition`.
  private let condition = NSCondition()
  private var waiting: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
  private var isFinished = false

  func add(_ job: UnownedJob, for executor: UnownedSerialExecutor) {
    condition.lock()
    waiting.append((job, executor))
    condition.signal()
    condition.unlock()
  }

  func finish() {
    condition.lock()
    isFinished = true
    condition.signal()
    condition.unlock()
  }

  func run() {
    while let (job, executor) = next() { job.runSynchronously(on: executor) }
  }

  private func next() -> (job: UnownedJob, executor: UnownedSerialExecutor)? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if isFinished { return nil }
      condition.wait()
    }
    return waiting.removeFirst()
  }
}
