import TestSupport
import Testing
import Torch

@Suite("No tensor leaks")
struct LeakTests {
  @Test("the live count follows tensors as they come and go")
  func counts() throws {
    let before = Tensor.liveCountOfThread
    var kept: [Tensor] = try (0..<5).map { _ in try .zeros(2) }
    #expect(Tensor.liveCountOfThread == before + 5)
    #expect(Tensor.liveCount >= 5)
    kept.removeLast(2)
    #expect(Tensor.liveCountOfThread == before + 3)
    withExtendedLifetime(kept) {}
  }

  @Test("making, computing, indexing and printing leave nothing behind")
  func operations() throws {
    #expect(
      try tensorsLeaked {
        let x = try Tensor.rand(4, 5)
        let y = try (x + x * 2 - 1).matmul(x.transposed()).softmax().topK(2).values
        _ = try y[0..<2, 1][Tensor([0, 1])].scalars()
        _ = try Tensor.concatenated(x.unbound()).description
        _ = try Tensor.stacked([x, x]).to(.float64).isClose(to: .zeros(2, 4, 5, dtype: .float64))
        _ = try x.withUnsafeElements(as: Double.self) { $0.count }
        try x += 1
        try x[x .> 1].fill(0)
      } == 0)
  }

  @Test("gradients and their graphs leave nothing behind")
  func gradients() throws {
    #expect(
      try tensorsLeaked {
        let w = try tensor(1, 2).requiringGrad()
        for _ in 0..<3 {
          try (w * w).sum().backward()
          try withoutGrad { try w -= w.grad * 0.1 }
          try w.zeroGrad()
        }
        _ = try w.grad.description
        try w.clearGrad()
      } == 0)
  }

  @Test("operations that throw leave nothing behind")
  func failures() throws {
    let x = try Tensor.zeros(2, 3)
    #expect(
      tensorsLeaked {
        #expect(throws: TorchError.self) { try (x + 1).matmul(x * 2) }
        #expect(throws: TorchError.self) { try x[5] }
        #expect(throws: TorchError.self) { try x[0..<1, 0..<1, 0] }
        #expect(throws: TorchError.self) { try Tensor.concatenated([x, x[0]]) }
        #expect(throws: TorchError.self) { try Tensor([1, 2, 3], shape: [2, 2]) }
        #expect(throws: TorchError.self) { try x.sum().backward() }
        #expect(throws: TorchError.self) { try x.grad }
        #expect(throws: TorchError.self) { try Tensor.zeros(1 << 46) }
      } == 0)
  }

  @Test("a result of a kind that Swift has no name for is an error and does not leak")
  func unboundResult() throws {
    let x = try tensor(1)
    #expect(
      try tensorsLeaked {
        let complex = try Operator("complex")(.tensor(x), .tensor(x))
        let item = try Operator("_local_scalar_dense")
        #expect(throws: TorchError.self) { try item.results(of: [.tensor(complex)]) }
      } == 0)
  }
}
