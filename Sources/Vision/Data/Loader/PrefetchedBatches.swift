import Foundation

/// Makes batches of images on threads of its own, a few ahead of the reader, and hands them out in order. The threads end
/// with the last batch, or when the reader lets this go.
final class PrefetchedBatches {
  let work: BatchWork

  /// - Parameters:
  ///   - plan: The draws of each batch; what a draw is, `fill` knows.
  ///   - size: Of the images.
  ///   - workers: Threads; one at least.
  ///   - fill: Writes the image of a draw into its place. Called from several threads.
  init(
    _ plan: [[Int]], size: ImageSize, workers: Int,
    fill: @escaping @Sendable (Int, UnsafeMutableBufferPointer<UInt8>) throws -> Void
  ) {
    let work = BatchWork(plan, size: size, fill: fill)
    self.work = work
    for _ in 0..<max(workers, 1) {
      let thread = Thread { while work.fillOne() {} }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  deinit { work.cancel() }

  /// The next batch, or nil after the last.
  func next() -> FilledBatch? { work.next() }
}

/// A batch all of whose images were tried.
struct FilledBatch {
  let pixels: PixelBatch
  let draws: [Int]
  /// What went wrong, by the place in the batch.
  let failures: [Int: any Error]
}

/// What the threads share.
final class BatchWork: @unchecked Sendable {
  // Everything mutable is guarded by `condition`.
  private let condition = NSCondition()
  private let plan: [[Int]]
  private let size: ImageSize
  private let fill: @Sendable (Int, UnsafeMutableBufferPointer<UInt8>) throws -> Void

  /// How many batches may be in memory besides the one in use.
  static let ahead = 3

  private var open: [Int: OpenBatch] = [:]
  private var nextBatch = 0
  private var nextSlot = 0
  private var delivered = 0
  private var isCancelled = false
  private var decoding = 0
  private var peak = (images: 0, batches: 0)

  private struct OpenBatch {
    let pixels: PixelBatch
    var remaining: Int
    var failures: [Int: any Error] = [:]
  }

  fileprivate init(
    _ plan: [[Int]], size: ImageSize, fill: @escaping @Sendable (Int, UnsafeMutableBufferPointer<UInt8>) throws -> Void
  ) {
    (self.plan, self.size, self.fill) = (plan, size, fill)
  }

  /// The most decoded images, and the most batches, that were in memory at one time.
  var peaks: (images: Int, batches: Int) {
    condition.lock()
    defer { condition.unlock() }
    return peak
  }

  fileprivate func cancel() {
    condition.lock()
    isCancelled = true
    condition.broadcast()
    condition.unlock()
  }

  fileprivate func next() -> FilledBatch? {
    condition.lock()
    defer { condition.unlock() }
    guard delivered < plan.count else { return nil }
    while open[delivered]?.remaining != 0 { condition.wait() }
    guard let batch = open.removeValue(forKey: delivered) else { return nil }
    delivered += 1
    condition.broadcast()
    return FilledBatch(pixels: batch.pixels, draws: plan[delivered - 1], failures: batch.failures)
  }

  /// Fills one image, when there is room for it.
  ///
  /// - Returns: Whether there may be more to do.
  fileprivate func fillOne() -> Bool {
    guard let task = claim() else { return false }
    let outcome = Result { try fill(plan[task.batch][task.slot], task.pixels.image(task.slot)) }
    finish(task.batch, task.slot, outcome)
    return true
  }

  /// Waits for room and takes the next image; nil when none is left or nobody reads any more.
  private func claim() -> (batch: Int, slot: Int, pixels: PixelBatch)? {
    condition.lock()
    defer { condition.unlock() }
    while !isCancelled, nextBatch < plan.count, nextBatch > delivered + Self.ahead { condition.wait() }
    guard !isCancelled, nextBatch < plan.count else { return nil }
    let batch = nextBatch
    let pixels = open[batch]?.pixels ?? start(batch)
    let slot = nextSlot
    nextSlot += 1
    if nextSlot == plan[batch].count { (nextBatch, nextSlot) = (batch + 1, 0) }
    decoding += 1
    peak.images = max(peak.images, decoding)
    return (batch, slot, pixels)
  }

  private func start(_ batch: Int) -> PixelBatch {
    let pixels = PixelBatch(count: plan[batch].count, size: size)
    open[batch] = OpenBatch(pixels: pixels, remaining: plan[batch].count)
    peak.batches = max(peak.batches, open.count)
    return pixels
  }

  private func finish(_ batch: Int, _ slot: Int, _ outcome: Result<Void, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    decoding -= 1
    open[batch]?.remaining -= 1
    if case .failure(let error) = outcome { open[batch]?.failures[slot] = error }
    condition.broadcast()
  }
}
