import Torch

/// A layer that the kernels compute: `y = relu(scale · (x ∗ weight) + bias + residual)`, or a pooling.
struct InferenceLayer {
  enum Operation { case convolution, maxPool, mean, maxAndMean }

  let operation: Operation
  /// Indices of layers; -1: the pictures, and no residual.
  let input: Int
  var residual = -1
  var hasReLU = false
  var outChannels = 0, kernel = 1, stride = 1, padding = 0
  /// `[outChannels, inputs]`
  var weight: FloatMemory?
  var scale: [Float]?, bias: [Float]?

  init(_ operation: Operation, input: Int) { (self.operation, self.input) = (operation, input) }

  /// Folds a batch norm before a linear layer into it: `W (s · x + t) + b = (W s) x + (W t + b)`.
  mutating func foldIntoInputs(_ affine: Affine) {
    guard let weight else { return }
    let folded = FloatMemory(count: weight.count), inputs = affine.scale.count
    var bias = bias ?? [Float](repeating: 0, count: outChannels)
    for row in 0..<outChannels {
      var sum = Double(bias[row])
      for (column, (scale, shift)) in zip(affine.scale, affine.shift).enumerated() {
        let w = weight.start[row * inputs + column]
        folded.start[row * inputs + column] = w * scale
        sum += Double(w) * Double(shift)
      }
      bias[row] = Float(sum)
    }
    (self.weight, self.bias) = (folded, bias)
  }
}

/// Numbers that stay where they are: a tensor's, or its own.
final class FloatMemory {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  private let tensor: Tensor?

  /// The tensor's own memory, which must not be written to.
  ///
  /// - Throws: `TorchError` when it is no tensor of float32 in the processor's memory.
  init(_ source: Tensor) throws {
    let tensor = try source.detached().to(.float32).contiguous()
    let start = try tensor.withUnsafeBytes { $0.baseAddress }
    guard let start else {
      throw TorchError(.shape, operation: "InferencePlan", message: "a layer without weights")
    }
    self.start = UnsafeMutableRawPointer(mutating: start).assumingMemoryBound(to: Float.self)
    (count, self.tensor) = (tensor.count, tensor)
  }

  init(count: Int) {
    (start, self.count, tensor) = (.allocate(capacity: count), count, nil)
  }

  deinit { if tensor == nil { start.deallocate() } }
}
