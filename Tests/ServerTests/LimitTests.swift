import HTTPTypes
import Testing

@testable import Server

@Suite("Limits of the server")
struct LimitTests {
  @Test("the gate lets few in, keeps a bounded queue, and answers 429 past it")
  func gate() async throws {
    let gate = AdmissionGate(concurrent: 2, waiting: 3)
    let (blocker, release) = AsyncStream<Void>.makeStream()
    let holders = (0..<5).map { _ in
      Task { try await gate.withPlace { for await _ in blocker { break } } }
    }
    while gate.load != (2, 3) { try await Task.sleep(for: .milliseconds(5)) }
    let error = await #expect(throws: Problem.self) { try await gate.withPlace {} }
    #expect(error?.status.code == 429 && error?.retryAfter != nil)

    holders[4].cancel()  // inside or waiting: either way its place is free again in the end
    release.finish()
    for holder in holders.prefix(4) { try await holder.value }
    _ = await holders[4].result
    #expect(gate.load == (0, 0))
    #expect(try await gate.withPlace { 7 } == 7)
  }

  @Test("many tasks that come, go and are cancelled leave the gate empty, and never more inside than allowed")
  func gateUnderStress() async throws {
    let gate = AdmissionGate(concurrent: 3, waiting: 1000)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask {
          let task = Task {
            try await gate.withPlace {
              #expect(gate.load.inside <= 3)
              await Task.yield()
            }
          }
          if number % 3 == 0 { task.cancel() }
          _ = await task.result
        }
      }
    }
    #expect(gate.load == (0, 0))
  }

  @Test("a client may burst, then is held to the rate, and another client is not")
  func rate() {
    let limiter = RateLimiter(rate: 10, burst: 3)
    let start = ContinuousClock.now
    #expect((0..<3).allSatisfy { _ in limiter.wait(for: "a", at: start) == nil })
    #expect(limiter.wait(for: "a", at: start) == 0.1)
    #expect(limiter.wait(for: "b", at: start) == nil)
    #expect(limiter.wait(for: "a", at: start + .milliseconds(110)) == nil)
    #expect(limiter.wait(for: "a", at: start + .milliseconds(111)) != nil)
    #expect(RateLimiter(rate: 0, burst: 1).wait(for: "a") == nil)
  }

  @Test("twenty thousand clients do not fill the memory")
  func manyClients() {
    let limiter = RateLimiter(rate: 1, burst: 2)
    let now = ContinuousClock.now
    for client in 0..<20_000 { #expect(limiter.wait(for: "\(client)", at: now) == nil) }
  }
}
