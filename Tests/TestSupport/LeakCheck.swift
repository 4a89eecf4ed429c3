public import Torch

/// Counts the tensors that a body leaves behind on this thread, undisturbed by tests that run at the same time.
///
/// - Parameters:
///   - warmingUp: Run the body once before, for what is made on first use and kept.
///   - body: What must not leak.
/// - Returns: 0 unless something leaked or escaped.
public func tensorsLeaked(warmingUp: Bool = true, by body: () throws -> Void) rethrows -> Int {
  if warmingUp { try body() }
  let before = Tensor.liveCountOfThread
  try body()
  return Tensor.liveCountOfThread - before
}
