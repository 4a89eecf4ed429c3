import Torch
import TorchNN
public import Training

extension Learner {
  /// A learner for the head alone, over features that the frozen body computes once.
  ///
  ///     learn.trainBN = false
  ///     try learn.freeze()
  ///     try learn.withCachedFeatures().fitOneCycle(4)  // trains learn's own head
  ///
  /// While the body is frozen and batch norm in it is in evaluation, an image's features are the same in every epoch.
  /// Without augmentation the head becomes, to the bit, what it would become by training the whole network so; each
  /// epoch then takes as long as the head alone. The head is shared: what is trained here is trained there.
  ///
  /// - Parameters:
  ///   - views: Augmented views to compute of each training image, one after the other in the epochs; 0 for the image
  ///     as it is, as in validation. With as many views as epochs, every epoch sees what it would see without a cache.
  ///   - progress: Told how many batches are done, of how many; returns whether to go on.
  /// - Returns: A learner with this one's loss, metrics, callbacks, rates and rules.
  /// - Throws: `LearnerError` when this learner was not made by `cnnLearner` or its body is not frozen altogether, and
  ///   what a batch throws; `CancellationError` when `progress` says so.
  public func withCachedFeatures(
    views: Int = 0, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> Learner {
    guard let images = data as? ImageDataBunch, let cnn = model as? CNN else {
      throw LearnerError(.usage, "only learners made by cnnLearner have features to cache")
    }
    guard !cnn.body.parameters.contains(where: \.requiresGrad) else {
      throw LearnerError(
        .usage, "parts of the body train, so its features change",
        remedy: "`trainBN = false`, then `freeze()`")
    }
    let fixed = cnn.head.modules.prefix { $0.parameters.isEmpty && !($0 is Dropout) }
    let extractor = FeatureExtractor(
      network: Sequential([cnn.body] + fixed), device: device, images: images, views: views)
    return try headLearner(cnn, extractor.features(progress), skipping: fixed.count)
  }

  /// A learner for what of the head comes behind its first modules, over what these make of images.
  func headLearner(_ cnn: CNN, _ features: FeatureBunch, skipping count: Int) throws -> Learner {
    let head = Sequential(Array(cnn.head.modules.dropFirst(count)))
    let learn = try Learner(
      features, head, layerGroups: [[head]], loss: loss, metrics: metrics, callbacks: callbacks, device: device)
    (learn.weightDecay, learn.makeOptimizer, learn.trainBN) = (weightDecay, makeOptimizer, trainBN)
    return learn
  }
}
