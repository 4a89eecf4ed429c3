import CTorch

/// The processor's memory of large tensors, a mebibyte and more.
///
/// It is kept when a tensor goes, because the next training step asks for the same blocks: fresh pages cost a fault and
/// a clearing each, a sixth of a step. No more is kept than was once in use at the same time. The environment's
/// `FASTAI_MEMORY=system` leaves all to the C library, as libtorch does by itself.
public enum TensorMemory {
  /// Bytes in use.
  public static var used: Int { Int(ct_memory_sizes().used) }

  /// Bytes that no tensor uses now and that are kept for the next ones.
  public static var kept: Int { Int(ct_memory_sizes().kept) }

  /// Gives what is kept back to the system. A ``Tensor`` never loses its memory by it.
  public static func releaseKept() { ct_memory_trim() }
}

/// Bytes for what tensors are made of, where large tensors have theirs: what is asked for in every training step finds pages
/// that are there already.
package final class TensorBytes: @unchecked Sendable {
  /// Not cleared. Whoever holds it sees to who writes when.
  package let start: UnsafeMutableRawPointer
  private let isPooled: Bool

  package init(count: Int) {
    let pooled = ct_memory_allocate(Int64(count))
    (start, isPooled) = (pooled ?? .allocate(byteCount: max(count, 1), alignment: 64), pooled != nil)
  }

  deinit { if isPooled { ct_memory_release(start) } else { start.deallocate() } }
}
