import Foundation
import Torch
import TorchNN
import Training

/// What runs a classifier's network: the CPU's own kernels, or libtorch.
enum InferenceEngine {
  /// With what stands behind the body, for heat maps.
  case kernels(InferenceNetwork, head: Sequential?)
  case module(Module)

  /// The network of a model file. The kernels copy what they need, so that the file may change afterwards.
  ///
  /// - Throws: `LearnerError` when the weights do not fit the description.
  init(_ file: ModelFile, threads: Int, batchSize: Int) throws {
    if Self.wantsKernels {
      let model = try file.makeMappedModel()
      let size = file.description.size
      if let network = Self.network(model, size: size, threads: threads, batchSize: batchSize) {
        try model.head.copyWeights()
        self = .kernels(network, head: model.head)
      } else {
        self = .module(try file.makeModel())
      }
    } else {
      self = .module(try file.makeModel())
    }
  }

  /// A network in evaluation.
  init(_ model: Module, size: ImageSize, threads: Int, batchSize: Int) {
    let network =
      Self.wantsKernels ? Self.network(model, size: size, threads: threads, batchSize: batchSize) : nil
    self = network.map { .kernels($0, head: nil) } ?? .module(model)
  }

  private static var wantsKernels: Bool { ProcessInfo.processInfo.environment["FASTAI_CONV"] != "direct" }

  /// Nil when the kernels do not know the network, or cannot have the memory that they want.
  private static func network(
    _ model: Module, size: ImageSize, threads: Int, batchSize: Int
  ) -> InferenceNetwork? {
    guard let plan = try? InferencePlan(model) else { return nil }
    return try? InferenceNetwork(
      plan, height: size.height, width: size.width, batchSize: batchSize, threads: threads)
  }

  /// The network's outputs for a batch of pictures, `[N, K]`.
  func scores(of batch: PixelBatch, _ normalization: Normalization) throws -> [Float] {
    switch self {
    case .kernels(let network, _):
      return try withExtendedLifetime(batch) {
        try network.scores(
          of: batch.pixels, count: batch.count, height: batch.size.height, width: batch.size.width,
          scale: normalization.scale, shift: normalization.shift)
      }
    case .module(let model):
      let x = try batch.tensor(normalization)
      return try withoutGrad { try model(x) }.scalars(as: Float.self)
    }
  }
  /// What the body makes of a batch of pictures, `[N, C, H′, W′]`, and the head that judges it.
  ///
  /// - Throws: `LearnerError` when the network has no head that is known.
  func features(of batch: PixelBatch, _ normalization: Normalization) throws -> (features: Tensor, head: Sequential) {
    switch self {
    case .kernels(let network, let head?):
      let features = try withExtendedLifetime(batch) {
        try network.features(
          of: batch.pixels, count: batch.count, height: batch.size.height, width: batch.size.width,
          scale: normalization.scale, shift: normalization.shift)
      }
      return (features, head)
    case .module(let cnn as CNN):
      let x = try batch.tensor(normalization)
      return (try withoutGrad { try cnn.body(x) }, cnn.head)
    default: throw LearnerError(.usage, "a network without a body and a head has no heat maps")
    }
  }
}

extension Module {
  /// Has its weights in memory of its own from now on, and no longer in a file.
  fileprivate func copyWeights() throws {
    try withoutGrad {
      try adopt(StateDictionary(stateDictionary.entries.map { ($0.name, try $0.tensor.detached().cloned()) }))
    }
  }
}
