import CTorch

/// Gradients: who wants one, computing them, reading and clearing them.
extension Tensor {
  /// Whether operations on this tensor are remembered for ``backward(gradient:retainGraph:createGraph:)``.
  public var requiresGrad: Bool { ct_tensor_requires_grad(handle) }

  /// Switches the remembering on or off for a tensor that no operation made.
  public func requireGrad(_ value: Bool = true) throws {
    try check(ct_tensor_set_requires_grad(handle, value), "requireGrad")
  }

  /// This tensor, remembering what is done with it: the spelling for a parameter.
  ///
  ///     let a = try tensor(-1, 1).requiringGrad()
  public func requiringGrad() throws -> Tensor {
    try requireGrad()
    return self
  }

  /// The same elements, cut off from the graph.
  public func detached() throws -> Tensor { try Aten.detach(.tensor(self)) }

  /// Computes the gradient of this tensor with respect to every tensor that requires one, and adds it to theirs.
  ///
  /// - Parameters:
  ///   - gradient: What to start from; for a single number, 1.
  ///   - retainGraph: Keep the graph for another call.
  ///   - createGraph: Remember this computation too, for derivatives of derivatives.
  /// - Throws: ``TorchError`` with code `.gradient` when nothing was remembered, or the graph is gone.
  public func backward(gradient: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) throws {
    try check(ct_tensor_backward(handle, gradient?.handle, retainGraph || createGraph, createGraph), "backward")
  }

  /// The gradient that `backward` left here.
  ///
  /// - Throws: ``TorchError`` with code `.gradient` when there is none.
  public var grad: Tensor {
    get throws {
      if let grad = try gradIfPresent { return grad }
      throw TorchError(
        .gradient, operation: "grad", operands: [.init(name: "self", tensor: self)], message: "there is no gradient",
        remedy: "call `backward()` on a loss that was computed from it")
    }
  }

  /// The gradient, or nil when there is none.
  public var gradIfPresent: Tensor? {
    get throws {
      var out: OpaquePointer?
      try check(ct_tensor_grad(handle, &out), "grad")
      return out.map { Tensor(owning: $0) }
    }
  }

  /// Sets the gradient to zero, keeping its memory (PyTorch: `x.grad.zero_()`).
  public func zeroGrad() throws { try gradIfPresent?.fill(0) }

  /// Drops the gradient and its memory (PyTorch: `x.grad = None`).
  public func clearGrad() throws { try setGrad(nil) }

  /// Replaces the gradient.
  public func setGrad(_ grad: Tensor?) throws { try check(ct_tensor_set_grad(handle, grad?.handle), "grad") }

  /// The name of the function that computed this tensor, `MulBackward0`, or nil.
  public var gradFunction: String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { name in
      guard let start = name.baseAddress else { return nil }
      ct_tensor_grad_fn(handle, start, 128)
      return start.pointee == 0 ? nil : String(cString: start)
    }
  }

  private func check(_ status: ct_status, _ operation: String) throws {
    guard status.code != CT_OK else { return }
    defer { ct_status_free(status) }
    throw TorchError(status, operation: operation, operands: [.init(name: "self", tensor: self)])
  }
}

/// Runs the closure without remembering operations, on this thread (PyTorch: `torch.no_grad()`).
public func withoutGrad<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
  let before = ct_grad_mode()
  ct_set_grad_mode(false)
  defer { ct_set_grad_mode(before) }
  return try body()
}

/// Whether operations are being remembered on this thread.
public var isGradEnabled: Bool { ct_grad_mode() }
