import Foundation
import Images
import SystemPackage
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

/// Runs the body, and counts the images that it has seen meanwhile.
private func seen(by learn: Learner, _ body: () throws -> Void) throws -> Int {
  let cnn = try #require(learn.model as? CNN)
  var count = 0
  let observer = cnn.body.observe { _, x, _ in count += x.shape[0] }
  defer { observer.remove() }
  try body()
  return count
}

@Suite("Features that are kept", .serialized)
struct FeatureStoreTests {
  /// The same body for every data set, whatever runs beside.
  private func learner(
    _ folder: FilePath, size: ImageSize = 32, normalization: Normalization = .imagenet
  ) throws -> Learner {
    let data = try ImageDataBunch(
      fromFolder: folder, validFraction: 0.25, size: size, batchSize: 4, normalization: normalization, loading: .quiet)
    let learn = try cnnLearner(data, .resnet18, weights: .random, hidden: [8], callbacks: [], device: .cpu)
    try FormulaWeights.fill(learn.model, gain: 1)
    return learn
  }

  private func features(_ learn: Learner, _ folder: FilePath) throws -> (values: ImageFeatures, computed: Int) {
    var features: ImageFeatures?
    let count = try seen(by: learn) { features = try learn.imageFeatures(keptIn: folder) }
    return (try #require(features), count)
  }

  private func stores(_ folder: FilePath) throws -> [FilePath] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).filter { $0.hasPrefix("features-") }
      .map { folder.appending($0) }
  }

  @Test("what is known is not computed again, wherever it lies and whatever its class; what has changed is")
  func kept() throws {
    try withDataSet(counts: [7, 7]) { folder in
      let store = folder.appending(".fastai")
      let first = try features(learner(folder), store)
      #expect(first.computed == 14 && first.values.images.count == 14)
      let again = try features(learner(folder), store)
      #expect(again.computed == 0)
      #expect(again.values.images == first.values.images && again.values.values == first.values.values)

      try FileManager.default.moveItem(
        atPath: folder.appending("class0/001.png").string, toPath: folder.appending("class1/moved.png").string)
      try stripes(99).write(to: folder.appending("class1/002.png"))
      let changed = try features(learner(folder), store)
      #expect(
        changed.computed == 1 && changed.values.images.contains { $0.path == "class1/moved.png" && $0.label == 1 })
      let own = try learner(folder).imageFeatures()
      #expect(own.images == changed.values.images && own.values.count == changed.values.values.count)
      #expect(zip(own.values, changed.values.values).allSatisfy { abs($0 - $1) < 1e-3 * max(1, abs($0)) })
    }
  }

  @Test("another body, size or normalisation never takes what belongs to this one; a new head does")
  func stale() throws {
    try withDataSet(counts: [5, 5]) { folder in
      let store = folder.appending(".fastai")
      _ = try features(learner(folder), store)
      let changed = try learner(folder)
      let cnn = try #require(changed.model as? CNN)
      try withoutGrad { for parameter in cnn.head.parameters { try parameter.copy(from: parameter + 1) } }
      #expect(try features(changed, store).computed == 0)
      try withoutGrad { try cnn.body.parameters[0].copy(from: cnn.body.parameters[0] + 1e-3) }
      #expect(try features(changed, store).computed == 10)
      #expect(try features(learner(folder, size: 40), store).computed == 10)
      let other = Normalization(mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25])
      #expect(try features(learner(folder, normalization: other), store).computed == 10)
      #expect(try stores(store).count == 4)
    }
  }

  @Test("a damaged file is computed anew and mended, and a folder that cannot be written costs only time")
  func damage() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let store = folder.appending(".fastai")
      let whole = try features(learner(folder), store).values
      let file = try #require(try stores(store).first)
      try truncate(file)
      let mended = try features(learner(folder), store)
      #expect(mended.computed == 8 && mended.values.images == whole.images)
      #expect(try features(learner(folder), store).computed == 0)
      try stripes(1).write(to: folder.appending("file.png"))
      #expect(try features(learner(folder), folder.appending("file.png")).computed == 8)
    }
  }

  @Test("what was computed before somebody stopped it is there the next time")
  func stopped() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let learn = try learner(folder)
      let computed = try seen(by: learn) {
        #expect(throws: CancellationError.self) { _ = try learn.imageFeatures(keptIn: folder) { done, _ in done < 6 } }
      }
      #expect(computed == 8)
      #expect(try features(learner(folder), folder).computed == 8)
    }
  }

  @Test("a head trained on kept features becomes what it becomes on features computed for it")
  func heads() async {
    await #expect(processExitsWith: .success) {
      try withDataSet(counts: [10, 10]) { folder in
        func trained(_ cached: (Learner) throws -> Learner) throws -> [Float] {
          try manualSeed(5)
          let data = try ImageDataBunch(
            fromFolder: folder, validFraction: 0.25, transforms: TransformPair(), size: 32, batchSize: 4,
            loading: .quiet)
          let learn = try cnnLearner(data, .resnet18, weights: .random, hidden: [8], callbacks: [], device: .cpu)
          learn.trainBN = false
          try learn.freeze()
          let head = try cached(learn)
          try head.fitOneCycle(2, maxLR: 0.01)
          return try head.getPreds().probabilities.flatMap { $0 }
        }
        let plain = try trained { try $0.withCachedFeatures() }
        var computed: [Int] = []
        func kept(_ learn: Learner) throws -> Learner {
          var head: Learner?
          computed.append(try seen(by: learn) { head = try learn.withCachedFeatures(keptIn: folder) })
          return try #require(head)
        }
        #expect(try trained(kept) == plain && trained(kept) == plain)
        // One picture for each part tells the shape; the first time batches of training are full.
        #expect(computed.first.map { $0 >= 20 } == true && computed.last == 2, "\(computed)")
      }
    }
  }
}

