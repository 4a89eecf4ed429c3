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
      #expect(try passes(smallBunch(folder, workers: 4).train) == one)
      #expect(try passes(smallBunch(folder, workers: 0).train) == one)
      let other = try ImageDataBunch(
        fromFolder: folder, split: .random, validFraction: 0.25, seed: 43, size: 32, batchSize: 4, workers: 2)
      #expect(try passes(other.train) != one)
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
      let whole = ImageLoader(
        data.train.items, batchSize: 4, settings: data.train.settings, shuffles: true, dropsLast: false, seed: 1,
        workers: 3)
      let batches = Array(whole)
      #expect(batches.map(\.count) == [4, 4, 4, 3])
      #expect(batches.flatMap(\.indices).sorted() == Array(0..<15))
      for batch in batches {
        #expect(try batch.y.scalars(as: Int.self) == batch.indices.map { data.train.items[$0].label })
      }
    }
  }

  @Test("pixels are normalised, channels last, cut from the centre for validation")
  func pixels() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let data = try ImageDataBunch(
        fromFolder: folder, split: .random, validFraction: 0.5, size: 32, batchSize: 2, workers: 1)
      let valid = try #require(data.valid)
      let batch = try #require(valid.makeIterator().next())
      let x = try batch.x
      #expect(x.shape == [2, 3, 32, 32] && x.dtype == .float32 && x.isChannelsLast)
      let image = try RGBImage(contentsOf: valid.items[0].path, resized: .crop(width: 32, height: 32))
      let (left, top) = ((image.width - 32 + 1) / 2, (image.height - 32 + 1) / 2)
      let (mean, std) = (Normalization.imagenet.mean, Normalization.imagenet.std)
      let want = (0..<3).flatMap { channel in
        (0..<32).flatMap { row in
          (0..<32).map { column in
            let byte = image.pixels[((top + row) * image.width + left + column) * 3 + channel]
            return (Float(byte) / 255 - mean[channel]) / std[channel]
          }
        }
      }
      #expect(difference(try x[0].flattened().scalars(), want, absolute: 1e-5) == nil)
    }
  }

  @Test("an image that breaks later gives an error that names its path, and the batches around it are whole")
  func brokenImage() throws {
    try withDataSet(counts: [8, 4]) { folder in
      let data = try smallBunch(folder, validFraction: 0)
      let path = data.train.items[5].path
      let bytes = try Data(contentsOf: URL(filePath: path.string))
      try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path.string))
      let batches = Array(data.train)
      #expect(batches.count == 3 && batches.filter { $0.count == 4 }.count == 2)
      let broken = try #require(batches.first { $0.count == 0 })
      let error = try #require(throws: ImageError.self) { try broken.x }
      #expect(error.subject == path.string)
      let learn = try cnnLearner(data, .resnet18, weights: .random, callbacks: [], device: .cpu)
      #expect(throws: ImageError.self) { try learn.fit(1) }
    }
  }

  @Test("a pass that is abandoned midway leaves no threads, batches or tensors behind")
  func abandoned() throws {
    try withDataSet(counts: [20, 20]) { folder in
      let data = try smallBunch(folder, workers: 3)
      let settings = data.train.settings
      weak var passing: BatchWork?
      let leaked = try tensorsLeaked {
        do {
          let plan = (0..<10).map { [$0, $0 + 10] }
          let batches = PrefetchedBatches(
            plan, items: data.train.items, settings: settings, seed: 1, pass: 0, workers: 3)
          passing = batches.work
          _ = try batches.next()?.get().tensor()
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
