import Torch

/// How many more tensors this thread holds after the body than before: 0 unless something leaked or escaped.
///
/// The count is the thread's own, so that tests that run at the same time do not disturb it.
///
/// - Parameters:
///   - warmingUp: Run the body once before, for what is made on first use and kept.
///   - body: What to watch.
/// - Returns: The difference.
public func tensorsLeaked(warmingUp: Bool = true, by body: () throws -> Void) rethrows -> Int {
  if warmingUp { try body() }
  let before = Tensor.liveCountOfThread
  try body()
  return Tensor.liveCountOfThread - before
}
