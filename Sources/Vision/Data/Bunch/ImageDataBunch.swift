import Foundation
import Images
public import SystemPackage
public import Training

/// Images for training and for validation, as batches (fastai: `ImageDataBunch`).
///
///     let data = try ImageDataBunch(fromFolder: "data/bears", validFraction: 0.2, seed: 42, size: 224)
///     print(data.classes, data.c, data.trainDataset.count)
///
/// The initialisers are shorthands for ``ImageList``, ``LabelSource`` and ``SplitRule``, which combine in other ways too.
public final class ImageDataBunch: DataBunch {
  public let path: FilePath
  /// The labels' kind, and the classes in the order of the network's outputs.
  public let vocabulary: Vocabulary
  public let train: ImageLoader
  /// The training images as validation sees images: in order, all of them, not augmented (fastai: `fix_dl`).
  public let fix: ImageLoader
  public let valid: ImageLoader?
  public let test: ImageLoader?
  /// Of the images, as the network sees them.
  public let size: ImageSize
  /// Which image is on which side, and by which rule.
  public let split: SplitImages
  private(set) var makeLoader: LoaderMaker
  private let found: [DataWarning]
  var chosenNormalization: Normalization?
  var single: ImageLoader?

  /// Batches of images that are labelled and divided.
  ///
  /// - Parameters:
  ///   - split: The images.
  ///   - classes: In the order that they are to have; those of the training images, sorted, by default.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch; no more than there are for training (fastai: `bs`).
  ///   - normalization: ImageNet's when nothing is said, here or by ``normalize(_:)``.
  ///   - loading: Threads, broken images, cache, warnings.
  /// - Throws: `LearnerError` when a setting makes no sense, there are fewer than two classes or too few images, or the
  ///   same images are on both sides.
  public convenience init(
    _ split: SplitImages, classes: [String]? = nil, transforms: TransformPair = getTransforms(), size: ImageSize = 224,
    batchSize: Int = 64, normalization: Normalization? = nil, loading: LoaderOptions = .init()
  ) throws {
    let parts = try split.datasets(classes: classes, order: loading.classOrder)
    let checks = DataChecks(parts, split, batchSize: batchSize)
    try checks.refuse()
    let maker = try LoaderMaker(
      size: size, transforms: transforms, batchSize: batchSize, loading, split, normalization)
    self.init(
      split, parts, maker, normalization,
      found: split.warnings + parts.warnings + (loading.checks ? try checks.warnings() : []))
  }

  init(
    _ split: SplitImages, _ parts: SplitImages.Datasets, _ maker: LoaderMaker, _ normalization: Normalization?,
    found: [DataWarning]
  ) {
    (self.split, path, vocabulary) = (split, split.images.list.path, parts.train.vocabulary)
    (size, makeLoader, chosenNormalization, self.found) = (maker.size, maker, normalization, found)
    train = maker.training(parts.train)
    fix = maker.inOrder(parts.train)
    valid = parts.valid.isEmpty ? nil : maker.inOrder(parts.valid)
    test = parts.test.map(maker.inOrder)
    for warning in found { maker.options.warn(warning) }
  }

  /// The same data, its training balanced.
  init(balancing data: ImageDataBunch) {
    (path, vocabulary, size, split) = (data.path, data.vocabulary, data.size, data.split)
    (fix, valid, test, single) = (data.fix, data.valid, data.test, data.single)
    (makeLoader, found, chosenNormalization) = (data.makeLoader, data.found, data.chosenNormalization)
    train = makeLoader.training(
      data.trainDataset, order: .balanced(labels: data.trainDataset.map(\.label)), normalization: data.normalization)
  }

  /// In the order of the network's outputs; empty for numbers.
  public var classes: [String] { vocabulary.classes }
  /// How many numbers a network gives for one image: one for each class (fastai: `data.c`).
  public var c: Int { vocabulary.outputCount }
  public var targetKind: TargetKind { vocabulary.kind }
  public var trainInOrder: ImageLoader? { fix.itemCount > 0 ? fix : nil }

  public var trainDataset: ImageDataset { train.dataset }
  public var validDataset: ImageDataset { valid?.dataset ?? ImageDataset(items: [], vocabulary: vocabulary) }
  public var testDataset: ImageDataset { test?.dataset ?? ImageDataset(items: [], vocabulary: vocabulary) }

  /// Images in a training batch. Setting it sets the other parts' too, from the next pass on; at least 1, and no more
  /// than a part has images.
  public var batchSize: Int {
    get { train.batchSize }
    set {
      makeLoader.setBatchSize(newValue)
      train.batchSize = makeLoader.trainBatchSize(of: trainDataset)
      for loader in [fix, valid, test].compactMap(\.self) {
        loader.batchSize = makeLoader.inOrderBatchSize(of: loader.dataset)
      }
    }
  }
  /// Images in a batch that is not trained on.
  public var validBatchSize: Int { valid?.batchSize ?? train.batchSize }

