import Torch
import TorchNN

// Weights and images that Python and Swift make alike, in double precision.

/// Six images of a training step, `[6, 3, 64, 64]`.
func hashedImages(_ step: Int) throws -> Tensor {
  try (hashed([6, 3, 64, 64], 1000 + step) * 4).to(.float32).to(.float64).channelsLast()
}

/// As `hashed_parameters` in scripts/make-fixtures.py.
func fillHashed(_ model: Module) throws {
  let norms = Set(
    model.namedModules.compactMap { ($0.module as? BatchNorm).map { ObjectIdentifier($0.weight) } })
  try withoutGrad {
    for (index, (_, parameter)) in model.namedParameters.enumerated() {
      let shape = parameter.tensor.shape
      let u = try hashed(shape, index + 1)
      let fanIn = Double(shape.dropFirst().reduce(1, *))
      let value =
        shape.count > 1
        ? try u * (24 / fanIn).squareRoot() : try u * 0.2 + (norms.contains(ObjectIdentifier(parameter)) ? 1 : 0)
      parameter.tensor = try value.to(.float32).to(.float64).requiringGrad()
    }
    for (_, buffer) in model.namedBuffers where buffer.tensor.dtype == .float32 {
      buffer.tensor = try buffer.tensor.to(.float64)
    }
  }
}

/// As `hashed` in scripts/make-fixtures.py: numbers from −0.5 to 0.5 that any library can make.
func hashed(_ shape: [Int], _ seed: Int) throws -> Tensor {
  let places = try Tensor.arange(0, shape.reduce(1, *), dtype: .float64)
  let x = try (places * 12.9898 + 78.233 * Double(seed)).sin() * 43758.5453
  return try (x - Operator("floor")(.tensor(x)) - 0.5).reshaped(shape)
}
