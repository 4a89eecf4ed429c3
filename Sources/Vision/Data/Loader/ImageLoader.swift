import Images
public import SystemPackage
import Torch
public import Training

/// Decodes, resizes and augments images on its own threads, ahead of the training.
///
/// What comes out depends on the seed and the pass, not on the number of threads. An image that cannot be decoded is
/// skipped with a warning; too many of them are an error. No more than a few batches, and one decoded image a thread, are
/// in memory at a time.
public final class ImageLoader: RepeatableLoader {
  public let dataset: ImageDataset
  /// Images in a batch, of the passes that begin from now on: ``ImageDataBunch/batchSize`` can be set.
  public internal(set) var batchSize: Int
  /// Leave out the last batch when it is not full, as training does.
  public let dropsLast: Bool
  /// How many passes were begun. Setting it makes the next pass the same as an earlier one was.
  public var passes = 0
  var settings: Settings
  let order: DrawOrder
  private let seed: UInt64
  private let workers: Int
  private let log: BrokenImageLog
  private let cache: (any DecodedImageCache)?
  private var broken: Set<Int> = []

  /// How a file becomes pixels.
  struct Settings: Sendable, Hashable {
    let size: ImageSize
    let transforms: Transforms
    var normalization: Normalization
  }

  init(
    _ dataset: ImageDataset, batchSize: Int, settings: Settings, order: DrawOrder = .inOrder, dropsLast: Bool = false,
    seed: UInt64 = 0, workers: Int = 2, log: BrokenImageLog? = nil, cache: (any DecodedImageCache)? = nil
  ) {
    (self.dataset, self.batchSize, self.settings, self.order) = (dataset, Swift.max(batchSize, 1), settings, order)
    (self.dropsLast, self.seed, self.workers, self.cache) = (dropsLast, seed, workers, cache)
    self.log = log ?? BrokenImageLog(maxShare: LoaderOptions.maxBrokenShare, warn: DataWarning.print)
  }

  public var items: [ImageItem] { dataset.items }
  public var itemCount: Int { dataset.count }
  public var paths: [FilePath] { dataset.paths }

  /// The images of this part that were skipped so far, in the order of the items.
  public var brokenImages: [BrokenImage] {
    let paths = Set(broken.map { items[$0].path })
    return log.images.filter { paths.contains($0.path) }
  }

  /// Batches in one pass. A last training batch with a single image is left out always: batch norm cannot learn from it.
  public var batchCount: Int {
    let (whole, rest) = order.drawCount(of: itemCount).quotientAndRemainder(dividingBy: batchSize)
    let leavesOut = rest == 0 || dropsLast || (order != .inOrder && rest == 1 && whole > 0)
    return leavesOut ? whole : whole + 1
  }

  public func makeIterator() -> AnyIterator<Batch> { makeIterator(from: 0) }

  /// Starts a pass at one of its batches, without making those before it.
  public func makeIterator(from firstBatch: Int) -> AnyIterator<Batch> {
    defer { passes += 1 }
    return batches(Array(plan(pass: passes).dropFirst(firstBatch)), pass: passes)
  }

  /// The draws of each batch of a pass.
  func plan(pass: Int) -> [[Int]] {
    let draws = order.draws(of: itemCount, seed: seed, pass: pass)
    return (0..<batchCount).map { Array(draws[($0 * batchSize)..<Swift.min(($0 + 1) * batchSize, draws.count)]) }
  }

  /// Batches of these draws, with the random numbers of a pass. Letting the iterator go ends its threads.
  func batches(_ plan: [[Int]], pass: Int) -> AnyIterator<Batch> {
    var work: PrefetchedBatches? = PrefetchedBatches(plan, size: settings.size, workers: workers, fill: filler(pass))
    return AnyIterator {
      while let filled = work?.next() {
        do {
          if let batch = try self.batch(filled) { return batch }
        } catch {
          work = nil
          return Batch(failure: error)
        }
      }
      return nil
    }
  }

  /// What the threads do for one draw.
  private func filler(_ pass: Int) -> @Sendable (Int, UnsafeMutableBufferPointer<UInt8>) throws -> Void {
    let (paths, settings, seed, cache) = (paths, settings, seed, cache)
    return { draw, target in
      var generator = SplitMix64(seed: seed, stream: UInt64(truncatingIfNeeded: pass), UInt64(draw))
      let path = paths[draw % paths.count]
      let image =
        try cache?.image(path, settings.resizeRule) ?? RGBImage(contentsOf: path, resized: settings.resizeRule)
      try settings.pixels(of: image, into: target, using: &generator)
    }
  }

  /// A batch of the images that could be decoded; nil when there are none, or only one to train on.
  private func batch(_ filled: FilledBatch) throws -> Batch? {
    try note(filled)
    let good = filled.draws.indices.filter { filled.failures[$0] == nil }
    let trainsOnOne = order != .inOrder && good.count == 1 && filled.draws.count > 1
    guard !good.isEmpty, !trainsOnOne else { return nil }
    filled.pixels.keep(good)
    let indices = good.map { filled.draws[$0] % itemCount }
    let chosen = indices.map { items[$0] }
    return Batch(
      x: try filled.pixels.tensor(settings.normalization),
      y: try dataset.vocabulary.tensor(of: chosen.map(\.target)), indices: indices, paths: chosen.map(\.path))
  }

  private func note(_ filled: FilledBatch) throws {
    guard !filled.failures.isEmpty else { return }
    for (slot, error) in filled.failures.sorted(by: { $0.key < $1.key }) {
      guard BrokenImageLog.isOfOneFile(error) else { throw error }
      let index = filled.draws[slot] % itemCount
      broken.insert(index)
      log.add(items[index].path, error, broken: broken.count, of: itemCount)
    }
    try log.check(broken.sorted().map { items[$0].path }, of: itemCount)
  }
}

extension ImageLoader: Sequence {}

extension Vocabulary {
  /// Targets as a tensor: `[N]` class indices, `[N, C]` zeros and ones, or `[N, F]` numbers. Where nobody said, zeros.
  func tensor(of targets: [Target]) throws -> Tensor {
    switch kind {
    case .category: return try Tensor(targets.map { if case .category(let index) = $0 { index } else { 0 } })
    case .multiCategory, .numbers:
      return try Tensor(targets.flatMap { row(of: $0) }, shape: [targets.count, outputCount])
    }
  }

  private func row(of target: Target) -> [Float] {
    if case .numbers(let numbers) = target { return numbers }
    var row = [Float](repeating: 0, count: outputCount)
    if case .categories(let indices) = target { for index in indices { row[index] = 1 } }
    return row
  }
}
