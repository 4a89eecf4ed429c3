public import SystemPackage
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
  ///   - folder: Where features are kept for the next time, by body, settings and content of the files, and found again
  ///     by ``imageFeatures(_:keptIn:progress:)``: `.fastai` of the data set, or a work folder. Nil for nowhere.
  ///     Augmented views are never kept.
  ///   - progress: Told how many images are done, of how many; returns whether to go on.
  /// - Returns: A learner with this one's loss, metrics, callbacks, rates and rules.
  /// - Throws: `LearnerError` when this learner was not made by `cnnLearner` or its body is not frozen altogether, and
  ///   what a batch throws; `CancellationError` when `progress` says so.
  public func withCachedFeatures(
    views: Int = 0, keptIn folder: FilePath? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> Learner {
    guard let images = data as? ImageDataBunch, let cnn = model as? CNN else {
      throw LearnerError(.usage, "only learners made by cnnLearner have features to cache")
    }
    guard !cnn.body.parameters.contains(where: \.requiresGrad) else {
      throw LearnerError(
        .usage, "parts of the body train, so its features change",
        remedy: "`trainBN = false`, then `freeze()`")
    }
    let reader = try FeatureReader(cnn, on: device, keptIn: folder)
    let passes = max(views, 1)
    let total = images.train.itemCount * passes + (images.valid?.itemCount ?? 0)
    let seen = views > 0 ? images.train : images.fix
    let rows = try (0..<passes).map { pass in
      try reader.tensor(of: seen, .full(images.train.batchSize), pass: pass, isKept: views == 0) { done in
        progress(pass * seen.itemCount + done, total)
      }
    }
    // Validation in its own batches: the last one is smaller there, too.
    let valid = try images.valid.map { loader in
      let rows = try reader.tensor(of: loader) { progress(passes * seen.itemCount + $0, total) }
      return FeatureLoader(views: [rows], images: loader)
    }
    let train = FeatureLoader(views: rows, images: images.train)
    return try headLearner(cnn, FeatureBunch(train: train, valid: valid, path: images.path, classes: images.classes))
  }

  /// A learner for what of the head comes behind what its features went through already.
  private func headLearner(_ cnn: CNN, _ features: FeatureBunch) throws -> Learner {
    let head = Sequential(Array(cnn.head.modules.dropFirst(cnn.pooledBody.modules.count - 1)))
    let learn = try Learner(
      features, head, layerGroups: [[head]], loss: loss, metrics: metrics, callbacks: callbacks, device: device)
    (learn.weightDecay, learn.makeOptimizer, learn.trainBN) = (weightDecay, makeOptimizer, trainBN)
    return learn
  }
}
