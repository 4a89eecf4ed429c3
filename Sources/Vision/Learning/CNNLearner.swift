public import SystemPackage
public import Torch
import TorchNN
public import Training

/// Where a body's weights come from.
public enum InitialWeights: Sendable, Hashable {
  /// The official ImageNet weights, from `$FASTAI_WEIGHTS_DIR` or the cache.
  case pretrained
  /// A file: safetensors or PyTorch's.
  case file(FilePath)
  /// Random: the network learns from your images alone.
  case random
}

/// A learner for images: a pretrained body, a new head, three layer groups, the body frozen (fastai: `cnn_learner`).
///
///     let learn = try cnnLearner(data, .resnet34, metrics: [.errorRate])
///     try learn.fitOneCycle(4)
///
/// - Parameters:
///   - data: What the head is for: one output for each class, or for each number (`data.c`).
///   - architecture: Which network.
///   - weights: With `.random` nothing is frozen.
///   - dropout: Of the head's last layer; its first has half (fastai: `ps`).
///   - hidden: Sizes of the head's hidden layers (fastai: `lin_ftrs`).
///   - loss: What to make small (fastai: `loss_func`); by default what goes with the data's targets: cross-entropy for one
///     class, binary cross-entropy for any number of classes, the mean squared error for numbers.
///   - metrics: Computed on the validation set after each epoch.
///   - callbacks: Take part in every `fit`.
///   - device: Where the network is.
/// - Returns: A learner with the body frozen, unless its weights are random.
/// - Throws: `LearnerError` with code `.unavailable` when pretrained weights are not at hand, `.mismatch` when a file
///   holds another network.
public func cnnLearner(
  _ data: ImageDataBunch, _ architecture: Architecture, weights: InitialWeights = .pretrained, dropout: Double = 0.5,
  hidden: [Int] = [512], loss: LossFunction? = nil, metrics: [Metric] = [],
  callbacks: [any Callback] = [ProgressReporter()], device: Device = .default
) throws -> Learner {
  let model = try CNN(
    architecture, body: makeBody(architecture, weights), classCount: data.c, hidden: hidden, dropout: dropout)
  let learn = try Learner(data, model, loss: loss, metrics: metrics, callbacks: callbacks, device: device)
  if weights != .random { try learn.freeze() }
  return learn
}

/// The name that the lesson of 2018 used for ``cnnLearner(_:_:weights:dropout:hidden:loss:metrics:callbacks:device:)``.
public func createCNN(
  _ data: ImageDataBunch, _ architecture: Architecture, metrics: [Metric] = []
) throws -> Learner {
  try cnnLearner(data, architecture, metrics: metrics)
}

private func makeBody(_ architecture: Architecture, _ weights: InitialWeights) throws -> Sequential {
  guard let path = try file(of: weights, for: architecture) else { return try createBody(architecture) }
  let state = try StateDictionary(contentsOf: path)
  do {
    return try createBody(architecture, weights: state)
  } catch let error as TorchError {
    throw LearnerError(
      .mismatch, "\(path) does not hold the weights of \(architecture)",
      remedy: "name the architecture that they were saved from, or give the weights of \(architecture)", cause: error)
  }
}

private func file(of weights: InitialWeights, for architecture: Architecture) throws -> FilePath? {
  switch weights {
  case .random: return nil
  case .file(let path): return path
  case .pretrained:
    if let path = PretrainedWeights(for: architecture)?.located() { return path }
    throw LearnerError(
      .unavailable, "the pretrained weights of \(architecture) are not on this machine",
      remedy: "run `fastai weights fetch \(architecture)`, or set FASTAI_WEIGHTS_DIR to their folder, or train from "
        + "random weights (`weights: .random`, `--weights none`)")
  }
}
