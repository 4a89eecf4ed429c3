import Torch

/// A module that knows which of the kernels' layers compute it in evaluation.
package protocol PlannedModule: Module {
  /// Adds its layers behind `x`.
  ///
  /// - Throws: `InferencePlan.Unsupported` when its settings are none that the kernels compute.
  func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value
}

extension Sequential: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try modules.reduce(x) { try plan.add($1, to: $0) }
  }
}

extension Conv2d: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    let shape = weight.tensor.shape
    guard groups == 1, dilation == 1, shape[2] == shape[3], shape[1] == x.channels, !x.isVector else {
      throw InferencePlan.Unsupported(self)
    }
    var layer = InferenceLayer(.convolution, input: x.layer)
    (layer.kernel, layer.stride, layer.padding, layer.outChannels) = (shape[2], stride, padding, shape[0])
    layer.weight = try FloatMemory(weight.tensor)
    layer.bias = try bias?.tensor.scalars(as: Float.self)
    return plan.append(layer, channels: shape[0], isVector: false)
  }
}

extension Linear: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    let shape = weight.tensor.shape
    guard x.isVector, shape[1] == x.channels else { throw InferencePlan.Unsupported(self) }
    var layer = InferenceLayer(.convolution, input: x.layer)
    (layer.kernel, layer.stride, layer.outChannels) = (1, 1, shape[0])
    layer.weight = try FloatMemory(weight.tensor)
    layer.bias = try bias?.tensor.scalars(as: Float.self)
    if let affine = x.affine { layer.foldIntoInputs(affine) }
    return plan.append(layer, channels: shape[0], isVector: true)
  }
}

extension BatchNorm: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    let affine = try Affine(self)
    guard affine.scale.count == x.channels else { throw InferencePlan.Unsupported(self) }
    if plan.isOpen(x) {
      plan.fold(affine, into: x)
      return x
    }
    guard x.isVector, x.affine == nil else { throw InferencePlan.Unsupported(self) }
    var y = x
    y.affine = affine
    return y
  }
}

extension ReLU: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try plan.addReLU(x, for: self)
  }
}

extension MaxPool2d: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    guard !ceilMode, !x.isVector, x.layer >= 0 else { throw InferencePlan.Unsupported(self) }
    var layer = InferenceLayer(.maxPool, input: x.layer)
    (layer.kernel, layer.stride, layer.padding) = (kernelSize, stride, padding)
    return plan.append(layer, channels: x.channels, isVector: false)
  }
}

extension AdaptiveConcatPool2d: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    guard outputSize == 1, !x.isVector, x.layer >= 0 else { throw InferencePlan.Unsupported(self) }
    return plan.append(InferenceLayer(.maxAndMean, input: x.layer), channels: 2 * x.channels, isVector: true)
  }
}

extension AdaptiveAvgPool2d: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    guard outputSize == 1, !x.isVector, x.layer >= 0 else { throw InferencePlan.Unsupported(self) }
    return plan.append(InferenceLayer(.mean, input: x.layer), channels: x.channels, isVector: true)
  }
}

extension Flatten: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    guard x.isVector else { throw InferencePlan.Unsupported(self) }
    return x
  }
}

extension Dropout: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value { x }
}
