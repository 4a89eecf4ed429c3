import Torch
import TorchNN

/// A learner as it is: put back, nothing tells that it was used in between.
struct LearnerSnapshot {
  private let weights: [(name: String, tensor: Tensor)]
  private let optimizer: (any Optimizer)?
  private let random: Tensor
  private let passes: (train: Int, valid: Int)
  private let state: TrainingState
  private let isTraining: Bool

  init(_ learn: Learner) throws {
    weights = try learn.model.stateDictionary.entries.map { ($0.name, try $0.tensor.detached().cloned()) }
    random = try randomState()
    (optimizer, passes, state) = (learn.optimizer, learn.data.passes, learn.state)
    isTraining = learn.model.isTraining
  }

  func restore(_ learn: Learner) throws {
    try learn.model.zeroGrad()
    try learn.model.load(StateDictionary(weights))
    learn.model.train(isTraining)
    try setRandomState(random)
    learn.data.passes = passes
    (learn.optimizer, learn.state) = (optimizer, state)
  }
}
