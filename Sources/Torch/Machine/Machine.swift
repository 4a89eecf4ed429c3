import CTorch

/// Starts libtorch's random generators from a seed: initial weights, dropout, shuffles drawn with tensors.
public func manualSeed(_ seed: UInt64) throws {
  try checkMachine(ct_manual_seed(seed), "manualSeed")
}

/// How many threads an operator may use.
public var threadCount: Int {
  get { Int(ct_num_threads()) }
  set { ct_set_num_threads(Int64(newValue)) }
}

/// libtorch's version: `2.13.0`.
public var torchVersion: String { String(cString: ct_version()) }

/// The processor's random generator as it is, to be put back with ``setRandomState(_:)``.
public func randomState() throws -> Tensor {
  var out: OpaquePointer?
  try checkMachine(ct_random_state(&out), "randomState")
  guard let out else { throw TorchError(.internal, operation: "randomState", message: "no state") }
  return Tensor(owning: out)
}

/// Puts the processor's random generator back to an earlier state.
public func setRandomState(_ state: Tensor) throws {
  try checkMachine(ct_set_random_state(state.handle), "setRandomState")
}

private func checkMachine(_ status: ct_status, _ operation: String) throws {
  guard status.code != CT_OK else { return }
  defer { ct_status_free(status) }
  throw TorchError(status, operation: operation, operands: [])
}