@Suite("The file of kept features")
struct StoredFeaturesTests {
  private let key = ContentHash(of: [1])

  private var sample: StoredFeatures {
    StoredFeatures(
      rows: Dictionary(
        uniqueKeysWithValues: (0..<3).map { (ContentHash(of: [UInt8($0)]), [Float($0), -1.5, .nan, 1e-30]) }))
  }

  @Test("every number comes back to the bit, and no rows are a file too")
  func roundTrip() throws {
    let bytes = sample.bytes(key: key)
    let read = try #require(StoredFeatures(bytes, key: key))
    #expect(read.rows.mapValues { $0.map(\.bitPattern) } == sample.rows.mapValues { $0.map(\.bitPattern) })
    #expect(read.bytes(key: key) == bytes)
    #expect(StoredFeatures(StoredFeatures(rows: [:]).bytes(key: key), key: key)?.rows.isEmpty == true)
  }

  @Test("one changed bit, a cut, more bytes, another key or another count is no such file")
  func hostile() {
    let bytes = sample.bytes(key: key)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(StoredFeatures(changed, key: key) == nil)
      #expect(StoredFeatures(Array(bytes[..<place]), key: key) == nil)
    }
    #expect(StoredFeatures(bytes + [0], key: key) == nil)
    #expect(StoredFeatures(bytes, key: ContentHash(of: [2])) == nil)
    // Counts that lie, with a hash that agrees with them.
    for lie in [UInt64.max, 1 << 62, 4, 0] {
      for place in [48, 56] {
        var changed = Array(bytes.dropLast(32))
        withUnsafeBytes(of: lie.littleEndian) { changed.replaceSubrange(place..<(place + 8), with: $0) }
        guard lie != 4 || place != 56 else { continue }  // that is the truth
        #expect(StoredFeatures(changed + ContentHash(of: changed).bytes, key: key) == nil)
      }
    }
  }
}
