import Torch
import TorchNN

/// Weights that follow from their names: the rule of `scripts/fixtures/make-model-fixtures.py`, which fills
/// torchvision's networks with it.
enum FormulaWeights {
  private static let modulus = Int(Int32.max)

  /// The text's bytes as digits in base 31.
  static func hash(_ text: String) -> Int { text.utf8.reduce(17) { ($0 * 31 + Int($1)) % modulus } }

  /// What a network's state is called and shaped like, in one number.
  static func signature(_ module: Module) -> Int {
    let lines = module.stateDictionary.entries.map { name, tensor in
      "\(name):[\(tensor.shape.map(String.init).joined(separator: ","))]"
    }
    return hash(lines.joined(separator: ";"))
  }

  /// Fills parameters and buffers; `gain` is that of the norms.
  static func fill(_ module: Module, gain: Double) throws {
    try withoutGrad {
      for (name, tensor) in module.stateDictionary.entries where !name.hasSuffix("num_batches_tracked") {
        let u = try uniform(name, count: tensor.count).reshaped(tensor.shape)
        try tensor.copy(from: value(name, u, gain))
      }
    }
  }

  private static func value(_ name: String, _ u: Tensor, _ gain: Double) throws -> Tensor {
    if name.hasSuffix("running_var") { return try u * 0.5 + 0.75 }
    if name.hasSuffix("running_mean") || name.hasSuffix("bias") { return try (u - 0.5) * 0.2 }
    if name.hasSuffix("layer_scale") { return try u * 0.5 }
    if u.rank == 1 { return try (u * 0.5 + 0.75) * gain }
    let fan = u.shape.dropFirst().reduce(1, *)
    return try (u * 2 - 1) * (6 / Double(fan)).squareRoot()
  }

  private static func uniform(_ name: String, count: Int) throws -> Tensor {
    let remainder = try Operator("remainder", "Scalar")
    let period = 1_000_003
    let x = try remainder(.tensor(.arange(min(count, period)) * 48271 + hash(name)), .int(modulus))
    let u = try remainder(.tensor(x * x), .int(modulus)).to(.float64) / Double(modulus)
    guard count > period else { return u }
    return try Tensor.concatenated([Tensor](repeating: u.to(.float32), count: (count + period - 1) / period))[..<count]
  }

  /// `sin(0.07 i + 0.03 j + c + n)`, `[N, 3, size, size]`
  static func images(_ count: Int, size: Int) throws -> Tensor {
    func axis(_ dimension: Int, _ factor: Double, _ length: Int) throws -> Tensor {
      var sizes = [1, 1, 1, 1]
      sizes[dimension] = length
      return try Tensor((0..<length).map { Double($0) * factor }, shape: sizes)
    }
    return try (axis(2, 0.07, size) + axis(3, 0.03, size) + axis(1, 1, 3) + axis(0, 1, count)).sin().to(.float32)
  }
}
