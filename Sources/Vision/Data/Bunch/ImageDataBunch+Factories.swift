public import SystemPackage
import Training

extension ImageDataBunch {
  /// Images in class folders.
  ///
  /// - Parameters:
  ///   - folder: Holds one folder for each class (with `split: .folder`, below `train` and `valid`).
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1 (fastai: `valid_pct`).
  ///   - seed: Of the division and of the augmentation.
  ///   - classes: Their order; sorted by default.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: Side of the square that the network sees, in pixels.
  ///   - batchSize: Images in a batch; no more than there are for training.
  ///   - normalization: ImageNet's by default.
  ///   - workers: Threads that decode; as many as there are cores, up to 16, by default.
  ///   - loading: How batches are made otherwise.
  /// - Throws: `LearnerError` when there are fewer than two classes, or a side of the division is empty.
  public convenience init(
    fromFolder folder: FilePath, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42,
    classes: [String]? = nil, transforms: TransformPair = getTransforms(), size: Int = 224, batchSize: Int = 64,
    normalization: Normalization = .imagenet, workers: Int? = nil, loading: LoaderOptions = .init()
  ) throws {
    var loading = loading
    loading.workers = workers ?? loading.workers
    let images = try ImageList(in: folder, maxBrokenShare: loading.maxBrokenShare).inFolders()
    let divided = try images.labelled(by: .folder).split(split, validFraction: validFraction, seed: seed)
    try self.init(
      divided, classes: classes, transforms: transforms, size: size, batchSize: batchSize,
      normalization: normalization, loading: loading)
  }
}

extension ImageList {
  /// Without the images that lie in the data set's folder itself.
  fileprivate func inFolders() -> ImageList { subset(files.indices.filter { !classFolders($0).isEmpty }) }
}
