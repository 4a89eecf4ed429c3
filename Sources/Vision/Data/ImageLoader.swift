import Foundation
import Images
import SystemPackage
import Torch
public import Training

/// Decodes, resizes and augments images on its own threads, ahead of the training.
///
/// What comes out depends on the seed and the pass, not on the number of threads.
public final class ImageLoader: RepeatableLoader {
  public let items: [ImageItem]
  /// Images in a batch.
  public let batchSize: Int
  /// Leave out the last batch when it is not full, as training does.
  public let dropsLast: Bool
  let settings: Settings
  private let shuffles: Bool
  let seed: UInt64
  let workers: Int
  public var passes = 0

  /// How a file becomes pixels.
  struct Settings: Sendable, Hashable {
    let size: Int
    let transforms: Transforms
    let normalization: Normalization
  }

  init(
    _ items: [ImageItem], batchSize: Int, settings: Settings, shuffles: Bool, dropsLast: Bool, seed: UInt64,
    workers: Int
  ) {
    (self.items, self.batchSize, self.settings) = (items, batchSize, settings)
    (self.shuffles, self.dropsLast, self.seed, self.workers) = (shuffles, dropsLast, seed, workers)
  }

  public var itemCount: Int { items.count }

  public var batchCount: Int { dropsLast ? items.count / batchSize : (items.count + batchSize - 1) / batchSize }

  public func makeIterator() -> AnyIterator<Batch> { makeIterator(from: 0) }

  public func makeIterator(from firstBatch: Int) -> AnyIterator<Batch> {
    defer { passes += 1 }
    return batches(Array(plan(pass: passes).dropFirst(firstBatch)), pass: passes)
  }

  /// Batches of these indices, with the random numbers of a pass.
  func batches(_ plan: [[Int]], pass: Int) -> AnyIterator<Batch> {
    let work = PrefetchedBatches(
      plan, items: items, settings: settings, seed: seed, pass: UInt64(truncatingIfNeeded: pass), workers: workers)
    let normalization = settings.normalization
    return AnyIterator { work.next().map { Self.batch($0, normalization) } }
  }

  /// The indices of each batch of a pass.
  func plan(pass: Int) -> [[Int]] {
    var order = Array(items.indices)
    if shuffles {
      var generator = SplitMix64(seed: seed, stream: UInt64(truncatingIfNeeded: pass))
      order.shuffle(using: &generator)
    }
    return (0..<batchCount).map { Array(order[($0 * batchSize)..<Swift.min(($0 + 1) * batchSize, order.count)]) }
  }

  private static func batch(_ result: Result<PixelBatch, any Error>, _ normalization: Normalization) -> Batch {
    do {
      let pixels = try result.get()
      return Batch(
        x: try normalization.apply(to: pixels.tensor()), y: try Tensor(pixels.labels), indices: pixels.indices)
    } catch {
      return Batch(failure: error)
    }
  }
}

extension ImageLoader: Sequence {}

extension PixelBatch {
  /// `[N, 3, H, W]` bytes, channels last, over this memory.
  func tensor() throws -> Tensor {
    try Tensor(
      memory: memory, shape: [indices.count, 3, size, size], strides: [size * size * 3, 1, size * 3, 3], dtype: .uint8,
      owner: self)
  }
}
