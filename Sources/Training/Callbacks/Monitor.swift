/// Which figure of an epoch decides whether it was better than those before.
public struct Monitor: Sendable, Hashable {
  /// Which way is better.
  public enum Mode: Sendable, Hashable {
    /// Smaller when the name has `loss` or `error` in it, else larger (fastai's rule).
    case auto
    case smaller, larger
  }

  /// `train_loss`, `valid_loss` or a metric's name.
  public let name: String
  public let smallerIsBetter: Bool
  /// Changes up to this are none.
  public let minDelta: Double

  public init(_ name: String = "valid_loss", mode: Mode = .auto, minDelta: Double = 0) {
    (self.name, self.minDelta) = (name, minDelta)
    let guessed = name.contains("loss") || name.contains("error")
    smallerIsBetter = mode == .smaller || (mode == .auto && guessed)
  }

  /// The figure of the last epoch; nil when it was not validated.
  public func value(_ learn: Learner) -> Double? {
    guard let epoch = learn.recorder.epochs.last, epoch.epoch == learn.state.epoch else { return nil }
    switch name {
    case "train_loss": return epoch.trainLoss
    case "valid_loss": return epoch.validLoss
    default:
      let place = learn.metrics.firstIndex { $0.name == name }
      return place.flatMap { epoch.metrics.indices.contains($0) ? epoch.metrics[$0] : nil }
    }
  }

  /// - Throws: ``LearnerError`` when there will be no such figure.
  func check(_ learn: Learner) throws {
    let onValidation = (learn.data.valid?.batchCount ?? 0) > 0 ? ["valid_loss"] + learn.metrics.map(\.name) : []
    let names = ["train_loss"] + onValidation
    guard !names.contains(name) else { return }
    throw LearnerError(
      .usage, "there is no figure '\(name)' to watch", remedy: "one of \(names.joined(separator: ", "))")
  }
}

/// The best value so far.
struct BestValue {
  let monitor: Monitor
  private(set) var best: Double?

  init(_ monitor: Monitor, best: Double? = nil) { (self.monitor, self.best) = (monitor, best) }

  /// Whether the value is better than all before, which it then replaces. NaN never is.
  mutating func improves(with value: Double) -> Bool {
    guard !value.isNaN else { return false }
    let isBetter = best.map {
      monitor.smallerIsBetter ? value < $0 - monitor.minDelta : value > $0 + monitor.minDelta
    }
    guard isBetter ?? true else { return false }
    best = value
    return true
  }
}
