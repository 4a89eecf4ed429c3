import Crypto
import Foundation
import Images
import SystemPackage
import Training

/// The SHA-256 of a file's bytes: what a picture is, whatever it is called and wherever it lies.
struct ContentHash: Hashable, Comparable, Sendable {
  let bytes: [UInt8]

  init(of content: [UInt8]) { bytes = Array(SHA256.hash(data: content)) }

  /// A hash that was computed already.
  init(digest: some Sequence<UInt8>) { bytes = Array(digest) }

  /// - Throws: `LearnerError` when the file cannot be read.
  init(of path: FilePath) throws {
    do {
      self.init(of: try FileBytes.read(path, maxBytes: 1 << 40))
    } catch {
      throw LearnerError(
        .data, "\(path) cannot be read", remedy: "check its permissions, or remove it", cause: error)
    }
  }

  static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  var hexadecimal: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  /// A place in 0..<1 that depends on the content and the seed only, the same on every machine.
  func position(seed: UInt64) -> Double {
    var hash = SHA256()
    withUnsafeBytes(of: seed.littleEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: bytes)
    let first = hash.finalize().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Double(first >> 11) / Double(UInt64(1) << 53)
  }
}

extension Array where Element: Sendable {
  /// The results for all elements, in their order, from as many threads as there are cores.
  ///
  /// - Throws: What the first element to fail threw.
  func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) throws -> Result) throws -> [Result] {
    let results = Results<Result>(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { index in
      results.set(index, .init { try transform(self[index]) })
    }
    return try results.values.map { try $0.get() }
  }
}

/// Filled by several threads.
private final class Results<Value: Sendable>: @unchecked Sendable {
  // Guarded by `lock`.
  private var slots: [Result<Value, any Error>?]
  private let lock = NSLock()

  init(count: Int) { slots = Array(repeating: nil, count: count) }

  func set(_ index: Int, _ value: Result<Value, any Error>) { lock.withLock { slots[index] = value } }

  var values: [Result<Value, any Error>] { lock.withLock { slots.compactMap { $0 } } }
}
