import Torch

/// Parameters that share their hyper-parameters.
public struct ParameterGroup {
  public let parameters: [Parameter]
  public var learningRate: Double
  /// The share that decay takes from a weight each step is `learningRate · weightDecay`.
  public var weightDecay: Double
  /// Momentum of SGD, β₁ of Adam.
  public var momentum: Double

  public init(_ parameters: [Parameter], learningRate: Double = 3e-3, weightDecay: Double = 0, momentum: Double = 0.9) {
    self.parameters = parameters
    (self.learningRate, self.weightDecay, self.momentum) = (learningRate, weightDecay, momentum)
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
}

extension ParameterGroup {
  /// The parameters that have a gradient now, with it.
  func withGradients() throws -> [(parameter: Parameter, grad: Tensor)] {
    try parameters.compactMap { parameter in try parameter.tensor.gradIfPresent.map { (parameter, $0) } }
  }
}
