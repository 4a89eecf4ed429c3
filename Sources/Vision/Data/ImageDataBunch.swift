import Foundation
import Images
public import SystemPackage
public import Training

/// Images in class folders, divided into training and validation, as batches (fastai: `ImageDataBunch`).
public final class ImageDataBunch: DataBunch {
  public let path: FilePath
  public let classes: [String]
  public let train: ImageLoader
  public let valid: ImageLoader?
  /// Side of the square images, in pixels.
  public let size: Int
  public let normalization: Normalization

  /// Finds the images of the class folders, divides them, and prepares their batches.
  ///
  /// - Parameters:
  ///   - folder: Holds one folder for each class (with `split: .folder`, below `train` and `valid`).
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1 (fastai: `valid_pct`).
  ///   - seed: Of the division and of the augmentation.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: Side of the square that the network sees, in pixels.
  ///   - batchSize: Images in a batch; no more than there are for training.
  ///   - normalization: ImageNet's by default.
  ///   - workers: Threads that decode; as many as there are cores, up to 16, by default.
  /// - Throws: `LearnerError` when there are fewer than two classes, or a side of the division is empty.
  public init(
    fromFolder folder: FilePath, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42,
    transforms: TransformPair = getTransforms(), size: Int = 224, batchSize: Int = 64,
    normalization: Normalization = .imagenet, workers: Int? = nil
  ) throws {
    try Self.check(validFraction: validFraction, size: size, batchSize: batchSize)
    let (classes, items, inValidFolder) = try Self.items(in: folder, split: split)
    let held = try split.validationIndices(
      of: items, inValidFolder: inValidFolder, validFraction: validFraction, seed: seed)
    let heldSet = Set(held)
    let trainItems = items.indices.filter { !heldSet.contains($0) }.map { items[$0] }
    try Self.check(trainCount: trainItems.count, validCount: held.count, in: folder, split)
    (path, self.classes, self.size, self.normalization) = (folder, classes, size, normalization)

    let threads = workers ?? min(16, ProcessInfo.processInfo.activeProcessorCount)
    let batch = min(batchSize, trainItems.count)
    func loader(_ items: [ImageItem], _ transforms: Transforms, trains: Bool) -> ImageLoader {
      ImageLoader(
        items, batchSize: batch,
        settings: .init(size: size, transforms: transforms, normalization: normalization), shuffles: trains,
        dropsLast: trains, seed: seed, workers: threads)
    }
    train = loader(trainItems, transforms.train, trains: true)
    valid = held.isEmpty ? nil : loader(held.map { items[$0] }, transforms.valid, trains: false)
  }

  /// With `.folder`, the items of `train`, then those of `valid`.
  private static func items(
    in folder: FilePath, split: SplitRule
  ) throws -> (classes: [String], items: [ImageItem], inValidFolder: Range<Int>) {
    let inTrain = try ImageFiles.byClass(in: split == .folder ? folder.appending("train") : folder)
    let found = try inTrain + (split == .folder ? ImageFiles.byClass(in: folder.appending("valid")) : [])
    let classes = Set(found.map(\.name)).sorted()
    guard classes.count > 1 else {
      let what = classes.first.map { "only one class folder with images, '\($0)'," } ?? "no class folders with images"
      throw LearnerError(
        .data, "there is \(what) in \(folder)",
        remedy: "make a folder for each class there, at least two, and put its images in it")
    }
    let items = found.flatMap { name, paths in
      paths.map { ImageItem(path: $0, label: classes.firstIndex(of: name) ?? 0) }
    }
    return (classes, items, inTrain.reduce(0) { $0 + $1.paths.count }..<items.count)
  }

  private static func check(validFraction: Double, size: Int, batchSize: Int) throws {
    guard (0..<1).contains(validFraction) else {
      throw LearnerError(
        .usage, "the validation fraction is \(validFraction)", remedy: "a share from 0 to below 1: 0.2")
    }
    guard (1...4096).contains(size), batchSize > 0 else {
      throw LearnerError(
        .usage, "size \(size) and batch size \(batchSize)", remedy: "a size from 1 to 4096, a batch of 1 or more")
    }
  }

  private static func check(trainCount: Int, validCount: Int, in folder: FilePath, _ split: SplitRule) throws {
    guard trainCount > 1 else {
      throw LearnerError(
        .data, "\(trainCount) images of \(folder) are left for training",
        remedy: "add images, or hold out a smaller part")
    }
    guard validCount > 0 || split != .folder else {
      throw LearnerError(.data, "there are no images in \(folder)/valid", remedy: "use another split")
    }
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
