import Synchronization

/// A bucket of tokens for each client, filled at a steady rate.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var updated: ContinuousClock.Instant
  }

  private let rate, burst: Double
  private let buckets = Mutex<[String: Bucket]>([:])
  /// So many clients are remembered; when there are more, those with a full bucket are forgotten.
  private let capacity = 10_000

  init(rate: Double, burst: Double) { (self.rate, self.burst) = (rate, max(burst, 1)) }

  /// Takes a token.
  ///
  /// - Returns: nil, or the seconds to wait for one.
  func wait(for client: String, at now: ContinuousClock.Instant = .now) -> Double? {
    guard rate > 0 else { return nil }
    return buckets.withLock { buckets in
      if buckets.count >= capacity, buckets[client] == nil { forget(&buckets, now) }
      var bucket = buckets[client] ?? Bucket(tokens: burst, updated: now)
      bucket.tokens = filled(bucket, now)
      bucket.updated = now
      let isAllowed = bucket.tokens >= 1
      if isAllowed { bucket.tokens -= 1 }
      buckets[client] = bucket
      return isAllowed ? nil : (1 - bucket.tokens) / rate
    }
  }

  private func filled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
    min(burst, bucket.tokens + (now - bucket.updated) / .seconds(1) * rate)
  }

  private func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
    buckets = buckets.filter { filled($0.value, now) < burst }
    if buckets.count >= capacity { buckets.removeAll() }
  }
}
