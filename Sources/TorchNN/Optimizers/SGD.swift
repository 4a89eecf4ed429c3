import Torch

/// Stochastic gradient descent with momentum and L2 decay, as PyTorch's.
///
///     g ← g + wd · p        b ← momentum · b + g  (the first time, b ← g)        p ← p − lr · b
public final class SGD: Optimizer {
  public var groups: [ParameterGroup]
  var buffers: [ObjectIdentifier: Tensor] = [:]

  public init(_ groups: [ParameterGroup]) { self.groups = groups }

  public func step() throws {
    try withoutGrad { for group in groups { try step(group) } }
  }

  private func step(_ group: ParameterGroup) throws {
    for (parameter, grad) in try group.withGradients() {
      let p = parameter.tensor
      var update = group.weightDecay == 0 ? grad : try grad + p * group.weightDecay
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
