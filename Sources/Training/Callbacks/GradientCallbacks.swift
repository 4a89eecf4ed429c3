import Torch
import TorchNN

/// Shortens the gradients of all parameters together to a length (fastai: `GradientClipping`).
public final class GradientClipping: TrainingModifier {
  private let maxNorm: Double

  public init(_ maxNorm: Double = 0.1) { self.maxNorm = maxNorm }

  public let order = 10  // after those that change gradients

  public func beforeFit(_ learn: Learner) throws {
    guard maxNorm > 0 else {
      throw LearnerError(.usage, "gradients cannot be clipped to \(maxNorm)", remedy: "a positive length: 0.1")
    }
  }

  public func afterBackward(_ learn: Learner) throws -> Flow {
    if !learn.state.skipsStep { try clipGradientNorm(learn.optimizer?.gradients() ?? [], to: maxNorm) }
    return .proceed
  }
}

/// Makes one step for several batches, as if they were one (fastai: `AccumulateScheduler`): the gradients are those of
/// the mean over all their items. Batch norm still sees single batches.
public final class GradientAccumulation: TrainingModifier {
  private let batches: Int
  private let dropsLast: Bool
  private var waiting = (batches: 0, items: 0)

  /// - Parameters:
  ///   - batches: In a step (fastai: `n_step`).
  ///   - dropsLast: Forget what is left at the end of an epoch, in place of a step with it.
  public init(every batches: Int, dropsLast: Bool = false) { (self.batches, self.dropsLast) = (batches, dropsLast) }

  public func beforeFit(_ learn: Learner) throws {
    guard batches > 0 else { throw LearnerError(.usage, "a step for \(batches) batches", remedy: "1 or more") }
    waiting = (0, 0)
  }

  /// From the mean over the batch to the sum, so that batches of other sizes count as their items.
  public func afterLoss(_ learn: Learner) throws -> Flow {
    guard let count = learn.state.batch?.count, let loss = learn.state.lossTensor else { return .proceed }
    learn.state.lossTensor = try loss * count
    waiting = (waiting.batches + 1, waiting.items + count)
    return .proceed
  }

  public func afterBackward(_ learn: Learner) throws -> Flow {
    let isLast = learn.state.batchIndex == learn.state.batchCount - 1
    let isFull = waiting.batches >= batches
    guard isFull || isLast else {
      (learn.state.skipsStep, learn.state.skipsZeroGrad) = (true, true)
      return .proceed
    }
    if !isFull, dropsLast {
      learn.state.skipsStep = true
    } else {
      try scaleInPlace(learn.optimizer?.gradients() ?? [], by: 1 / Double(max(waiting.items, 1)))
    }
    waiting = (0, 0)
    return .proceed
  }
}

/// Keeps batch norm layers that do not train in evaluation, so that their running statistics stay (fastai: `BnFreeze`):
/// for frozen layers with `trainBN` off.
public final class BnFreeze: TrainingModifier {
  public init() {}

  public func beforeEpoch(_ learn: Learner) -> Flow {
    for case let layer as BatchNorm in learn.model.namedModules.map(\.module) where !layer.weight.requiresGrad {
      layer.eval()
    }
    return .proceed
  }
}

extension Learner {
  /// Shortens gradients to a length in every fit from now on (fastai: `clip_grad`).
  @discardableResult
  public func clipGradients(_ maxNorm: Double = 0.1) -> Self {
    callbacks.removeAll { $0 is GradientClipping }
    callbacks.append(GradientClipping(maxNorm))
    return self
  }

  /// Trains on mixtures of pairs in every fit from now on (fastai: `learn.mixup`): see ``MixUp``.
  @discardableResult
  public func mixup(alpha: Double = 0.4) -> Self {
    callbacks.removeAll { $0 is MixUp }
    callbacks.append(MixUp(alpha: alpha))
    return self
  }
}
