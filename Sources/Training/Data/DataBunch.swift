public import SystemPackage

/// Gives the items of a data set in batches, once through for each iteration.
public protocol DataLoader {
  /// Items in the data set.
  var itemCount: Int { get }
  /// Batches in one pass.
  var batchCount: Int { get }
  /// Starts a pass.
  func makeIterator() -> AnyIterator<Batch>
}

/// What a learner trains on.
public protocol DataBunch {
  associatedtype Loader: DataLoader
  /// Shuffled and augmented.
  var train: Loader { get }
  /// In order, without augmentation; nil when nothing was held out.
  var valid: Loader? { get }
  /// The folder that the data came from: where models are kept.
  var path: FilePath { get }
  /// Names of the classes, in the order of their indices; empty when targets are no classes.
  var classes: [String] { get }
}
