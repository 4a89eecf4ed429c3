import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("The image loader")
struct LoaderTests {
  private func passes(_ loader: ImageLoader, _ count: Int = 2) throws -> [[Float]] {
    try (0..<count).flatMap { _ in try loader.map { try $0.x.scalars() + $0.y.scalars() } }
  }

  @Test("batches depend on the seed and the pass, and not on the number of threads")
  func reproducible() throws {
    try withDataSet(counts: [9, 9]) { folder in
      let one = try passes(smallBunch(folder, workers: 1).train)
      for workers in [0, 2, 5] { #expect(try passes(smallBunch(folder, workers: workers).train) == one) }
      #expect(try passes(smallBunch(folder, seed: 43).train) != one)
      #expect(Set(one).count == one.count, "each pass shuffles and augments anew")
    }
  }

  @Test("every item comes exactly once a pass; training leaves out a last batch that is not full")
  func coverage() throws {
    try withDataSet(counts: [9, 10]) { folder in
      let data = try smallBunch(folder)  // 15 and 4
      let valid = try #require(data.valid)
      for _ in 0..<2 {
        let train = data.train.map(\.indices)
        #expect(train.map(\.count) == [4, 4, 4] && data.train.batchCount == 3)
        #expect(Set(train.joined()).count == 12)
        #expect(valid.map(\.indices).flatMap { $0 } == Array(0..<4))
      }
      let whole = try smallBunch(folder, loading: .with { $0.dropsLast = false }).train
      let batches = Array(whole)
      #expect(batches.map(\.count) == [4, 4, 4, 3])
      #expect(batches.flatMap(\.indices).sorted() == Array(0..<15))
      for batch in batches {
        #expect(try batch.y.scalars(as: Int.self) == batch.indices.map { data.train.items[$0].label })
        #expect(batch.paths == batch.indices.map { data.train.items[$0].path })
      }
    }
  }

  @Test("pixels are normalised, channels last, cut from the centre for validation")
  func pixels() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let data = try ImageDataBunch(
        fromFolder: folder, split: .random, validFraction: 0.5, size: 32, batchSize: 2, workers: 1, loading: .quiet)
      let valid = try #require(data.valid)
      let batch = try #require(valid.makeIterator().next())
      let x = try batch.x
      #expect(x.shape == [2, 3, 32, 32] && x.dtype == .float32 && x.isChannelsLast)
      let image = try Transforms()(RGBImage(contentsOf: valid.items[0].path), size: 32)
      let (mean, std) = (Normalization.imagenet.mean, Normalization.imagenet.std)
      let want = (0..<3).flatMap { channel in
        (0..<32).flatMap { row in
          (0..<32).map { column in
            let byte = image.pixels[(row * 32 + column) * 3 + channel]
            return (Float(byte) / 255 - mean[channel]) / std[channel]
          }
        }
      }
      #expect(difference(try x[0].flattened().scalars(), want, absolute: 1e-5) == nil)
    }
  }

  @Test("a pass that is abandoned midway leaves no threads, batches or tensors behind")
  func abandoned() throws {
    try withDataSet(counts: [20, 20]) { folder in
      let data = try smallBunch(folder, workers: 3)
      weak var passing: BatchWork?
      let leaked = try tensorsLeaked {
        do {
          let plan = (0..<10).map { [$0, $0 + 10] }
          let batches = PrefetchedBatches(plan, size: 32, workers: 3) { _, target in target.update(repeating: 7) }
          passing = batches.work
          _ = try batches.next()?.pixels.tensor(.imagenet)
        }
        let iterator = data.train.makeIterator()
        _ = try iterator.next()?.x.sum().item()
      }
      #expect(leaked == 0)
      // A thread holds the pass until it has decoded its image.
      let deadline = Date(timeIntervalSinceNow: 10)
      while passing != nil, deadline > Date() { Thread.sleep(forTimeInterval: 0.02) }
      #expect(passing == nil)
    }
  }

  @Test("an iterator that came to its end stays there")
  func ends() throws {
    try withDataSet(counts: [3, 3]) { folder in
      let iterator = try smallBunch(folder).train.makeIterator()
      while iterator.next() != nil {}
      #expect(iterator.next() == nil)
    }
  }
}
