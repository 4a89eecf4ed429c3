/// A part of a data set as batches (fastai: `DatasetType`).
public enum DatasetPart: String, Sendable, Hashable, CaseIterable, Codable {
  /// Shuffled and augmented.
  case train
  /// The training items as validation sees items: in order, all of them, not augmented.
  case fix
  case valid
  /// Items that take no part in training.
  case test
  /// One item that was put in.
  case single
}

extension DataBunch {
  public var trainInOrder: Loader? { nil }
  public var test: Loader? { nil }
  public var targetKind: TargetKind { classes.isEmpty ? .numbers : .category }

  /// The batches of a part, or nil where there is none.
  public func loader(_ part: DatasetPart) -> Loader? {
    switch part {
    case .train: train
    case .fix: trainInOrder
    case .valid: valid
    case .test: test
    case .single: nil
    }
  }
}
