public import Torch
public import TorchNN

/// What training makes small, and how its network's raw outputs are read.
public struct LossFunction: Sendable {
  public let name: String
  /// Raw outputs and targets to the loss: one number for the batch, or one for each item.
  public let compute: @Sendable (Tensor, Tensor, Reduction) throws -> Tensor
  /// Raw outputs to predictions: probabilities for classes.
  public let activation: @Sendable (Tensor) throws -> Tensor
  /// Predictions to outputs that give them: what the loss of averaged predictions is computed from.
  public let inverseActivation: @Sendable (Tensor) throws -> Tensor

  public init(
    _ name: String, activation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 },
    inverseActivation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 },
    compute: @escaping @Sendable (Tensor, Tensor, Reduction) throws -> Tensor
  ) {
    (self.name, self.compute) = (name, compute)
    (self.activation, self.inverseActivation) = (activation, inverseActivation)
  }

  /// One class of several: softmax and cross-entropy.
  public static let crossEntropy = crossEntropy(labelSmoothing: 0)

  /// One class of several, with other wishes (fastai: `LabelSmoothingCrossEntropy`, `CrossEntropyLoss(weight)`).
  ///
  /// - Parameters:
  ///   - labelSmoothing: The share of the target's probability spread over all classes: 0.1 is usual.
  ///   - classWeights: How much each class counts, in the order of their indices; see ``balancedWeights(counts:)``.
  /// - Returns: The loss.
  public static func crossEntropy(labelSmoothing: Double, classWeights: [Double]? = nil) -> LossFunction {
    LossFunction("cross_entropy", activation: { try $0.softmax() }, inverseActivation: { try logarithm($0) }) {
      outputs, targets, reduction in
      let weight = try classWeights.map { try Tensor($0).to(outputs.dtype).to(outputs.device) }
      return try TorchNN.crossEntropy(
        outputs, targets, weight: weight, labelSmoothing: labelSmoothing, reduction: reduction)
    }
  }

  /// Weights that make every class count alike: `N / (C · count)`, as scikit-learn's `balanced`; 0 for a class without
  /// items.
  public static func balancedWeights(counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.map { $0 > 0 ? total / (Double(counts.count) * Double($0)) : 0 }
  }

  /// Any number of classes at once: a sigmoid and the cross-entropy of each class.
  public static let binaryCrossEntropy = binaryCrossEntropy(positiveWeights: nil)

  /// Any number of classes at once, with a weight for the positive answers of each (PyTorch: `pos_weight`).
  public static func binaryCrossEntropy(positiveWeights: [Double]?) -> LossFunction {
    LossFunction(
      "binary_cross_entropy", activation: { try $0.sigmoid() },
      inverseActivation: { try logarithm($0) - logarithm(1 - $0) }
    ) { outputs, targets, reduction in
      let weight = try positiveWeights.map { try Tensor($0).to(outputs.dtype).to(outputs.device) }
      let loss = try TorchNN.binaryCrossEntropy(
        outputs, targets.to(outputs.dtype), positiveWeight: weight, reduction: reduction)
      return reduction == .none ? try meanOfItem(loss) : loss
    }
  }

  /// Numbers: the mean squared error.
  public static let mse = LossFunction("mse") {
    let loss = try TorchNN.mse($0, $1, reduction: $2)
    return $2 == .none ? try meanOfItem(loss) : loss
  }

  /// Numbers: the mean absolute error.
  public static let l1 = LossFunction("l1") {
    let loss = try TorchNN.l1($0, $1, reduction: $2)
    return $2 == .none ? try meanOfItem(loss) : loss
  }

  /// Log-probabilities that the network computes itself: the negative log-likelihood.
  public static let nll = LossFunction("nll", activation: { try $0.exp() }, inverseActivation: { try logarithm($0) }) {
    try TorchNN.nll($0, $1, reduction: $2)
  }

  /// What goes with the kind of the targets.
  public static func fitting(_ kind: TargetKind) -> LossFunction {
    switch kind {
    case .category: .crossEntropy
    case .multiCategory: .binaryCrossEntropy
    case .numbers: .mse
    }
  }

  /// One number for each item of `[N, …]`.
  private static func meanOfItem(_ loss: Tensor) throws -> Tensor {
    loss.rank > 1 ? try loss.flattened(from: 1).mean(dimensions: 1) : loss
  }

  /// Finite also at 0, where float32 leaves no other choice.
  private static func logarithm(_ p: Tensor) throws -> Tensor { try p.clamped(to: 1e-38...1).log() }
}
