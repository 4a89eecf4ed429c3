/// Has what arrives together computed together, and never keeps a lone caller waiting.
///
/// A caller prepares its input first (decodes a picture) and then joins the queue. A batch starts when nothing is being
/// computed and
/// - nobody is preparing any more, or
/// - the batch is full, or
/// - the first in the queue has waited for as long as the budget says.
///
/// So a caller that is alone starts at once; one that knows of others waits for them, but not for longer than the budget;
/// and what arrives while a batch is computed makes the next one.
actor DynamicBatcher<Input: Sendable, Output: Sendable> {
  private struct Caller {
    let number: Int
    let input: Input
    let continuation: CheckedContinuation<Output, any Error>
  }

  private let maxCount: Int
  private let budget: Duration
  private let clock: any Clock<Duration>
  private let compute: @Sendable ([Input]) async throws -> [Output]

  private var queue: [Caller] = []
  private var preparing = 0
  private var lastNumber = 0
  private var isComputing = false
  private var isOverdue = false
  private var timer: Task<Void, Never>?

  /// - Parameters:
  ///   - maxCount: Of inputs in one batch.
  ///   - budget: How long the first in the queue waits for others that are on their way.
  ///   - clock: Measures the budget.
  ///   - compute: Gives an output for each input, in their order.
  init(
    maxCount: Int, budget: Duration, clock: any Clock<Duration> = ContinuousClock(),
    compute: @escaping @Sendable ([Input]) async throws -> [Output]
  ) {
    (self.maxCount, self.budget, self.clock, self.compute) = (max(1, maxCount), budget, clock, compute)
  }

  /// Preparing, waiting, and whether a batch is being computed.
  var load: (preparing: Int, waiting: Int, isComputing: Bool) { (preparing, queue.count, isComputing) }

  /// The output for an input, computed with those of others.
  ///
  /// - Throws: What `prepare` throws, what the batch's computation throws, `CancellationError` when the task is cancelled
  ///   before its batch starts.
  func callAsFunction(_ prepare: @Sendable () async throws -> Input) async throws -> Output {
    let input = try await prepared(prepare)
    lastNumber += 1
    let number = lastNumber
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { join(Caller(number: number, input: input, continuation: $0)) }
    } onCancel: {
      Task { await self.leave(number) }
    }
  }

  private func prepared(_ prepare: @Sendable () async throws -> Input) async throws -> Input {
    preparing += 1
    do {
      let input = try await prepare()
      preparing -= 1
      return input
    } catch {
      preparing -= 1
      startIfDue()  // others may have waited for this one
      throw error
    }
  }

  private func join(_ caller: Caller) {
    guard !Task.isCancelled else { return giveUp(caller) }
    queue.append(caller)
    if queue.count == 1 { startTimer() }
    startIfDue()
  }

  private func giveUp(_ caller: Caller) {
    caller.continuation.resume(throwing: CancellationError())
    startIfDue()
  }

  private func leave(_ number: Int) {
    guard let place = queue.firstIndex(where: { $0.number == number }) else { return }
    queue.remove(at: place).continuation.resume(throwing: CancellationError())
    startIfDue()
  }

  /// The budget of whoever is first in the queue now.
  private func startTimer() {
    timer?.cancel()
    isOverdue = false
    guard preparing > 0 || isComputing else { return }
    timer = Task { [clock, budget, weak self] in
      do { try await clock.sleep(for: budget) } catch { return }
      await self?.timeIsOver()
    }
  }

  private func timeIsOver() {
    guard !Task.isCancelled else { return }
    isOverdue = true
    startIfDue()
  }

  private func startIfDue() {
    guard !isComputing, !queue.isEmpty, preparing == 0 || isOverdue || queue.count >= maxCount else { return }
    timer?.cancel()
    let batch = Array(queue.prefix(maxCount))
    queue.removeFirst(batch.count)
    // Who had no place in this batch has waited long enough for others.
    isOverdue = !queue.isEmpty
    isComputing = true
    Task { await run(batch) }
  }

  private func run(_ batch: [Caller]) async {
    do {
      let outputs = try await compute(batch.map(\.input))
      for (caller, output) in zip(batch, outputs) { caller.continuation.resume(returning: output) }
    } catch {
      for caller in batch { caller.continuation.resume(throwing: error) }
    }
    isComputing = false
    startIfDue()
  }
}
