public import Torch

/// A callback with a memory that a checkpoint keeps, so that a run that is taken up again goes on as if it had not ended.
public protocol Resumable: Callback {
  /// Under what its state is kept: different for each of a `fit`.
  var resumeKey: String { get }
  func savedState() throws -> SavedState
  /// Called before the first batch of a run that is taken up again, after `beforeFit`.
  func restore(_ state: SavedState) throws
}

/// What a callback remembers: texts and tensors by name.
public struct SavedState {
  public var texts: [String: String]
  public var tensors: [String: Tensor]

  public init(texts: [String: String] = [:], tensors: [String: Tensor] = [:]) {
    (self.texts, self.tensors) = (texts, tensors)
  }
}
