internal import CVips
public import SystemPackage

/// What a picture can be written as.
public enum ImageEncoding: Sendable, Hashable {
  /// Small, and not exact. `quality` runs from 1 to 100.
  case jpeg(quality: Int = 90)
  /// Exact.
  case png
}

extension RGBImage {
  /// The content of a file that holds the picture.
  public func encoded(as encoding: ImageEncoding) throws -> [UInt8] {
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let width = Int32(width)
    let height = Int32(height)
    try Vips.call("image") { message in
      pixels.withUnsafeBufferPointer { pixels in
        switch encoding {
        case .jpeg(let quality):
          cvips_encode_jpeg(
            pixels.baseAddress, width, height, Int32(clamping: quality), &bytes, &count, message)
        case .png: cvips_encode_png(pixels.baseAddress, width, height, &bytes, &count, message)
        }
      }
    }
    return bytes?.takenAsBytes(count: count) ?? []
  }

  /// Writes a JPEG or PNG file, by suffix, whole or not at all.
  ///
  /// - Throws: ``ImageError`` with code `.unsupported` for any other suffix, `.writeFailed` when the folder is missing
  ///   or may not be written to.
  public func write(to path: FilePath, quality: Int = 90) throws {
    let encoding: ImageEncoding
    switch path.extension?.lowercased() {
    case "jpg", "jpeg": encoding = .jpeg(quality: quality)
    case "png": encoding = .png
    default:
      throw ImageError(.unsupported, path.string, "is not written here", remedy: "name the file .jpg or .png")
    }
    try FileBytes.write(encoded(as: encoding), to: path)
  }
}
