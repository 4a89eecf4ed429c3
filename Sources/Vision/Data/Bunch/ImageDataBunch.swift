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
  public let valid: ImageLoader?
  /// Side of the square images, in pixels.
  public let size: Int
  public let normalization: Normalization
  /// Which image is on which side, and by which rule.
  public let split: SplitImages
  /// What its owner should know, in the order in which it was found.
  public let warnings: [DataWarning]

  /// Batches of images that are labelled and divided.
  ///
  /// - Parameters:
  ///   - split: The images.
  ///   - classes: In the order that they are to have; those of the training images, sorted, by default.
  ///   - classOrder: How they are sorted.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: Side of the square that the network sees, in pixels.
  ///   - batchSize: Images in a batch; no more than there are for training.
  ///   - normalization: ImageNet's by default.
  ///   - loading: Threads, broken images.
  /// - Throws: `LearnerError` when a setting makes no sense, there are fewer than two classes, or too few images.
  public init(
    _ split: SplitImages, classes: [String]? = nil, classOrder: ClassOrder = .codePoints,
    transforms: TransformPair = getTransforms(), size: Int = 224, batchSize: Int = 64,
    normalization: Normalization = .imagenet, loading: LoaderOptions = .init()
  ) throws {
    try Self.check(size: size, batchSize: batchSize)
    let parts = try split.datasets(classes: classes, order: classOrder)
    try Self.check(parts.train, in: split)
    (self.split, path, vocabulary) = (split, split.images.list.path, parts.train.vocabulary)
    (self.size, self.normalization) = (size, normalization)
    warnings = split.warnings + parts.warnings
    for warning in warnings { loading.warn(warning) }
    let threads = loading.workers ?? min(16, ProcessInfo.processInfo.activeProcessorCount)
    let batch = min(batchSize, parts.train.count)
    func loader(_ data: ImageDataset, _ transforms: Transforms, trains: Bool) -> ImageLoader {
      ImageLoader(
        data.items, batchSize: trains ? batch : loading.validBatchSize ?? batch,
        settings: .init(size: size, transforms: transforms, normalization: normalization), shuffles: trains,
        dropsLast: trains && loading.dropsLast, seed: split.seed, workers: threads)
    }
    train = loader(parts.train, transforms.train, trains: true)
    valid = parts.valid.isEmpty ? nil : loader(parts.valid, transforms.valid, trains: false)
  }

  public var classes: [String] { vocabulary.classes }

  private static func check(size: Int, batchSize: Int) throws {
    guard (1...4096).contains(size), batchSize > 0 else {
      throw LearnerError(
        .usage, "size \(size) and batch size \(batchSize)", remedy: "a size from 1 to 4096, a batch of 1 or more")
    }
  }

  private static func check(_ train: ImageDataset, in split: SplitImages) throws {
    let (classes, folder) = (train.vocabulary.classes, split.images.list.path)
    guard train.vocabulary.kind == .numbers || classes.count > 1 else {
      let what = classes.first.map { "only one class folder with images, '\($0)'," } ?? "no class folders with images"
      throw LearnerError(
        .data, "there is \(what) in \(folder)",
        remedy: "make a folder for each class there, at least two, and put its images in it")
    }
    guard train.count > 1 else {
      throw LearnerError(
        .data, "\(train.count) images of \(folder) are left for training",
        remedy: "add images, or hold out a smaller part")
    }
  }
}

extension SplitImages {
  /// Makes batches of the images: see ``ImageDataBunch/init(_:classes:classOrder:transforms:size:batchSize:normalization:loading:)``.
  public func bunch(
    classes: [String]? = nil, classOrder: ClassOrder = .codePoints, transforms: TransformPair = getTransforms(),
    size: Int = 224, batchSize: Int = 64, normalization: Normalization = .imagenet, loading: LoaderOptions = .init()
  ) throws -> ImageDataBunch {
    try ImageDataBunch(
      self, classes: classes, classOrder: classOrder, transforms: transforms, size: size, batchSize: batchSize,
      normalization: normalization, loading: loading)
  }
}

extension ImageDataBunch: CustomStringConvertible {
  public var description: String {
    let counts = classes.indices.map { label in
      let n = (train.items + (valid?.items ?? [])).count { $0.label == label }
      return "\(classes[label]) \(n)"
    }
    return "ImageDataBunch: \(train.itemCount) for training, \(valid?.itemCount ?? 0) for validation, size \(size), "
      + "batches of \(train.batchSize); \(counts.joined(separator: ", ")); \(path)"
  }
}
