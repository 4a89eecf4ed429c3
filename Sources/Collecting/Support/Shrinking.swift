import Images
import SystemPackage

/// Makes large pictures smaller: a photo of 12 megapixels is no better for training than one of half a megapixel.
enum Shrinking {
  struct Result: Sendable {
    var bytes: [UInt8]
    var format: ImageFormat
  }

  /// The picture with no side longer than `maxSize`, upright; a PNG stays one, anything else becomes JPEG.
  ///
  /// - Returns: nil when the picture is small enough as it is.
  /// - Throws: `ImageError`.
  static func shrunk(contentsOf path: FilePath, format: ImageFormat, maxSize: Int) throws -> Result? {
    let header = try ImageHeader(contentsOf: path)
    guard max(header.width, header.height) > maxSize else { return nil }
    let image = try RGBImage(contentsOf: path, resized: .fit(maxSide: maxSize))
    let isPNG = format == .png
    return try Result(bytes: image.encoded(as: isPNG ? .png : .jpeg()), format: isPNG ? .png : .jpeg)
  }
}
