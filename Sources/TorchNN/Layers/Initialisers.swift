import Foundation
public import Torch

/// Which neighbours of a layer keep their variance: those before it, or those after it in the backward pass.
public enum FanMode: Sendable { case fanIn, fanOut }

/// Normal draws with mean 0 and std `√(2 / ((1 + a²) · fan))`. He et al. 2015, arXiv:1502.01852, eq. 14.
///
/// - Parameters:
///   - shape: `[F out, F in, …]`; the fan is the product without the other end's size.
///   - a: The negative slope of a leaky ReLU after the layer; 0 for ReLU.
///   - mode: Which fan.
/// - Returns: A new tensor of that shape.
/// - Throws: `TorchError` when there is no memory for it.
public func kaimingNormal(_ shape: [Int], a: Double = 0, mode: FanMode = .fanIn) throws -> Tensor {
  if Initialisation.isSkipped { return try .empty(shape) }
  return try Tensor.randn(shape) * kaimingStd(shape, a: a, mode: mode)
}

/// Uniform draws with the same variance as ``kaimingNormal(_:a:mode:)``.
public func kaimingUniform(_ shape: [Int], a: Double = 0, mode: FanMode = .fanIn) throws -> Tensor {
  if Initialisation.isSkipped { return try .empty(shape) }
  let bound = 3.squareRoot() * kaimingStd(shape, a: a, mode: mode)
  let tensor = try Tensor.full(shape, 0)
  try tensor.fillUniform(-bound...bound)
  return tensor
}

package enum Initialisation {
  @TaskLocal package static var isSkipped = false
}

/// Makes networks whose weights are about to be loaded: nothing is drawn, and what the weights are is left open.
package func withoutInitialisation<Result>(_ body: () throws -> Result) rethrows -> Result {
  try Initialisation.$isSkipped.withValue(true, operation: body)
}

/// PyTorch's default for a bias: U(−1/√fan, 1/√fan).
func biasUniform(count: Int, fanIn: Int) throws -> Tensor {
  let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
  let tensor = try Tensor.zeros(count)
  try tensor.fillUniform(-bound...bound)
  return tensor
}

private func kaimingStd(_ shape: [Int], a: Double, mode: FanMode) -> Double {
  let receptiveField = shape.dropFirst(2).reduce(1, *)
  let fan = (mode == .fanIn ? shape.dropFirst().first ?? 1 : shape.first ?? 1) * receptiveField
  return fan > 0 ? (2 / ((1 + a * a) * Double(fan))).squareRoot() : 0
}
