import Images
import Torch

/// The pixels of one batch: `[N, H, W, 3]` bytes.
final class PixelBatch: @unchecked Sendable {
  // Workers write to disjoint images while they hold the batch; readers come after the last has finished.
  private let bytes: TensorBytes
  let size: ImageSize
  /// How many images it has room for, and how many it holds.
  private(set) var count: Int

  init(count: Int, size: ImageSize) {
    (self.count, self.size) = (count, size)
    bytes = TensorBytes(count: count * size.height * size.width * 3)
  }

  private var imageBytes: Int { size.height * size.width * 3 }

  /// All images, one after the other. Whoever reads it keeps the batch alive meanwhile.
  var pixels: UnsafeRawPointer { UnsafeRawPointer(bytes.start) }

  func image(_ slot: Int) -> UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(
      start: (bytes.start + slot * imageBytes).assumingMemoryBound(to: UInt8.self), count: imageBytes)
  }

  /// Closes the gaps that broken images left.
  func keep(_ slots: [Int]) {
    for (place, slot) in slots.enumerated() where place != slot {
      (bytes.start + place * imageBytes).copyMemory(from: bytes.start + slot * imageBytes, byteCount: imageBytes)
    }
    count = slots.count
  }

  /// `[N, 3, H, W]` numbers, channels last: `(x / 255 − mean) / std`, written once, into memory of their own.
  ///
  /// - Throws: `ImageError` unless there are three channels; `TorchError`.
  func tensor(_ normalization: Normalization) throws -> Tensor {
    let samples = count * imageBytes
    let numbers = TensorBytes(count: samples * MemoryLayout<Float>.stride)
    try PixelNumbers.normalize(
      UnsafeBufferPointer(start: bytes.start.assumingMemoryBound(to: UInt8.self), count: samples),
      scale: normalization.scale, shift: normalization.shift,
      into: UnsafeMutableBufferPointer(
        start: numbers.start.bindMemory(to: Float.self, capacity: samples), count: samples)
    )
    return try Tensor(
      memory: numbers.start, shape: [count, 3, size.height, size.width], strides: [imageBytes, 1, size.width * 3, 3],
      dtype: .float32, owner: numbers)
  }
}
