import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("What the image loader does when something is wrong")
struct LoaderPolicyTests {
  private func allowing(_ share: Double, _ warnings: Warnings = Warnings()) -> LoaderOptions {
    .with {
      $0.maxBrokenShare = share
      $0.warn = { warnings.add($0) }
      $0.checks = false
    }
  }

  @Test("a broken image is skipped with one warning that names it, and the batches around it are whole")
  func skips() throws {
    try withDataSet(counts: [12, 12]) { folder in
      let warnings = Warnings()
      let data = try smallBunch(folder, validFraction: 0, loading: allowing(0.05, warnings))
      let broken = data.train.items[5].path
      try truncate(broken)
      for _ in 0..<2 {
        let batches = Array(data.train)
        #expect(batches.map(\.count).sorted() == [3, 4, 4, 4, 4, 4])
        #expect(Set(batches.flatMap(\.indices)) == Set(0..<24).subtracting([5]))
        for batch in batches {
          #expect(try batch.x.shape == [batch.count, 3, 32, 32] && batch.y.shape == [batch.count])
          #expect(batch.paths == batch.indices.map { data.train.items[$0].path })
        }
      }
      #expect(data.fix.reduce(0) { $0 + $1.count } == 23)
      #expect(warnings.kinds == [.brokenImages] && warnings.all[0].message.contains(broken.string))
      #expect(warnings.all[0].message.contains("1 of 24") && warnings.all[0].paths == [broken])
      #expect(data.warnings == warnings.all)
      #expect(data.train.brokenImages.map(\.path) == [broken] && data.train.brokenImages == data.fix.brokenImages)
      #expect(data.train.brokenImages[0].reason.isEmpty == false)
    }
  }

  @Test("the images after a gap move up with their own labels: pixels equal those of a data set without the broken one")
  func compacts() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let data = try smallBunch(folder, validFraction: 0, loading: allowing(0.5))
      let whole = try data.fix.map { try $0.x.scalars() }
      try truncate(data.fix.items[1].path)
      let batch = try #require(data.fix.makeIterator().next())
      #expect(batch.indices == [0, 2, 3])
      let image = 3 * 32 * 32
      #expect(try batch.x.scalars() == Array(whole[0][0..<image] + whole[0][(2 * image)...]))
    }
  }

  @Test("more than the allowed share is an error that lists the paths, and the pass ends", arguments: [1, 4])
  func threshold(workers: Int) throws {
    try withDataSet(counts: [10, 10]) { folder in
      let data = try smallBunch(folder, workers: workers, validFraction: 0, loading: allowing(0.1))
      let broken = [2, 9, 13].map { data.train.items[$0].path }
      for path in broken { try truncate(path) }
      let iterator = data.train.makeIterator()
      let batches = Array(IteratorSequence(iterator))
      let last = try #require(batches.last)
      let error = try #require(throws: LearnerError.self) { try last.x }
      #expect(error.code == .data && error.message.contains("3 of 20") && error.remedy?.contains("verify") == true)
      for path in broken { #expect(error.message.contains(path.string)) }
      #expect(batches.count <= 5 && batches.dropLast().allSatisfy { $0.count > 0 } && iterator.next() == nil)
      let learn = try cnnLearner(data, .resnet18, weights: .random, callbacks: [], device: .cpu)
      #expect(throws: LearnerError.self) { try learn.fit(1) }
    }
  }

  @Test("a file that is gone, or became text, is skipped as well; none at all may be broken when the share is 0")
  func otherFaults() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let data = try smallBunch(folder, validFraction: 0, loading: allowing(0.2))
      let strict = try smallBunch(folder, validFraction: 0, loading: allowing(0))
      try FileManager.default.removeItem(atPath: data.train.items[0].path.string)
      try Data("<html>".utf8).write(to: URL(filePath: data.train.items[7].path.string))
      #expect(Set(data.train.flatMap(\.indices)) == Set(0..<16).subtracting([0, 7]))
      try truncate(strict.train.items[3].path)
      #expect(throws: LearnerError.self) { for batch in strict.train { _ = try batch.x } }
    }
  }

  @Test(
    "training leaves out a last batch of one image, and one that broken images shrank to one; validation keeps them")
  func batchesOfOne() throws {
    try withDataSet(counts: [5, 4]) { folder in
      let options = LoaderOptions.with {
        $0.dropsLast = false
        $0.maxBrokenShare = 0.9
      }
      let data = try smallBunch(folder, validFraction: 0, loading: options)
      #expect(data.train.batchCount == 2 && data.train.map(\.count) == [4, 4])
      #expect(data.fix.batchCount == 3 && data.fix.map(\.count) == [4, 4, 1])
      for index in 0..<8 { try truncate(data.train.items[index].path) }
      #expect(data.train.allSatisfy { $0.count > 1 })
      #expect(data.fix.map(\.count) == [1] && data.fix.flatMap(\.indices) == [8])
    }
  }

  @Test("a batch size of one trains on single images, which a warning tells of")
  func singles() throws {
    try withDataSet(counts: [3, 3]) { folder in
      let data = try ImageDataBunch(
        fromFolder: folder, split: .none, transforms: TransformPair(), size: 32, batchSize: 1, loading: .quiet)
      #expect(data.train.map(\.count) == [1, 1, 1, 1, 1, 1])
      #expect(data.warnings.contains { $0.kind == .batchSize })
    }
  }

  @Test("no more decoded images than threads, and no more batches than planned, are in memory, however slow the reader")
  func bounded() throws {
    let plan = (0..<40).map { batch in (0..<4).map { batch * 4 + $0 } }
    let gauge = Gauge()
    let batches = PrefetchedBatches(plan, size: 8, workers: 5) { _, target in
      gauge.enter()
      target.update(repeating: 1)
      Thread.sleep(forTimeInterval: 0.0005)
      gauge.leave()
    }
    var seen = 0
    while let batch = batches.next() {
      seen += batch.pixels.count
      if seen < 24 { Thread.sleep(forTimeInterval: 0.02) }
    }
    #expect(seen == 160)
    #expect(gauge.peak > 0 && gauge.peak <= 5 && batches.work.peaks.images <= 5)
    #expect(batches.work.peaks.batches <= BatchWork.ahead + 1)
  }

  @Test("threads end when the iterator is let go midway, and when a pass fails")
  func cancelled() throws {
    try withDataSet(counts: [20, 20]) { folder in
      let data = try smallBunch(folder, workers: 3, loading: allowing(0))
      let before = try threadCount()
      let leaked = try tensorsLeaked {
        for _ in 0..<20 { _ = try data.train.makeIterator().next()?.x.sum().item() }
      }
      try truncate(data.train.items[0].path)
      for _ in 0..<20 { _ = data.train.map(\.count) }
      #expect(leaked == 0)
      // A thread lives until it has decoded its image; of the process's threads, those of other tests come and go.
      let deadline = Date(timeIntervalSinceNow: 10)
      while try threadCount() > before + 40, deadline > Date() { Thread.sleep(forTimeInterval: 0.02) }
      #expect(try threadCount() <= before + 40, "40 passes had three threads each")
    }
  }

  private func threadCount() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
  }
}

/// Counts who is inside.
private final class Gauge: @unchecked Sendable {
  // Guarded by `lock`.
  private let lock = NSLock()
  private var inside = 0
  private var most = 0

  func enter() {
    lock.withLock {
      inside += 1
      most = max(most, inside)
    }
  }
  func leave() { lock.withLock { inside -= 1 } }
  var peak: Int { lock.withLock { most } }
}
