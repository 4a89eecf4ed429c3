public import Torch
public import TorchNN

/// What training makes small, and how its network's raw outputs are read.
public struct LossFunction: Sendable {
  public let name: String
  /// Raw outputs and targets to the loss: one number for the batch, or one for each item.
  public let compute: @Sendable (Tensor, Tensor, Reduction) throws -> Tensor
  /// Raw outputs to predictions: probabilities for classes.
  public let activation: @Sendable (Tensor) throws -> Tensor

  public init(
    _ name: String, activation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 },
    compute: @escaping @Sendable (Tensor, Tensor, Reduction) throws -> Tensor
  ) {
    (self.name, self.activation, self.compute) = (name, activation, compute)
  }

  /// One class of several: softmax and cross-entropy.
  public static let crossEntropy = LossFunction("cross_entropy", activation: { try $0.softmax() }) {
    try TorchNN.crossEntropy($0, $1, reduction: $2)
  }

  /// Numbers: the mean squared error.
  public static let mse = LossFunction("mse") { try TorchNN.mse($0, $1, reduction: $2) }
}
