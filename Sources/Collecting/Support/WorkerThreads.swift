import NIOPosix

/// A few threads of our own for work that blocks: decoding, and waiting for the disk. The cooperative pool has one
/// thread a core, and none of them may wait.
final class WorkerThreads: Sendable {
  let count: Int
  private let pool: NIOThreadPool

  init(count: Int) {
    self.count = max(1, count)
    pool = NIOThreadPool(numberOfThreads: self.count)
    pool.start()
  }

  /// Runs `body` on one of the threads.
  ///
  /// - Throws: What `body` throws, or `CancellationError` when the task ends before a thread was free.
  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await pool.runIfActive(body)
  }

  /// Lets the threads end, once their work is done.
  func stop() async {
    try? await pool.shutdownGracefully()
  }

  /// Runs `body` with threads that end with it.
  static func with<Value>(count: Int, _ body: (WorkerThreads) async throws -> Value) async rethrows -> Value {
    let threads = WorkerThreads(count: count)
    do {
      let value = try await body(threads)
      await threads.stop()
      return value
    } catch {
      await threads.stop()
      throw error
    }
  }
}
