import Foundation
import Torch
import TorchNN

/// What runs a classifier's network: the CPU's own kernels, or libtorch.
enum InferenceEngine {
  case kernels(InferenceNetwork)
  case module(Module)

  /// The network of a model file. The kernels copy what they need, so that the file may change afterwards.
  ///
  /// - Throws: `LearnerError` when the weights do not fit the description.
  init(_ file: ModelFile, threads: Int, batchSize: Int) throws {
    if Self.wantsKernels,
      let network = Self.network(
        try file.makeMappedModel(), size: file.description.size, threads: threads, batchSize: batchSize)
    {
      self = .kernels(network)
    } else {
      self = .module(try file.makeModel())
    }
  }

  /// A network in evaluation.
  init(_ model: Module, size: ImageSize, threads: Int, batchSize: Int) {
    let network =
      Self.wantsKernels ? Self.network(model, size: size, threads: threads, batchSize: batchSize) : nil
    self = network.map(Self.kernels) ?? .module(model)
  }

  private static var wantsKernels: Bool { ProcessInfo.processInfo.environment["FASTAI_CONV"] != "direct" }

  /// Nil when the kernels do not know the network, or cannot have the memory that they want, or the pictures are no squares.
  private static func network(
    _ model: Module, size: ImageSize, threads: Int, batchSize: Int
  ) -> InferenceNetwork? {
    guard size.isSquare, let plan = try? InferencePlan(model) else { return nil }
    return try? InferenceNetwork(plan, size: size.height, batchSize: batchSize, threads: threads)
  }

  /// The network's outputs for a batch of pictures, `[N, K]`.
  func scores(of batch: PixelBatch, _ normalization: Normalization) throws -> [Float] {
    switch self {
    case .kernels(let network):
      return try withExtendedLifetime(batch) {
        try network.scores(
          of: batch.pixels, count: batch.count, size: batch.size.height, scale: normalization.scale,
          shift: normalization.shift)
      }
    case .module(let model):
      let x = try batch.tensor(normalization)
      return try withoutGrad { try model(x) }.scalars(as: Float.self)
    }
  }
}
