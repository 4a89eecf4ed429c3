import Torch

/// The layers of a network in evaluation, as the CPU's own kernels run them: batch norm folded into the layer before or
/// after it, ReLU and residual additions as parts of convolutions.
package struct InferencePlan {
  /// A result on its way to the next layer.
  package struct Value {
    /// -1: the pictures.
    let layer: Int
    package let channels: Int
    /// Whether it is one pixel, `[N, F]`.
    let isVector: Bool
    /// A batch norm that waits for a linear layer to be folded into.
    var affine: Affine?
  }

  /// A module that the kernels do not compute: the whole network then runs by libtorch.
  package struct Unsupported: Error {
    package let module: String
    package init(_ module: Module) { self.module = "\(type(of: module))" }
  }

  private(set) var layers: [InferenceLayer] = []

  /// - Throws: ``Unsupported`` when a module is one that the kernels do not compute.
  package init(_ network: Module, inChannels: Int = 3) throws {
    _ = try add(network, to: Value(layer: -1, channels: inChannels, isVector: false))
  }

  /// Adds the layers of a module.
  package mutating func add(_ module: Module, to x: Value) throws -> Value {
    guard let module = module as? any PlannedModule else { throw Unsupported(module) }
    return try module.plan(x, in: &self)
  }

  /// `relu(x + residual)`, for an `x` that a convolution has just made.
  package mutating func addReLU(_ x: Value, plus residual: Value, for module: Module) throws -> Value {
    guard x.layer > residual.layer, residual.layer >= 0, residual.channels == x.channels, isOpen(x),
      residual.affine == nil
    else { throw Unsupported(module) }
    layers[x.layer].residual = residual.layer
    layers[x.layer].hasReLU = true
    return x
  }

  // MARK: What the layers do

  mutating func append(_ layer: InferenceLayer, channels: Int, isVector: Bool) -> Value {
    layers.append(layer)
    return Value(layer: layers.count - 1, channels: channels, isVector: isVector)
  }

  /// Folds `y = scale · x + shift` into the convolution that made `x`.
  mutating func fold(_ affine: Affine, into x: Value) {
    layers[x.layer].bias = affine(layers[x.layer].bias ?? [Float](repeating: 0, count: x.channels))
    layers[x.layer].scale = zip(layers[x.layer].scale ?? [Float](repeating: 1, count: x.channels), affine.scale).map(*)
  }

  mutating func addReLU(_ x: Value, for module: Module) throws -> Value {
    guard x.layer >= 0, x.affine == nil, layers[x.layer].operation == .convolution else { throw Unsupported(module) }
    layers[x.layer].hasReLU = true
    return x
  }

  /// Whether `x` comes out of a convolution that nothing follows yet.
  func isOpen(_ x: Value) -> Bool {
    guard layers.indices.contains(x.layer), x.affine == nil else { return false }
    let layer = layers[x.layer]
    return layer.operation == .convolution && !layer.hasReLU && layer.residual < 0
      && !layers.contains { $0.input == x.layer || $0.residual == x.layer }
  }
}

/// `y = scale · x + shift`, channel by channel.
struct Affine {
  let scale: [Float], shift: [Float]

  /// Batch norm with its running statistics.
  init(_ norm: BatchNorm) throws {
    let weight = try norm.weight.tensor.scalars(as: Float.self), bias = try norm.bias.tensor.scalars(as: Float.self)
    let mean = try norm.runningMean.tensor.scalars(as: Float.self)
    let variance = try norm.runningVar.tensor.scalars(as: Float.self)
    let factors = zip(weight, variance).map { Double($0) / (Double($1) + norm.eps).squareRoot() }
    scale = factors.map(Float.init)
    shift = zip(zip(bias, mean), factors).map { Float(Double($0.0) - Double($0.1) * $1) }
  }

  func callAsFunction(_ x: [Float]) -> [Float] { zip(x, zip(scale, shift)).map { $0 * $1.0 + $1.1 } }
}
