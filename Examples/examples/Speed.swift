import FastAI

/// What a hundred steps of the lesson's loop cost: `Benchmarks/sgd` runs this beside the same loop in Python.
func speed(_ folder: FilePath) async throws {
  let x = try Tensor.ones(100, 2)
  try x[.all, 0].fillUniform(-1...1)
  let y = try x.matmul(tensor(3, 2)) + Tensor.rand(100)
  let clock = ContinuousClock()
  for _ in 0..<60 {
    let a = try tensor(-1, 1).requiringGrad()
    let duration = try clock.measure {
      for _ in 0..<100 {
        let loss = try (x.matmul(a) - y).pow(2).mean()  // the lesson's own mse
        try loss.backward()
        try withoutGrad {
          try a -= 0.1 * a.grad
          try a.zeroGrad()
        }
      }
    }
    print(Double(duration.components.attoseconds) / 1e15)
  }
}
