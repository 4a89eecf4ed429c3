import TestSupport
import Testing
import Torch

@Suite("Gradients")
struct AutogradTests {
  @Test("the gradient of an expression equals the derivative by hand")
  func derivative() throws {
    let x = try tensor(1, 2, 3).requiringGrad()
    let y = try (x.pow(3) * 2 + x * 5).sum()  // 6·x² + 5
    try y.backward()
    #expect(try x.grad.scalars() == [11, 29, 59] as [Float])
    #expect(y.gradFunction == "SumBackward0")
    #expect(x.gradFunction == nil && x.requiresGrad)
  }

  @Test("gradients add up until they are cleared")
  func accumulates() throws {
    let x = try tensor(2).requiringGrad()
    #expect(try x.gradIfPresent == nil)
    try (x * 3).sum().backward()
    try (x * 4).sum().backward()
    #expect(try x.grad.scalars() == [7] as [Float])
    try x.zeroGrad()
    #expect(try x.grad.scalars() == [0] as [Float])
    try (x * 4).sum().backward()
    #expect(try x.grad.scalars() == [4] as [Float])
    try x.clearGrad()
    #expect(try x.gradIfPresent == nil)
    try x.setGrad(tensor(9))
    #expect(try x.grad.item() == 9)
  }

  @Test("a gradient that is not there is an error that says what to do")
  func missing() throws {
    let error = try #require(throws: TorchError.self) { try tensor(1).requiringGrad().grad }
    #expect(error.code == .gradient && error.remedy?.contains("backward()") == true)
    try tensor(1).zeroGrad()
  }

  @Test("nothing is remembered inside withoutGrad, and everything again after it")
  func withoutGradient() throws {
    let x = try tensor(1).requiringGrad()
    let (inside, afterNesting, remembered) = try withoutGrad {
      let inside = isGradEnabled
      withoutGrad {}
      return (inside, isGradEnabled, try (x * 2).requiresGrad)
    }
    #expect(!inside && !afterNesting && !remembered)
    #expect(isGradEnabled)
    #expect(try (x * 2).requiresGrad)
    #expect(throws: TorchError.self) { try withoutGrad { try x.matmul(.zeros(5)) } }
    #expect(isGradEnabled)
  }

  @Test("a parameter changes in place inside withoutGrad only")
  func inPlace() throws {
    let w = try tensor(1, 2).requiringGrad()
    let error = try #require(throws: TorchError.self) { try w -= 0.5 }
    #expect(error.code == .gradient && error.remedy?.contains("withoutGrad") == true)
    try withoutGrad { try w -= 0.5 }
    #expect(try w.scalars() == [0.5, 1.5] as [Float])
    #expect(w.requiresGrad)
  }

  @Test("a graph serves one backward, or more when it is retained")
  func secondTime() throws {
    let x = try tensor(3).requiringGrad()
    let y = try x.pow(2).sum()
    try y.backward(retainGraph: true)
    try y.backward()
    #expect(try x.grad.item() == 12)
    let error = try #require(throws: TorchError.self) { try y.backward() }
    #expect(error.code == .gradient && error.operation == "backward")
    #expect(error.remedy?.contains("retainGraph") == true)
  }

  @Test("backward from many numbers needs a gradient, and from none that requires one is an error")
  func starts() throws {
    let x = try tensor(1, 2).requiringGrad()
    #expect(throws: TorchError.self) { try (x * 2).backward() }
    try (x * 2).backward(gradient: tensor(1, 10))
    #expect(try x.grad.scalars() == [2, 20] as [Float])
    #expect(try #require(throws: TorchError.self) { try tensor(1).sum().backward() }.code == .gradient)
    #expect(throws: TorchError.self) { try (x * 2).backward(gradient: tensor(1, 2, 3)) }
  }

  @Test("a derivative of a derivative comes with createGraph")
  func secondDerivative() throws {
    let x = try tensor(2).requiringGrad()
    try x.pow(3).sum().backward(createGraph: true)
    let first = try x.grad
    try x.clearGrad()
    try first.sum().backward()
    #expect(try x.grad.item() == 12)  // 6·x
    try x.clearGrad()
  }

  @Test("detaching cuts the graph, cloning keeps it")
  func cuts() throws {
    let x = try tensor(2).requiringGrad()
    #expect(try !x.detached().requiresGrad)
    try (x.cloned() * x.detached()).sum().backward()
    #expect(try x.grad.item() == 2)
  }
}
