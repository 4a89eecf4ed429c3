public import Torch

/// An optimizer whose memory of earlier steps can be read and put back.
public protocol StatefulOptimizer: Optimizer {
  /// What it remembers of a parameter, under PyTorch's names; empty before the parameter's first step. The tensors
  /// themselves, not copies.
  func state(of parameter: Parameter) -> [String: Tensor]

  /// Takes up what ``state(of:)`` gave: copies of the tensors.
  ///
  /// - Throws: `TorchError` with code `.shape` when names or shapes are not those of this optimizer and parameter.
  func setState(_ state: [String: Tensor], of parameter: Parameter) throws
}

extension AdamW: StatefulOptimizer {
  public func state(of parameter: Parameter) -> [String: Tensor] {
    guard let known = moments[ObjectIdentifier(parameter)] else { return [:] }
    return ["exp_avg": known.first, "exp_avg_sq": known.second, "step": known.step]
  }

  public func setState(_ state: [String: Tensor], of parameter: Parameter) throws {
    let shape = parameter.tensor.shape
    let copies = try checked(state, of: parameter, shapes: ["exp_avg": shape, "exp_avg_sq": shape, "step": []])
    guard let first = copies["exp_avg"], let second = copies["exp_avg_sq"], let step = copies["step"] else { return }
    moments[ObjectIdentifier(parameter)] = Moments(first: first, second: second, step: try step.to(.float32))
  }
}

extension SGD: StatefulOptimizer {
  public func state(of parameter: Parameter) -> [String: Tensor] {
    buffers[ObjectIdentifier(parameter)].map { ["momentum_buffer": $0] } ?? [:]
  }

  public func setState(_ state: [String: Tensor], of parameter: Parameter) throws {
    let copies = try checked(state, of: parameter, shapes: ["momentum_buffer": parameter.tensor.shape])
    buffers[ObjectIdentifier(parameter)] = copies["momentum_buffer"]
  }
}

extension StatefulOptimizer {
  /// Copies of the state beside the parameter, with its layout, when names and shapes are as they must be.
  fileprivate func checked(
    _ state: [String: Tensor], of parameter: Parameter, shapes: [String: [Int]]
  ) throws -> [String: Tensor] {
    guard state.mapValues(\.shape) == shapes else {
      throw TorchError(
        .shape, operation: "setState", operands: [.init(name: "parameter", tensor: parameter.tensor)],
        message: "\(Self.self) keeps \(shapes), and not \(state.mapValues(\.shape))",
        remedy: "use the optimizer that the state was saved from, or let it start anew")
    }
    return try withoutGrad {
      try state.mapValues { tensor in
        let like = try parameter.tensor.detached()
        guard tensor.shape == like.shape else { return try tensor.to(like.device).cloned() }
        let copy = try Tensor.zeros(like: like)
        try copy.copy(from: tensor)
        return copy
      }
    }
  }
}
