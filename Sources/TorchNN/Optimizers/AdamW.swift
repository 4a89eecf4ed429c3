import Torch

/// Adam with decoupled weight decay.
///
///     p ← p · (1 − lr · wd)
///     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
///     p ← p − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + eps)
///
/// Kingma and Ba 2014, arXiv:1412.6980; Loshchilov and Hutter 2017, arXiv:1711.05101. All parameters of a group go
/// through libtorch's fused kernel in one call. A group whose rule is `.l2` gets plain Adam.
public final class AdamW: Optimizer {
  public var groups: [ParameterGroup]
  public let beta2: Double, eps: Double
  var moments: [ObjectIdentifier: Moments] = [:]

  struct Moments { let first, second, step: Tensor }

  /// - Parameters:
  ///   - groups: What to train.
  ///   - beta2: How long squared gradients are remembered; 0.99 as fastai.
  ///   - eps: Keeps the division tame: 1e-8 as fastai 1; fastai 2 has 1e-5, which makes steps smaller where gradients
  ///     are.
  public init(_ groups: [ParameterGroup], beta2: Double = 0.99, eps: Double = 1e-8) {
    self.groups = groups
    (self.beta2, self.eps) = (beta2, eps)
  }

  public func step() throws {
    try withoutGrad { for group in groups { try step(group) } }
  }

  private func step(_ group: ParameterGroup) throws {
    let pairs = try group.withGradients()
    guard !pairs.isEmpty else { return }
    let moments = try pairs.map { try self.moments(of: $0.parameter) }
    _ = try Aten.foreachAdd_.results(of: [.tensors(moments.map(\.step)), .int(1)])
    let kernel = group.decayRule == .l2 ? Aten.fusedAdam_ : Aten.fusedAdamW_
    _ = try kernel.results(of: [
      .tensors(pairs.map(\.parameter.tensor)), .tensors(pairs.map(\.grad)), .tensors(moments.map(\.first)),
      .tensors(moments.map(\.second)), .tensors([]), .tensors(moments.map(\.step)), .double(group.learningRate),
      .double(group.momentum), .double(beta2), .double(group.weightDecay), .double(eps), .bool(false), .bool(false),
    ])
  }

  private func moments(of parameter: Parameter) throws -> Moments {
    let key = ObjectIdentifier(parameter)
    if let known = moments[key] { return known }
    let tensor = try parameter.tensor.detached()
    let new = Moments(
      first: try .zeros(like: tensor), second: try .zeros(like: tensor), step: try .full([], 0, device: tensor.device))
    moments[key] = new
    return new
  }
}
