/// A loader whose passes differ, by their order or their augmentation, and that can take one up again in the middle.
public protocol RepeatableLoader: AnyObject, DataLoader {
  /// How many passes were begun. Setting it makes the next pass the same as an earlier one was.
  var passes: Int { get set }

  /// Starts a pass at one of its batches, without making those before it.
  func makeIterator(from firstBatch: Int) -> AnyIterator<Batch>
}

extension DataLoader {
  /// A pass without its first batches.
  func batches(from first: Int) -> AnyIterator<Batch> {
    if let loader = self as? any RepeatableLoader { return loader.makeIterator(from: first) }
    let batches = makeIterator()
    for _ in 0..<first { _ = batches.next() }
    return batches
  }
}

extension DataBunch {
  /// Passes begun by the loaders for training and for validation; 0 for those that do not count.
  var passes: (train: Int, valid: Int) {
    get {
      ((train as? any RepeatableLoader)?.passes ?? 0, (valid.flatMap { $0 as? any RepeatableLoader })?.passes ?? 0)
    }
    nonmutating set {
      (train as? any RepeatableLoader)?.passes = newValue.train
      valid.flatMap { $0 as? any RepeatableLoader }?.passes = newValue.valid
    }
  }
}
