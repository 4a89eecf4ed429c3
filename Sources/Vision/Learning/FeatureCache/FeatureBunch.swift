import SystemPackage
import Torch
import Training

/// Features in place of images: `[N, F]`, or `[N, F, H, W]` where the head needs them so.
struct FeatureBunch: DataBunch {
  let train: FeatureLoader
  let valid: FeatureLoader?
  let path: FilePath
  let classes: [String]
}

/// Gives features as its image loader would give the images: in the same order, in the same batches.
final class FeatureLoader: RepeatableLoader {
  /// `[items, …]` for each view of the images; pass `n` sees view `n`, and the first again after the last.
  private let views: [Tensor]
  private let images: ImageLoader
  var passes = 0

  init(views: [Tensor], images: ImageLoader) { (self.views, self.images) = (views, images) }

  var itemCount: Int { images.itemCount }
  var batchCount: Int { images.batchCount }

  func makeIterator() -> AnyIterator<Batch> { makeIterator(from: 0) }

  func makeIterator(from firstBatch: Int) -> AnyIterator<Batch> {
    let (view, plan) = (views[passes % views.count], images.plan(pass: passes).dropFirst(firstBatch))
    passes += 1
    return AnyIterator(plan.lazy.map { [images] in Self.batch($0, view, images) }.makeIterator())
  }

  private static func batch(_ draws: [Int], _ view: Tensor, _ images: ImageLoader) -> Batch {
    do {
      let indices = draws.map { $0 % images.itemCount }
      let items = indices.map { images.items[$0] }
      return Batch(
        x: try view.gathered(Tensor(indices).to(view.device)),
        y: try images.dataset.vocabulary.tensor(of: items.map(\.target)), indices: indices, paths: items.map(\.path))
    } catch {
      return Batch(failure: error)
    }
  }
}
