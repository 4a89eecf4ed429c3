import Foundation
import TorchNN

/// What training looked like: losses, rates and metrics, reset at each `fit`.
public final class Recorder: Callback {
  /// One row of the epoch table.
  public struct Epoch: Sendable, Codable, Hashable {
    /// From 0.
    public let epoch: Int
    /// The smoothed loss at the end of the epoch, not the epoch's mean.
    public let trainLoss: Double
    /// The mean over the validation set; nil without one.
    public let validLoss: Double?
    /// In the order of the learner's metrics; empty without a validation set.
    public let metrics: [Double]
    public let seconds: Double
  }

  /// The smoothed loss after each training batch.
  public internal(set) var losses: [Double] = []
  /// The last layer group's learning rate in each training batch.
  public internal(set) var learningRates: [Double] = []
  /// The last layer group's momentum in each training batch.
  public internal(set) var momentums: [Double] = []
  public internal(set) var epochs: [Epoch] = []
  /// Training batches done by the end of each epoch (fastai: the sums of `nb_batches`).
  public internal(set) var batchCounts: [Int] = []
  /// Of the metrics, in the order of each epoch's.
  public internal(set) var metricNames: [String] = []

  /// The mean loss over the validation set after each epoch that had one.
  public var validLosses: [Double] { epochs.compactMap(\.validLoss) }

  var smoother = LossSmoother()
  private var epochStart = Date()

  public let order = -10

  public func beforeFit(_ learn: Learner) {
    (losses, learningRates, momentums, epochs, batchCounts) = ([], [], [], [], [])
    metricNames = learn.metrics.map(\.name)
    smoother = LossSmoother()
  }

  public func beforeEpoch(_ learn: Learner) -> Flow {
    epochStart = Date()
    return .proceed
  }

  public func afterLoss(_ learn: Learner) throws -> Flow {
    losses.append(smoother.add(learn.state.loss))
    if let group = learn.optimizer?.groups.last {
      learningRates.append(group.learningRate)
      momentums.append(group.momentum)
    }
    return .proceed
  }

  public func afterEpoch(_ learn: Learner) -> Flow {
    let validation = learn.state.validation
    batchCounts.append(losses.count)
    epochs.append(
      Epoch(
        epoch: learn.state.epoch, trainLoss: losses.last ?? .nan, validLoss: validation?.loss,
        metrics: validation?.metrics ?? [], seconds: Date().timeIntervalSince(epochStart)))
    return .proceed
  }
}

/// An exponential mean without the pull of its start: `m ← 0.98·m + 0.02·loss`, shown `m / (1 − 0.98ᵏ)`.
struct LossSmoother: Codable {
  private static let beta = 0.98  // fastai: basic_train.py, Recorder and SmoothenValue
  private(set) var mean = 0.0
  private(set) var weight = 1.0

  mutating func add(_ loss: Double) -> Double {
    mean = Self.beta * mean + (1 - Self.beta) * loss
    weight *= Self.beta
    return mean / (1 - weight)
  }
}
