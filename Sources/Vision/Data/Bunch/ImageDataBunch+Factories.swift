public import Catalog
public import SystemPackage
import Training

/// fastai's factories. Those with many images in common differ in where names and labels come from only; all of them take
///
/// - `split`, `validFraction`, `seed`: the division; the stable one by default;
/// - `transforms`, `size`, `batchSize`, `loading`: see
///   ``ImageDataBunch/init(_:classes:transforms:size:batchSize:normalization:loading:)``.
extension ImageDataBunch {
  /// Images in class folders (fastai: `from_folder`).
  ///
  /// - Parameters:
  ///   - folder: Holds one folder for each class. With `split: .folder` those are below `train` and `valid`; where there
  ///     are only these two and another split, their images are pooled first.
  ///   - test: A folder in it whose images take no part in training. Where it holds class folders too, they are labels.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1 (fastai: `valid_pct`).
  ///   - seed: Of the division and of the augmentation.
  ///   - classes: Their order; sorted by default.
  ///   - catalog: Where the catalog is, if there is one: its labels count, and what it has put away is left out.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch; no more than there are for training.
  ///   - normalization: ImageNet's when nothing is said, here or by ``normalize(_:)``.
  ///   - workers: Threads that decode; as many as there are cores, up to 16, by default.
  ///   - loading: How batches are made otherwise.
  /// - Throws: `LearnerError` when there are fewer than two classes, or a side of the division is empty.
  public convenience init(
    fromFolder folder: FilePath, test: String? = nil, split: SplitRule = .stable, validFraction: Double = 0.2,
    seed: UInt64 = 42, classes: [String]? = nil, catalog: CatalogLocation = .dataset,
    transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64,
    normalization: Normalization? = nil, workers: Int? = nil, loading: LoaderOptions = .init()
  ) throws {
    var loading = loading
    loading.workers = workers ?? loading.workers
    let images = try ImageList(
      in: folder, exclude: test.map { [$0] } ?? [], catalog: catalog, maxBrokenShare: loading.maxBrokenShare
    ).inFolders()
    var divided = try images.labelled(by: .folder(below: split.folders))
      .split(split, validFraction: validFraction, seed: seed)
    if let test {
      divided = divided.addingTest(
        try ImageList(in: folder.appending(test), catalog: .none, maxBrokenShare: loading.maxBrokenShare))
    }
    try self.init(
      divided, classes: classes, transforms: transforms, size: size, batchSize: batchSize,
      normalization: normalization, loading: loading)
  }

  /// Images and labels that a table names (fastai: `from_csv`, `from_df`).
  ///
  /// - Parameters:
  ///   - path: The folder of the data set.
  ///   - csv: The table in it. `cleaned.csv` of fastai's cleaner is one, whichever system wrote it.
  ///   - folder: Where below the data set's folder the files are.
  ///   - fileColumn: The column with their names (fastai: `fn_col`).
  ///   - labels: `.column(1)`, `.column("tags", labelDelimiter: " ")` for several classes, `.numbers(["x", "y"])`.
  ///   - suffix: What the names lack.
  ///   - delimiter: What stands between columns.
  ///   - hasHeader: Whether the first line names the columns.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1.
  ///   - seed: Of the division and of the augmentation.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch.
  ///   - loading: How batches are made otherwise.
  /// - Throws: `LearnerError` when the table cannot be used.
  public convenience init(
    fromCSV path: FilePath, csv: FilePath = "labels.csv", folder: FilePath? = nil, fileColumn: CSVColumn = 0,
    labels: LabelSource = .column(1), suffix: String = "", delimiter: Character = ",", hasHeader: Bool = true,
    split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42,
    transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64,
    loading: LoaderOptions = .init()
  ) throws {
    let images = try ImageList(
      path: path, csv: csv, folder: folder, fileColumn: fileColumn, suffix: suffix, delimiter: delimiter,
      hasHeader: hasHeader, maxBrokenShare: loading.maxBrokenShare)
    try self.init(
      images.labelled(by: labels).split(split, validFraction: validFraction, seed: seed), transforms: transforms,
      size: size, batchSize: batchSize, loading: loading)
  }

