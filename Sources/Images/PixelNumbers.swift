internal import CVips

/// Bytes as the numbers that a network sees.
package enum PixelNumbers {
  /// `to = from · scale + shift`, each channel with its own.
  ///
  /// - Parameters:
  ///   - from: Interleaved red, green and blue.
  ///   - scale: One number for each channel.
  ///   - shift: One number for each channel.
  ///   - target: As many numbers as there are bytes.
  /// - Throws: ``ImageError`` with code `.invalidArgument` when the counts do not fit.
  package static func normalize(
    _ from: UnsafeBufferPointer<UInt8>, scale: [Float], shift: [Float], into target: UnsafeMutableBufferPointer<Float>
  ) throws {
    guard scale.count == 3, shift.count == 3, from.count % 3 == 0, target.count >= from.count else {
      throw ImageError(.invalidArgument, "pixels", "three channels are normalised, and there is room for each number")
    }
    pixels_normalize(from.baseAddress, from.count / 3, scale, shift, target.baseAddress)
  }
}
