package import Torch

// Layers that follow batch norm, computed with it in training: the numbers of one after the other, in fewer passes
// over memory, and without keeping what can be computed again in the backward pass. Where somebody observes one of the
// layers, each is called by itself.

/// `relu(norm(x) + residual)`.
package func fused(
  _ norm: BatchNorm, adding residual: Tensor? = nil, _ relu: ReLU, _ x: Tensor
) throws -> Tensor {
  guard norm.isFusible, relu.observers.isEmpty else {
    let out = try norm(x)
    if let residual { try out += residual }
    return try relu(out)
  }
  return try norm.training(x) {
    try Aten.trainingBatchNorm($0 + [.optional(residual), .bool(true)])
  }
}

/// `conv(relu(norm(x)))`.
package func fused(_ norm: BatchNorm, _ relu: ReLU, _ conv: Conv2d, _ x: Tensor) throws -> Tensor {
  guard norm.isFusible, relu.observers.isEmpty, conv.observers.isEmpty else { return try conv(fused(norm, relu, x)) }
  return try norm.training(x) {
    try Aten.batchNormReluConv2d(
      $0 + [
        .tensor(conv.weight.tensor), .optional(conv.bias?.tensor), .pair(conv.stride), .pair(conv.padding),
        .pair(conv.dilation), .int(conv.groups),
      ])
  }
}

/// `pool(relu(norm(x)))`.
package func fused(_ norm: BatchNorm, _ relu: ReLU, _ pool: MaxPool2d, _ x: Tensor) throws -> Tensor {
  guard norm.isFusible, relu.observers.isEmpty, pool.observers.isEmpty else { return try pool(fused(norm, relu, x)) }
  return try norm.training(x) {
    try Aten.batchNormReluMaxPool2d(
      $0 + [.pair(pool.kernelSize), .pair(pool.stride), .pair(pool.padding), .bool(pool.ceilMode)])
  }
}

/// One module after the other, those that can be fused together.
package func inSequence(_ modules: some Collection<Module>, _ x: Tensor) throws -> Tensor {
  var (x, rest) = (x, Array(modules)[...])
  while let module = rest.popFirst() {
    guard let norm = module as? BatchNorm, let relu = rest.first as? ReLU else {
      x = try module(x)
      continue
    }
    rest.removeFirst()
    if let conv = rest.first as? Conv2d {
      x = try fused(norm, relu, conv, x)
    } else if let pool = rest.first as? MaxPool2d {
      x = try fused(norm, relu, pool, x)
    } else {
      x = try fused(norm, relu, x)
      continue
    }
    rest.removeFirst()
  }
  return x
}

extension BatchNorm {
  fileprivate var isFusible: Bool { isTraining && observers.isEmpty }
}

extension OperatorArgument {
  fileprivate static func pair(_ value: Int) -> OperatorArgument { .ints([value, value]) }
}
