import Synchronization
import Testing

@testable import Server

@Suite("Dynamic batching", .timeLimit(.minutes(2)))
struct DynamicBatcherTests {
  /// A batcher that doubles numbers and notes its batches; each waits until its door is open.
  private final class Recorder: Sendable {
    let clock = ManualClock()
    let doors: [Door]
    let batcher: DynamicBatcher<Int, Int>

    init(maxCount: Int = 4, budget: Duration = .milliseconds(5), openDoors: Bool = true) {
      let doors = (0..<20).map { _ in Door() }
      self.doors = doors
      if openDoors { for door in doors { door.open() } }
      let noted = Noted()
      self.noted = noted
      batcher = DynamicBatcher(maxCount: maxCount, budget: budget, clock: clock) { inputs in
        let number = noted.add(inputs)
        await doors[number].wait()
        if inputs.contains(13) { throw Unlucky() }
        return inputs.map { $0 * 2 }
      }
    }

    private let noted: Noted
    var seen: [[Int]] { noted.all }

    func ask(_ number: Int, after door: Door? = nil) -> Task<Int, any Error> {
      Task {
        try await batcher {
          await door?.wait()
          return number
        }
      }
    }

    func until(_ isSo: @Sendable ((preparing: Int, waiting: Int, isComputing: Bool)) -> Bool) async {
      while await !isSo(batcher.load) { await Task.yield() }
    }
  }

  private final class Noted: Sendable {
    private let batches = Mutex<[[Int]]>([])
    var all: [[Int]] { batches.withLock { $0 } }

    func add(_ batch: [Int]) -> Int {
      batches.withLock {
        $0.append(batch)
        return $0.count - 1
      }
    }
  }

  private struct Unlucky: Error {}

  @Test("a lone caller is computed at once: no time passes")
  func alone() async throws {
    let recorder = Recorder()
    #expect(try await recorder.ask(1).value == 2)
    #expect(try await recorder.ask(2).value == 4)
    #expect(recorder.seen == [[1], [2]])
  }

  @Test("callers that prepare at the same time are computed in one batch, as soon as the last is prepared")
  func together() async throws {
    let (recorder, door) = (Recorder(), Door())
    let first = recorder.ask(1)
    _ = try await first.value
    let slow = recorder.ask(2, after: door)
    await recorder.until { $0.preparing == 1 }
    let quick = recorder.ask(3)
    await recorder.until { $0.waiting == 1 }
    #expect(recorder.seen.count == 1)  // waits for the slow one: the clock stands still
    door.open()
    #expect(try await (slow.value, quick.value) == (4, 6))
    #expect(recorder.seen.last == [3, 2])
  }

  @Test("past the budget nobody waits for others")
  func budget() async throws {
    let (recorder, door) = (Recorder(budget: .milliseconds(5)), Door())
    let slow = recorder.ask(2, after: door)
    await recorder.until { $0.preparing == 1 }
    let quick = recorder.ask(3)
    while recorder.clock.sleeperCount == 0 { await Task.yield() }
    recorder.clock.advance(by: .milliseconds(4))
    #expect(recorder.seen.isEmpty)
    recorder.clock.advance(by: .milliseconds(1))
    #expect(try await quick.value == 6)
    door.open()
    #expect(try await slow.value == 4)
    #expect(recorder.seen == [[3], [2]])
  }

  @Test("a full batch starts although others are on their way, and what arrives meanwhile makes the next one")
  func full() async throws {
    let (recorder, door) = (Recorder(maxCount: 2, openDoors: false), Door())
    let slow = recorder.ask(9, after: door)
    await recorder.until { $0.preparing == 1 }
    let first = recorder.ask(1)
    await recorder.until { $0.waiting == 1 }
    let second = recorder.ask(2)
    await recorder.until { _ in recorder.seen == [[1, 2]] }
    let later = [recorder.ask(3)]
    await recorder.until { $0.waiting == 1 }
    let last = recorder.ask(4)
    await recorder.until { $0.waiting == 2 }
    for door in recorder.doors { door.open() }
    #expect(try await (first.value, second.value, later[0].value, last.value) == (2, 4, 6, 8))
    door.open()
    #expect(try await slow.value == 18)
    #expect(recorder.seen == [[1, 2], [3, 4], [9]])
  }

  @Test("a caller that gives up while it waits is not computed")
  func cancelled() async throws {
    let recorder = Recorder(openDoors: false)
    let first = recorder.ask(1)
    await recorder.until { _ in recorder.seen == [[1]] }
    let (second, third) = (recorder.ask(2), recorder.ask(3))
    await recorder.until { $0.waiting == 2 }
    second.cancel()
    await recorder.until { $0.waiting == 1 }
    for door in recorder.doors { door.open() }
    #expect(try await (first.value, third.value) == (2, 6))
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(recorder.seen == [[1], [3]])
  }

  @Test("an input that cannot be prepared fails its caller only, and a batch that fails, all of its callers")
  func failures() async throws {
    let recorder = Recorder()
    await #expect(throws: Unlucky.self) { try await recorder.batcher { throw Unlucky() } }
    await #expect(throws: Unlucky.self) { try await recorder.ask(13).value }
    #expect(try await recorder.ask(5).value == 10)
    let load = await recorder.batcher.load
    #expect(load == (0, 0, false))
  }

  @Test("thousands of callers that come and go all have their own answer, and no batch is too large")
  func stress() async throws {
    let recorder = Batches()
    let batcher = DynamicBatcher<Int, Int>(maxCount: 8, budget: .milliseconds(1)) { inputs in
      recorder.add(inputs.count)
      return inputs.map { $0 + 1 }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<3000 {
        group.addTask {
          let task = Task { try await batcher { number } }
          if number % 7 == 0 { task.cancel() }
          guard case .success(let answer) = await task.result else { return }
          #expect(answer == number + 1)
        }
      }
      try await group.waitForAll()
    }
    #expect(recorder.largest <= 8 && recorder.largest > 0)
    #expect(await batcher.load == (0, 0, false))
  }

  private final class Batches: Sendable {
    private let most = Mutex(0)
    var largest: Int { most.withLock { $0 } }
    func add(_ count: Int) { most.withLock { $0 = max($0, count) } }
  }
}
