/// How batches are made, beside their size and their transforms.
public struct LoaderOptions: Sendable {
  /// More broken files than this share of a data set are an error; fewer are left out with a warning.
  public static let maxBrokenShare = 0.05

  /// Images in a validation batch; as for training by default (fastai: `val_bs`).
  public var validBatchSize: Int?
  /// Threads that decode; as many as there are cores, up to 16, by default (fastai: `num_workers`).
  public var workers: Int?
  /// Leaves out the last training batch of a pass when it is not full (fastai: `drop_last`).
  public var dropsLast = true
  /// More images that cannot be decoded than this share end the training; fewer are skipped with a warning.
  public var maxBrokenShare = LoaderOptions.maxBrokenShare
  /// Keeps decoded images for later epochs.
  public var cache = ImageCache.none
  /// How classes are sorted.
  public var classOrder = ClassOrder.codePoints
  /// Looks for what is probably a mistake in the data (fastai: `no_check`).
  public var checks = true
  /// Hears of every warning once.
  public var warn: @Sendable (DataWarning) -> Void = DataWarning.print

  public init() {}
}
