public import SystemPackage

/// Gives the items of a data set in batches, once through for each iteration.
public protocol DataLoader {
  /// Items in the data set.
  var itemCount: Int { get }
  /// Batches in one pass.
  var batchCount: Int { get }
  /// The file of each item, by its index; empty where items are no files.
  var paths: [FilePath] { get }
  /// Starts a pass.
  func makeIterator() -> AnyIterator<Batch>
}

extension DataLoader {
  public var paths: [FilePath] { [] }
}

/// What a learner trains on.
public protocol DataBunch {
  associatedtype Loader: DataLoader
  /// Shuffled and augmented.
  var train: Loader { get }
  /// The training items in order, without augmentation (fastai: `fix_dl`); nil where that cannot be had.
  var trainInOrder: Loader? { get }
  /// In order, without augmentation; nil when nothing was held out.
  var valid: Loader? { get }
  /// Items that neither train nor choose; nil without them.
  var test: Loader? { get }
  /// The folder that the data came from: where models are kept.
  var path: FilePath { get }
  /// Names of the classes, in the order of their indices; empty when targets are no classes.
  var classes: [String] { get }
  /// What the targets are: it chooses a learner's loss.
  var targetKind: TargetKind { get }

  /// Loaders that show every item of a part in its eight views for test-time augmentation: the four corners of a picture
  /// enlarged by `scale`, plain and mirrored, each with the training's other transforms drawn anew.
  ///
  /// - Throws: ``LearnerError`` when the data has no such views.
  func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader]
}

extension DataBunch {
  public func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader] {
    throw LearnerError(
      .usage, "this data has no other views of its items", remedy: "give its type `ttaLoaders(of:scale:)`")
  }
}
