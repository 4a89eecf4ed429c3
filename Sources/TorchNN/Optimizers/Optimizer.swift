public import Torch

/// How weights decay.
public enum WeightDecayRule: Sendable, Hashable {
  /// `p ← p · (1 − lr · wd)` before the step (fastai: `true_wd=True`). Loshchilov and Hutter 2017, arXiv:1711.05101.
  case decoupled
  /// `g ← g + wd · p`: added to the gradient.
  case l2
}

/// Parameters that share their hyper-parameters.
public struct ParameterGroup {
  public let parameters: [Parameter]
  public var learningRate: Double
  public var weightDecay: Double
  /// Momentum of SGD, β₁ of Adam.
  public var momentum: Double
  /// How weights decay; nil for the optimizer's own way: ``AdamW`` decouples, ``SGD`` adds to the gradient.
  public var decayRule: WeightDecayRule?

  public init(
    _ parameters: [Parameter], learningRate: Double = 3e-3, weightDecay: Double = 0, momentum: Double = 0.9,
    decayRule: WeightDecayRule? = nil
  ) {
    self.parameters = parameters
    (self.learningRate, self.weightDecay, self.momentum) = (learningRate, weightDecay, momentum)
    self.decayRule = decayRule
  }
}

/// Changes parameters by their gradients.
public protocol Optimizer: AnyObject {
  var groups: [ParameterGroup] { get set }

  /// One step for every parameter that has a gradient.
  func step() throws
}

extension Optimizer {
  /// Drops all gradients.
  public func zeroGrad() throws {
    for group in groups { for parameter in group.parameters { try parameter.tensor.clearGrad() } }
  }

  /// The gradients that there are now, over all groups.
  public func gradients() throws -> [Tensor] {
    try groups.flatMap { try $0.parameters.compactMap { try $0.tensor.gradIfPresent } }
  }
}

extension ParameterGroup {
  /// The parameters that have a gradient now, with it.
  func withGradients() throws -> [(parameter: Parameter, grad: Tensor)] {
    try parameters.compactMap { parameter in try parameter.tensor.gradIfPresent.map { (parameter, $0) } }
  }
}
