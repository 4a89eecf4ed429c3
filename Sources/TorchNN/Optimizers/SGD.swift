import Torch

/// Stochastic gradient descent with momentum, as PyTorch's.
///
///     g ← g + wd · p        b ← momentum · b + g  (the first time, b ← g)        p ← p − lr · b
///
/// A group whose rule is `.decoupled` decays as in ``AdamW`` instead.
public final class SGD: Optimizer {
  public var groups: [ParameterGroup]
  var buffers: [ObjectIdentifier: Tensor] = [:]

  public init(_ groups: [ParameterGroup]) { self.groups = groups }

  public func step() throws {
    try withoutGrad { for group in groups { try step(group) } }
  }

  private func step(_ group: ParameterGroup) throws {
    let decay = group.decayRule == .decoupled ? 0 : group.weightDecay
    let kept = group.decayRule == .decoupled ? 1 - group.learningRate * group.weightDecay : 1
    for (parameter, grad) in try group.withGradients() {
      let p = parameter.tensor
      if kept != 1 { try p *= kept }
      var update = decay == 0 ? grad : try grad + p * decay
      if group.momentum != 0 { update = try accumulate(update, for: parameter, momentum: group.momentum) }
      try p -= update * group.learningRate
    }
  }

  private func accumulate(_ update: Tensor, for parameter: Parameter, momentum: Double) throws -> Tensor {
    let key = ObjectIdentifier(parameter)
    guard let buffer = buffers[key] else {
      let first = try update.cloned()
      buffers[key] = first
      return first
    }
    try buffer *= momentum
    try buffer += update
    return buffer
  }
}
