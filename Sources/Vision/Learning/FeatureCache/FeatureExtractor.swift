import Foundation
import Torch
import TorchNN
import Training

/// Runs images through a network that does not change.
struct FeatureExtractor {
  let network: Sequential
  let device: Device
  let images: ImageDataBunch
  let views: Int

  /// - Parameter progress: Told of each batch; returns whether to go on.
  /// - Returns: The features of both parts.
  /// - Throws: What a batch throws, `LearnerError` for images that cannot be decoded, `CancellationError`.
  func features(_ progress: (Int, Int) -> Bool) throws -> FeatureBunch {
    let (train, passes) = (images.train, max(views, 1))
    let plan = Self.fullBatches(itemCount: train.itemCount, size: train.batchSize)
    let total = plan.count * passes + (images.valid?.batchCount ?? 0)
    var done = 0
    func run(_ loader: ImageLoader, _ plan: [[Int]], pass: Int) throws -> Tensor {
      let rows = try loader.batches(plan, pass: pass).map { batch in
        defer { done += 1 }
        if !progress(done, total) { throw CancellationError() }
        return try network(batch.x.to(device))
      }
      let features = try Tensor.concatenated(rows)
      guard features.shape[0] == plan.joined().count else {
        throw LearnerError(
          .data, "images that cannot be decoded have no features", remedy: "run `fastai verify`, or cache no features")
      }
      return try features[0..<loader.itemCount]
    }
    network.eval()
    defer { network.train() }
    return try withoutGrad {
      let seen = views > 0 ? train : images.fix
      let rows = try (0..<passes).map { try run(seen, plan, pass: $0) }
      // Validation in its own batches: the last one is smaller there, too.
      let valid = try images.valid.map { loader in
        FeatureLoader(views: [try run(loader, loader.plan(pass: 0), pass: 0)], images: loader)
      }
      return FeatureBunch(
        train: FeatureLoader(views: rows, images: train), valid: valid, path: images.path, classes: images.classes)
    }
  }

  /// Batches of one size over all items: the last is filled up from the start, because a kernel may compute differently
  /// for another size of batch.
  private static func fullBatches(itemCount: Int, size: Int) -> [[Int]] {
    stride(from: 0, to: itemCount, by: size).map { start in (start..<(start + size)).map { $0 % itemCount } }
  }
}
