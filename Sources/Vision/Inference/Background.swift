import Foundation

/// Work on a thread of its own that somebody waits for.
final class Background: @unchecked Sendable {
  // `result` is written once, before the semaphore is signalled, and read after it was waited for.
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Void, any Error> = .success(())

  init(_ body: @escaping @Sendable () throws -> Void) {
    let thread = Thread { [self] in
      result = Result(catching: body)
      done.signal()
    }
    thread.start()
  }

  /// Waits for the end. To be called once at most.
  ///
  /// - Throws: What the work threw.
  func wait() throws {
    done.wait()
    try result.get()
  }
}
