import Torch
package import TorchNN

// What the CPU's own kernels compute of a ResNet: all of it.

extension CNN: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try plan.add(head, to: plan.add(body, to: x))
  }
}

extension ResNet: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try children.reduce(x) { try plan.add($1.module, to: $0) }
  }
}

extension BasicBlock: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try plan.addBlock([(conv1, bn1), (conv2, bn2)], around: downsample, to: x, for: self)
  }
}

extension Bottleneck: PlannedModule {
  package func plan(_ x: InferencePlan.Value, in plan: inout InferencePlan) throws -> InferencePlan.Value {
    try plan.addBlock([(conv1, bn1), (conv2, bn2), (conv3, bn3)], around: downsample, to: x, for: self)
  }
}

extension InferencePlan {
  /// Convolutions with ReLU between them, the shortcut added, and ReLU. The shortcut comes first: the last convolution
  /// adds it on its way to memory.
  fileprivate mutating func addBlock(
    _ layers: [(conv: Conv2d, norm: BatchNorm2d)], around downsample: Sequential?, to x: Value, for module: Module
  ) throws -> Value {
    let shortcut = try downsample.map { try add($0, to: x) } ?? x
    var y = x
    for (index, layer) in layers.enumerated() {
      if index > 0 { y = try add(ReLU(), to: y) }
      y = try add(layer.norm, to: add(layer.conv, to: y))
    }
    return try addReLU(y, plus: shortcut, for: module)
  }
}
