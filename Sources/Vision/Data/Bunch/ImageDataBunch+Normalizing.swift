public import Torch
public import Training

extension ImageDataBunch {
  /// How pixels become the network's inputs: ImageNet's statistics unless something else was said.
  public var normalization: Normalization { chosenNormalization ?? .imagenet }

  /// Says how pixels become the network's inputs.
  ///
  ///     let data = try ImageDataBunch(fromFolder: "data/bears").normalize(.imagenet)
  ///
  /// A network with pretrained weights wants the statistics that it was trained with.
  ///
  /// - Parameter statistics: Measured on one batch of training images when nil.
  /// - Returns: The same data bunch.
  /// - Throws: `LearnerError` when it was said before.
  @discardableResult
  public func normalize(_ statistics: Normalization? = nil) throws -> ImageDataBunch {
    guard chosenNormalization == nil else {
      throw LearnerError(.usage, "the data is normalized already", remedy: "call normalize once, or leave it out")
    }
    let chosen = try statistics ?? measured()
    chosenNormalization = chosen
    for loader in [train, fix, valid, test, single] { loader?.settings.normalization = chosen }
    return self
  }

  /// The mean and the unbiased standard deviation of each channel, over one training batch.
  private func measured() throws -> Normalization {
    let pixels = try denormalize(oneBatch(.train).x)
    let channels = try pixels.permuted(1, 0, 2, 3).flattened(from: 1)
    let (mean, count) = (try channels.mean(dimensions: 1, keepingDimensions: true), try channels.size(1))
    let squares = try (channels - mean) * (channels - mean)
    let variance: [Float] = try (squares.sum(dimensions: 1) / Float(max(count - 1, 1))).scalars()
    let std = variance.map { $0.squareRoot() }
    guard std.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw LearnerError(
        .data, "the images of a batch all have one colour", remedy: "give the statistics: `.imagenet`")
    }
    return Normalization(mean: try mean.scalars(), std: std)
  }

  /// Turns the network's inputs back into pixels from 0 to 1: `x · std + mean`.
  ///
  /// - Parameter x: `[N, 3, H, W]`.
  /// - Returns: The same shape, on the processor; not clamped.
  /// - Throws: `TorchError` for another shape.
  public func denormalize(_ x: Tensor) throws -> Tensor {
    let std = try Tensor(normalization.std, shape: [1, 3, 1, 1])
    let mean = try Tensor(normalization.mean, shape: [1, 3, 1, 1])
    return try x.to(.cpu).to(.float32) * std + mean
  }

  /// The first batch of the next pass, which is then made again when the pass begins (fastai: `one_batch`).
  ///
  /// - Throws: `LearnerError` when there is no such part, or it has no batch.
  public func oneBatch(_ part: DatasetPart = .train) throws -> Batch {
    guard let loader = loader(part),
      let batch = loader.batches(Array(loader.plan(pass: loader.passes).prefix(1)), pass: loader.passes).next()
    else {
      throw LearnerError(
        .data, "there is no batch of \(part.rawValue) images",
        remedy: part == .single ? "put an image in with setSingle" : "add images, or use a smaller batch size")
    }
    return batch
  }
}
