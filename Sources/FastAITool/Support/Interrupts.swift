import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs `body` in a task of its own, which Ctrl-C (or SIGTERM) cancels; a second Ctrl-C ends the process at once.
func interruptible(
  _ console: Console, _ body: @escaping @Sendable () async throws -> Void
) async -> Result<Void, any Error> {
  let task = Task { try await body() }
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      if task.isCancelled { _exit(130) }
      console.note("Stopping; again to stop at once.")
      task.cancel()
    }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  return await task.result
}
