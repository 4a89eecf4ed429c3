import CTorch
import Synchronization

/// What a network does, operator by operator: the calls that were made on this thread while it was recorded.
///
///     let calls = try OperatorTrace.calls { _ = try model(x) }
///
/// Tensors of the calls are held, so that no memory is used twice and ``Place`` tells them apart.
package final class OperatorTrace: @unchecked Sendable {
  // Not shared: only the task that records it reaches it, and only from synchronous code.
  private var calls: [Call] = []

  /// One call.
  package struct Call {
    /// Without its namespace: `conv2d`.
    package let name: String
    package let arguments: [OperatorArgument]
    package let results: [Tensor]
  }

  /// Where a tensor's elements lie, and how: the same for a tensor and for what an operation in place gives back.
  package struct Place: Hashable {
    let address: Int
    let shape, strides: [Int]

    package init(_ tensor: Tensor) {
      address = Int(bitPattern: ct_tensor_data(tensor.handle))
      (shape, strides) = (tensor.shape, tensor.strides)
    }
  }

  @TaskLocal private static var current: OperatorTrace?
  private static let recordings = Atomic(0)

  /// Runs the closure and returns the calls of operators that it made, in their order.
  package static func calls(of body: () throws -> Void) rethrows -> [Call] {
    let trace = OperatorTrace()
    recordings.add(1, ordering: .relaxed)
    defer { recordings.subtract(1, ordering: .relaxed) }
    try $current.withValue(trace) { try body() }
    return trace.calls
  }

  /// Notes a call when one is recorded on this thread; costs next to nothing when none is.
  @inline(__always)
  static func note(_ name: String, _ arguments: [OperatorArgument], _ results: [OperatorArgument]) {
    guard recordings.load(ordering: .relaxed) > 0, let current else { return }
    let tensors = results.compactMap { if case .tensor(let it) = $0 { it } else { nil } }
    current.calls.append(Call(name: name, arguments: arguments, results: tensors))
  }
}
