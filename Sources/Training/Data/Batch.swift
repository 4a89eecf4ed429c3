public import SystemPackage
public import Torch

/// Inputs and targets that go through the network together.
///
/// A batch that could not be made carries its error to whoever asks for its tensors, so that a plain loop over a loader
/// stays a plain loop.
public struct Batch {
  private let tensors: Result<(x: Tensor, y: Tensor), any Error>
  /// Where each item stands in the data set.
  public let indices: [Int]
  /// Each item's file; empty where items are no files.
  public let paths: [FilePath]

  public init(x: Tensor, y: Tensor, indices: [Int], paths: [FilePath] = []) {
    tensors = .success((x, y))
    (self.indices, self.paths) = (indices, paths)
  }

  public init(failure: any Error) {
    tensors = .failure(failure)
    (indices, paths) = ([], [])
  }

  /// The inputs, `[N, …]`.
  public var x: Tensor { get throws { try tensors.get().x } }

  /// The targets, `[N]` for class indices, `[N, F]` for anything else.
  public var y: Tensor { get throws { try tensors.get().y } }

  /// How many items.
  public var count: Int { indices.count }

  /// The same items with other inputs or targets: what a callback puts in a batch's place.
  public func replacing(x: Tensor? = nil, y: Tensor? = nil) throws -> Batch {
    let old = try tensors.get()
    return Batch(x: x ?? old.x, y: y ?? old.y, indices: indices, paths: paths)
  }

  /// On a device; the copy to a GPU goes on while the processor does other work.
  ///
  /// - Throws: What kept the batch from being made.
  public func moved(to device: Device) throws -> Batch {
    let (x, y) = try tensors.get()
    return Batch(x: try x.moving(to: device), y: try y.moving(to: device), indices: indices, paths: paths)
  }
}
