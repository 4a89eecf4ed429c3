import Foundation
import Images

/// The pixels of one batch: `[N, H, W, 3]` bytes.
final class PixelBatch: @unchecked Sendable {
  // Workers write to disjoint images while they hold the batch; readers come after the last has finished.
  let memory: UnsafeMutableRawPointer
  let indices: [Int]
  let labels: [Int]
  let size: Int

  init(indices: [Int], labels: [Int], size: Int) {
    (self.indices, self.labels, self.size) = (indices, labels, size)
    memory = .allocate(byteCount: max(indices.count, 1) * size * size * 3, alignment: 64)
  }

  deinit { memory.deallocate() }

  func image(_ slot: Int) -> UnsafeMutableBufferPointer<UInt8> {
    let bytes = size * size * 3
    return UnsafeMutableBufferPointer(
      start: (memory + slot * bytes).assumingMemoryBound(to: UInt8.self), count: bytes)
  }
}

/// Fills batches on threads of its own, a few ahead of the reader, and hands them out in order. The threads end with
/// the last batch, or when the reader lets this go.
final class PrefetchedBatches {
  let work: BatchWork

  init(
    _ plan: [[Int]], items: [ImageItem], settings: ImageLoader.Settings, seed: UInt64, pass: UInt64, workers: Int
  ) {
    let work = BatchWork(plan, items: items, settings: settings, seed: seed, pass: pass)
    self.work = work
    for _ in 0..<max(workers, 1) {
      let thread = Thread { while work.fillOne() {} }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  deinit { work.cancel() }

  /// The next batch, or nil after the last.
  func next() -> Result<PixelBatch, any Error>? { work.next() }
}

/// What the threads share.
final class BatchWork: @unchecked Sendable {
  // Everything mutable is guarded by `condition`.
  private let condition = NSCondition()
  private let plan: [[Int]]
  private let items: [ImageItem]
  private let settings: ImageLoader.Settings
  private let seed: UInt64
  private let pass: UInt64

  /// How many batches may be in memory besides the one in use.
  private static let ahead = 3

  private var open: [Int: OpenBatch] = [:]
  private var nextBatch = 0
  private var nextSlot = 0
  private var delivered = 0
  private var isCancelled = false

  private struct OpenBatch {
    let pixels: PixelBatch
    var remaining: Int
    /// The first of the batch's images that could not be read.
    var failure: (any Error)?

    mutating func finishOne(_ outcome: Result<Void, any Error>) {
      remaining -= 1
      if case .failure(let error) = outcome { failure = failure ?? error }
    }
  }

  init(_ plan: [[Int]], items: [ImageItem], settings: ImageLoader.Settings, seed: UInt64, pass: UInt64) {
    (self.plan, self.items, self.settings, self.seed, self.pass) = (plan, items, settings, seed, pass)
  }

  fileprivate func cancel() {
    condition.lock()
    isCancelled = true
    condition.broadcast()
    condition.unlock()
  }

  fileprivate func next() -> Result<PixelBatch, any Error>? {
    condition.lock()
    defer { condition.unlock() }
    guard delivered < plan.count else { return nil }
    while open[delivered]?.remaining != 0 { condition.wait() }
    guard let batch = open.removeValue(forKey: delivered) else { return nil }
    delivered += 1
    condition.broadcast()
    return batch.failure.map { .failure($0) } ?? .success(batch.pixels)
  }

  /// Fills one image, when there is room for it.
  ///
  /// - Returns: Whether there may be more to do.
  fileprivate func fillOne() -> Bool {
    guard let task = claim() else { return false }
    let outcome = Result { try fill(task.pixels.image(task.slot), with: task.pixels.indices[task.slot]) }
    finish(task.batch, outcome)
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
    return (batch, slot, pixels)
  }

  private func start(_ batch: Int) -> PixelBatch {
    let indices = plan[batch]
    let pixels = PixelBatch(indices: indices, labels: indices.map { items[$0].label }, size: settings.size)
    open[batch] = OpenBatch(pixels: pixels, remaining: indices.count)
    return pixels
  }

  private func finish(_ batch: Int, _ outcome: Result<Void, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    open[batch]?.finishOne(outcome)
    condition.broadcast()
  }

  private func fill(_ target: UnsafeMutableBufferPointer<UInt8>, with index: Int) throws {
    var generator = SplitMix64(seed: seed, stream: pass, UInt64(index))
    try settings.pixels(
      of: .init(contentsOf: items[index].path, resized: settings.resizeRule), into: target, using: &generator)
  }
}
