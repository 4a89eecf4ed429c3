/// What loading restored of an optimizer's memory, parameter by parameter.
public struct OptimizerReport: Sendable, CustomStringConvertible {
  /// Names of the parameters whose state was put back.
  public internal(set) var restored: [String] = []
  /// They train now, and the file has no state of them: they start anew.
  public internal(set) var withoutState: [String] = []
  /// The file has their state, and they do not train now.
  public internal(set) var notTraining: [String] = []
  /// Their state in the file is of another optimizer or shape, and was left out.
  public internal(set) var unfit: [String] = []

  public var isComplete: Bool { withoutState.isEmpty && notTraining.isEmpty && unfit.isEmpty }

  public var description: String {
    let parts = [
      ("restored", restored), ("start anew", withoutState), ("in the file, but not training", notTraining),
      ("of another optimizer or shape", unfit),
    ]
    return "optimizer: "
      + parts.filter { !$1.isEmpty || $0 == "restored" }.map { "\($1.count) \($0)" }.joined(separator: ", ")
  }
}

/// What ``Learner/load(_:withOptimizer:)`` put back.
public struct RestoreReport: Sendable, CustomStringConvertible {
  /// Nil when the file has none, or none was asked for: the optimizer starts anew.
  public let optimizer: OptimizerReport?
  /// How many tensors of the network were read: all that it has.
  public let weightCount: Int

  /// Whether nothing of the file was left out.
  public var isComplete: Bool { optimizer?.isComplete ?? true }

  public var description: String {
    "weights: all \(weightCount) restored; " + (optimizer?.description ?? "optimizer: starts anew")
  }
}
