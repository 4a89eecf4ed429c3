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

  /// How images come together in batches.
  enum Batching {
    /// Of the loader's size; the last one is smaller.
    case plain
    /// All of one size: the last one is filled up from the start, because a kernel may compute differently for another
    /// size of batch.
    case full(Int)
  }

  /// What the body makes of the images of a loader.
  ///
  /// What was computed before an error, or before it was cancelled, is kept.
  ///
  /// - Parameters:
  ///   - loader: Its images come in order and whole.
  ///   - hashes: Of its files: what is kept is found by them. Nil for one that cannot be read, or is not to be kept.
  ///   - batching: Of those that are computed.
  ///   - pass: Whose random numbers the loader's transforms draw.
  ///   - progress: Told how many of the images are done; returns whether to go on.
  /// - Returns: A row for each image; nil for one that cannot be decoded.
  /// - Throws: What a batch throws; `CancellationError`.
  func rows(
    of loader: ImageLoader, _ hashes: [ContentHash?], _ batching: Batching = .plain, pass: Int = 0,
    progress: (_ done: Int) -> Bool
  ) throws -> [[Float]?] {
    var store = kept.map { FeatureStore($0.folder, $0.body, loader.settings) }
    defer { store?.save() }
    var rows = hashes.map { hash in hash.flatMap { store?[$0] } }
    let missing = rows.indices.filter { rows[$0] == nil }
    var done = rows.count - missing.count
    guard progress(done) else { throw CancellationError() }
    for batch in loader.batches(Self.plan(missing, batching, of: loader.batchSize), pass: pass) {
      for (index, row) in zip(batch.indices, try self.rows(of: batch)) where rows[index] == nil {
        rows[index] = row
        done += 1
        if let hash = hashes[index] { store?.add(row, for: hash) }
      }
      guard progress(done) else { throw CancellationError() }
    }
    return rows
  }

  /// The features of all images of a loader as the head takes them: `[N, F]`, or `[N, F, H′, W′]`.
  ///
  /// - Parameters:
  ///   - loader: Its images come in order and whole.
  ///   - batching: Of those that are computed.
  ///   - pass: Whose random numbers the loader's transforms draw.
  ///   - isKept: Whether they are looked for, and kept, in the folder.
  ///   - progress: Told how many of the images are done; returns whether to go on.
  /// - Returns: A row for each image.
  /// - Throws: As ``rows(of:_:_:pass:progress:)``; `LearnerError` for images that cannot be decoded.
  func tensor(
    of loader: ImageLoader, _ batching: Batching = .plain, pass: Int = 0, isKept: Bool = true,
    progress: (_ done: Int) -> Bool
  ) throws -> Tensor {
    let hashes = try isKept && kept != nil ? loader.contentHashes() : loader.items.map { _ in nil }
    let rows = try rows(of: loader, hashes, batching, pass: pass, progress: progress).compactMap { $0 }
    guard rows.count == loader.itemCount else {
      throw LearnerError(
        .data, "images that cannot be decoded have no features", remedy: "run `fastai verify`, or cache no features")
    }
    let shape = try rowShape(loader.settings.size)
    return try Tensor(Array(rows.joined()), shape: [rows.count] + shape).to(device)
  }

  /// Found out by a picture that shows nothing, because what is kept are numbers only.
  private func rowShape(_ size: ImageSize) throws -> [Int] {
    let picture = try Tensor.zeros(1, 3, size.height, size.width, device: device)
    return Array(try features(of: picture).shape.dropFirst())
  }

  private func rows(of batch: Batch) throws -> [[Float]] {
    let numbers: [Float] = try features(of: batch.x.to(device)).flattened(from: 1).scalars()
    let width = numbers.count / max(batch.count, 1)
    return (0..<batch.count).map { Array(numbers[($0 * width)..<(($0 + 1) * width)]) }
  }

  private func features(of images: Tensor) throws -> Tensor {
    let network = cnn.pooledBody
    let wasTraining = cnn.isTraining
    network.eval()
    defer { cnn.train(wasTraining) }
    return try withoutGrad { try network(images) }
  }

  private static func plan(_ places: [Int], _ batching: Batching, of size: Int) -> [[Int]] {
    func starts(_ size: Int) -> StrideTo<Int> { stride(from: 0, to: places.count, by: max(1, size)) }
    switch batching {
    case .plain: return starts(size).map { Array(places[$0..<min($0 + size, places.count)]) }
    case .full(let size):
      return starts(size).map { start in (start..<(start + size)).map { places[$0 % places.count] } }
    }
  }
}

extension CNN {
  /// The body, and what of the head has neither parameters nor chance: images to `[N, F]`.
  var pooledBody: Sequential {
    Sequential([body] + head.modules.prefix { $0.parameters.isEmpty && !($0 is Dropout) })
  }
}

extension ImageLoader {
  /// The SHA-256 of every file; nil for one that cannot be read.
  func contentHashes() throws -> [ContentHash?] { try paths.concurrentMap { try? ContentHash(of: $0) } }
}
