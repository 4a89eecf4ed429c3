import Foundation
import SystemPackage
import Torch
import TorchNN
import Training

/// Runs images through a body, those left out whose features are kept.
struct FeatureReader {
  private let cnn: CNN
  private let device: Device
  /// Where features are kept, of which body; nil computes all of them.
  private let kept: (folder: FilePath, body: FeatureStore.Body)?

  /// - Parameters:
  ///   - cnn: Whose body.
  ///   - device: Where it is.
  ///   - folder: Where features are kept; nil for nowhere.
  /// - Throws: `TorchError`.
  init(_ cnn: CNN, on device: Device, keptIn folder: FilePath?) throws {
    (self.cnn, self.device) = (cnn, device)
    kept = try folder.map { ($0, try FeatureStore.Body(cnn)) }
  }

  /// What the body makes of the images of a loader, as validation sees them.
  ///
  /// What was computed before an error, or before it was cancelled, is kept.
  ///
  /// - Parameters:
  ///   - loader: Its images come in order and whole.
  ///   - hashes: Of its files; nil for one that cannot be read.
  ///   - progress: Told how many of the images are done; returns whether to go on.
  /// - Returns: A row for each image; nil for one that cannot be decoded.
  /// - Throws: What a batch throws; `CancellationError`.
  func rows(
    of loader: ImageLoader, _ hashes: [ContentHash?], progress: (_ done: Int) -> Bool
  ) throws -> [[Float]?] {
    var store = kept.map { FeatureStore($0.folder, $0.body, loader.settings) }
    defer { store?.save() }
    var rows = hashes.map { hash in hash.flatMap { store?[$0] } }
    let missing = rows.indices.filter { rows[$0] == nil }
    var done = rows.count - missing.count
    guard progress(done) else { throw CancellationError() }
    for batch in loader.batches(Self.plan(missing, size: loader.batchSize), pass: 0) {
      for (index, row) in zip(batch.indices, try self.rows(of: batch)) {
        rows[index] = row
        if let hash = hashes[index] { store?.add(row, for: hash) }
      }
      done += batch.count
      guard progress(done) else { throw CancellationError() }
    }
    return rows
  }

  private func rows(of batch: Batch) throws -> [[Float]] {
    let network = cnn.pooledBody
    let wasTraining = cnn.isTraining
    network.eval()
    defer { cnn.train(wasTraining) }
    let numbers: [Float] = try withoutGrad { try network(batch.x.to(device)).flattened(from: 1).scalars() }
    let width = numbers.count / max(batch.count, 1)
    return (0..<batch.count).map { Array(numbers[($0 * width)..<(($0 + 1) * width)]) }
  }

  private static func plan(_ places: [Int], size: Int) -> [[Int]] {
    stride(from: 0, to: places.count, by: size).map { Array(places[$0..<min($0 + size, places.count)]) }
  }
}

extension CNN {
  /// The body, and what of the head has neither parameters nor chance: images to `[N, F]`.
  var pooledBody: Sequential {
    Sequential([body] + head.modules.prefix { $0.parameters.isEmpty && !($0 is Dropout) })
  }
}

extension Learner {
  /// As ``withCachedFeatures(views:progress:)``, with features that are kept in a folder.
  ///
  /// - Parameters:
  ///   - folder: Where ``imageFeatures(_:keptIn:progress:)`` keeps them too.
  ///   - progress: Told how many images are done, of how many; returns whether to go on.
  /// - Returns: A learner for the head, which is shared.
  /// - Throws: `LearnerError` unless this learner was made by `cnnLearner`, and for images that cannot be decoded; what a
  ///   batch throws; `CancellationError`.
  func withFeatures(keptIn folder: FilePath, progress: (_ done: Int, _ total: Int) -> Bool) throws -> Learner {
    guard let data = data as? ImageDataBunch, let cnn = model as? CNN else {
      throw LearnerError(.usage, "only learners made by cnnLearner have features to keep")
    }
    let reader = try FeatureReader(cnn, on: device, keptIn: folder)
    let total = data.fix.itemCount + (data.valid?.itemCount ?? 0)
    func tensor(_ loader: ImageLoader, after before: Int) throws -> Tensor {
      let rows = try reader.rows(of: loader, loader.contentHashes()) { progress(before + $0, total) }
      let known = rows.compactMap { $0 }
      guard known.count == loader.itemCount, let width = known.first?.count else {
        throw LearnerError(.data, "images that cannot be decoded have no features", remedy: "run `fastai verify`")
      }
      return try Tensor(Array(known.joined()), shape: [known.count, width]).to(device)
    }
    let train = FeatureLoader(views: [try tensor(data.fix, after: 0)], images: data.train)
    let valid = try data.valid.map { loader in
      FeatureLoader(views: [try tensor(loader, after: data.fix.itemCount)], images: loader)
    }
    let features = FeatureBunch(train: train, valid: valid, path: data.path, classes: data.classes)
    return try headLearner(cnn, features, skipping: cnn.pooledBody.modules.count - 1)
  }
}

extension ImageLoader {
  /// The SHA-256 of every file; nil for one that cannot be read.
  func contentHashes() throws -> [ContentHash?] { try paths.concurrentMap { try? ContentHash(of: $0) } }
}