  /// What its owner should know, in the order in which it was found: images that were skipped since come last.
  public var warnings: [DataWarning] { found + makeLoader.log.warnings }

  /// The batches of a part, or nil where there is none.
  public func loader(_ part: DatasetPart) -> ImageLoader? {
    switch part {
    case .train: train
    case .fix: fix
    case .valid: valid
    case .test: test
    case .single: single
    }
  }

  /// The eight views of test-time augmentation, as loaders that go through the part in its order.
  public func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader] {
    guard let loader = loader(part) else { return [] }
    return makeLoader.views(loader.dataset, scale: scale, normalization: normalization)
  }

  /// Puts in one image, which ``loader(_:)`` then gives as `.single`: alone in its batch, as validation sees images.
  @discardableResult
  public func setSingle(_ path: FilePath) -> ImageLoader {
    let loader = makeLoader.inOrder(
      ImageDataset(items: [ImageItem(path: path, target: .unknown)], vocabulary: vocabulary),
      normalization: normalization)
    single = loader
    return loader
  }
}

/// Makes loaders that differ in their images only.
struct LoaderMaker {
  let size: ImageSize
  private(set) var options: LoaderOptions
  let log: BrokenImageLog
  private let transforms: TransformPair
  private var batchSize: Int
  private let normalization: Normalization
  private let seed: UInt64
  private let cache: (any DecodedImageCache)?

  /// - Throws: `LearnerError` when a setting is out of range.
  init(
    size: ImageSize, transforms: TransformPair, batchSize: Int, _ options: LoaderOptions, _ split: SplitImages,
    _ normalization: Normalization?
  ) throws {
    guard size.isWithin(1...4096), options.validBatchSize ?? 1 > 0 else {
      throw LearnerError(
        .usage, "size \(size) and validation batch size \(options.validBatchSize ?? batchSize)",
        remedy: "sides from 1 to 4096, a batch of 1 or more")
    }
    guard (0...1).contains(options.maxBrokenShare) else {
      throw LearnerError(
        .usage, "a share of \(options.maxBrokenShare) broken images", remedy: "a number from 0 to 1: 0.05")
    }
    (self.size, self.transforms, self.batchSize, self.options) = (size, transforms, batchSize, options)
    (self.normalization, seed) = (normalization ?? .imagenet, split.seed)
    log = BrokenImageLog(maxShare: options.maxBrokenShare, warn: options.warn)
    cache = options.cache.make(for: split.images.list.path)
  }

  mutating func setBatchSize(_ size: Int) { (batchSize, options.validBatchSize) = (max(size, 1), nil) }

  func trainBatchSize(of data: ImageDataset) -> Int { min(batchSize, max(data.count, 1)) }

  func inOrderBatchSize(of data: ImageDataset) -> Int {
    min(options.validBatchSize ?? batchSize, max(data.count, 1))
  }

  private var workers: Int { options.workers ?? min(16, ProcessInfo.processInfo.activeProcessorCount) }

  func training(
    _ data: ImageDataset, order: DrawOrder = .shuffled, normalization: Normalization? = nil
  ) -> ImageLoader {
    ImageLoader(
      data, batchSize: trainBatchSize(of: data), settings: settings(transforms.train, normalization), order: order,
      dropsLast: options.dropsLast, seed: seed, workers: workers, log: log, cache: cache)
  }

  func inOrder(_ data: ImageDataset) -> ImageLoader { inOrder(data, normalization: nil) }

  func inOrder(_ data: ImageDataset, normalization: Normalization?) -> ImageLoader {
    ImageLoader(
      data, batchSize: inOrderBatchSize(of: data),
      settings: settings(transforms.valid, normalization), seed: seed, workers: workers, log: log, cache: cache)
  }

  /// The training's transforms as test-time augmentation varies them, each in order.
  func views(_ data: ImageDataset, scale: Double, normalization: Normalization) -> [ImageLoader] {
    transforms.train.testTimeViews(scale: scale).map { view in
      ImageLoader(
        data, batchSize: inOrderBatchSize(of: data),
        settings: settings(view, normalization), seed: seed, workers: workers, log: log)
    }
  }

  private func settings(_ transforms: Transforms, _ other: Normalization?) -> ImageLoader.Settings {
    .init(size: size, transforms: transforms, normalization: other ?? normalization)
  }
}

extension SplitImages {
  /// Makes batches of the images: see ``ImageDataBunch/init(_:classes:transforms:size:batchSize:normalization:loading:)``.
  public func bunch(
    classes: [String]? = nil, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64,
    normalization: Normalization? = nil, loading: LoaderOptions = .init()
  ) throws -> ImageDataBunch {
    try ImageDataBunch(
      self, classes: classes, transforms: transforms, size: size, batchSize: batchSize, normalization: normalization,
      loading: loading)
  }
}
