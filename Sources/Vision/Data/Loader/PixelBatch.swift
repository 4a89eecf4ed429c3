import Foundation
import Torch

/// The pixels of one batch: `[N, H, W, 3]` bytes.
final class PixelBatch: @unchecked Sendable {
  // Workers write to disjoint images while they hold the batch; readers come after the last has finished.
  let memory: UnsafeMutableRawPointer
  let size: Int
  /// How many images it has room for, and how many it holds.
  private(set) var count: Int

  init(count: Int, size: Int) {
    (self.count, self.size) = (count, size)
    memory = .allocate(byteCount: max(count, 1) * size * size * 3, alignment: 64)
  }

  deinit { memory.deallocate() }

  private var imageBytes: Int { size * size * 3 }

  func image(_ slot: Int) -> UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(
      start: (memory + slot * imageBytes).assumingMemoryBound(to: UInt8.self), count: imageBytes)
  }

  /// Closes the gaps that broken images left.
  func keep(_ slots: [Int]) {
    for (place, slot) in slots.enumerated() where place != slot {
      (memory + place * imageBytes).copyMemory(from: memory + slot * imageBytes, byteCount: imageBytes)
    }
    count = slots.count
  }

  /// `[N, 3, H, W]` bytes, channels last, over this memory.
  func tensor() throws -> Tensor {
    try Tensor(
      memory: memory, shape: [count, 3, size, size], strides: [imageBytes, 1, size * 3, 3], dtype: .uint8, owner: self)
  }
}