  /// Images whose names hold their class (fastai: `from_name_re`).
  ///
  /// - Parameters:
  ///   - path: The folder of the data set.
  ///   - files: Its images; all below it by default.
  ///   - pattern: A regular expression; its first group is the class: `#"/([^/]+)_\d+.jpg$"#`.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1.
  ///   - seed: Of the division and of the augmentation.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch.
  ///   - loading: How batches are made otherwise.
  /// - Throws: `LearnerError` when the pattern does not match in every path.
  public convenience init(
    fromNameRegex path: FilePath, files: [FilePath]? = nil, pattern: String, split: SplitRule = .stable,
    validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224,
    batchSize: Int = 64, loading: LoaderOptions = .init()
  ) throws {
    try self.init(
      Self.images(path, files, loading).labelled(by: .regex(pattern))
        .split(split, validFraction: validFraction, seed: seed), transforms: transforms, size: size,
      batchSize: batchSize, loading: loading)
  }

  /// Images whose class a closure says (fastai: `from_name_func`).
  ///
  /// - Parameters:
  ///   - path: The folder of the data set.
  ///   - files: Its images; all below it by default.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1.
  ///   - seed: Of the division and of the augmentation.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch.
  ///   - loading: How batches are made otherwise.
  ///   - label: The class of a path.
  /// - Throws: `LearnerError`, and what the closure throws.
  public convenience init(
    fromNameFunction path: FilePath, files: [FilePath]? = nil, split: SplitRule = .stable,
    validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224,
    batchSize: Int = 64, loading: LoaderOptions = .init(), label: @escaping @Sendable (FilePath) throws -> String
  ) throws {
    try self.init(
      Self.images(path, files, loading).labelled(by: .function(label))
        .split(split, validFraction: validFraction, seed: seed), transforms: transforms, size: size,
      batchSize: batchSize, loading: loading)
  }

  /// Images with labels of any kind, in two lists (fastai: `from_lists`).
  ///
  /// - Parameters:
  ///   - path: The folder of the data set.
  ///   - files: Its images, relative to it or absolute.
  ///   - labels: One for each.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1.
  ///   - seed: Of the division and of the augmentation.
  ///   - transforms: `getTransforms()` by default.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - batchSize: Images in a batch.
  ///   - loading: How batches are made otherwise.
  /// - Throws: `LearnerError` when the lists are of different lengths, or the labels of different kinds.
  public convenience init(
    fromLists path: FilePath, files: [FilePath], labels: [ImageLabel], split: SplitRule = .stable,
    validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224,
    batchSize: Int = 64, loading: LoaderOptions = .init()
  ) throws {
    try self.init(
      ImageList(path: path, files: files).labelled(by: .list(labels))
        .split(split, validFraction: validFraction, seed: seed), transforms: transforms, size: size,
      batchSize: batchSize, loading: loading)
  }

  /// No images, only the classes: for a network that predicts (fastai: `single_from_classes`). ``setSingle(_:)`` puts an
  /// image in.
  ///
  /// - Parameters:
  ///   - classes: In the order of the network's outputs; they are not sorted.
  ///   - path: Where models are kept.
  ///   - size: What the network sees, in pixels: the side of a square, or height and width.
  ///   - normalization: ImageNet's by default.
  /// - Throws: `LearnerError` when the size is out of range.
  public convenience init(
    single classes: [String], path: FilePath = ".", size: ImageSize = 224, normalization: Normalization? = nil
  ) throws {
    let nothing = try ImageList(path: path, files: []).labelled(by: .constant(.category(""))).split(.none)
    let empty = ImageDataset(items: [], vocabulary: Vocabulary(.category, classes: classes))
    let maker = try LoaderMaker(
      size: size, transforms: TransformPair(), batchSize: 1, LoaderOptions(), nothing, normalization)
    self.init(nothing, (empty, empty, nil, []), maker, normalization, found: [])
  }

  private static func images(_ path: FilePath, _ files: [FilePath]?, _ loading: LoaderOptions) throws -> ImageList {
    try files.map { ImageList(path: path, files: $0) } ?? ImageList(in: path, maxBrokenShare: loading.maxBrokenShare)
  }
}

extension ImageList {
  /// Without the images that lie in the data set's folder itself.
  fileprivate func inFolders() -> ImageList { subset(files.indices.filter { !classFolders($0).isEmpty }) }
}
