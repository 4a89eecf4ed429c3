/// Runs `body`, and gives up on it after `limit`.
///
/// - Throws: What `body` throws, or `failure` when the time is over.
package func withDeadline<Value: Sendable>(
  _ limit: Duration, orThrow failure: any Error, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next(), let value = first else { throw failure }
    return value
  }
}

extension Duration {
  /// The same span as a number of seconds.
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Int {
  /// `12.3 MB`, `831 kB`, `40 bytes`.
  package var asBytes: String {
    switch self {
    case 1_000_000...: "\((Double(self) / 100_000).rounded() / 10) MB"
    case 10_000...: "\((self + 500) / 1000) kB"
    default: "\(self) bytes"
    }
  }
}
