public import SystemPackage

/// A picture in memory: 8-bit sRGB, row by row from the top, red-green-blue, no padding.
public struct RGBImage: Sendable, Equatable {
  public let width, height: Int
  /// `height · width · 3` samples.
  public internal(set) var pixels: [UInt8]

  /// - Throws: ``ImageError`` with code `.invalidArgument` when the count of samples is not `height · width · 3`.
  public init(width: Int, height: Int, pixels: [UInt8]) throws {
    guard width > 0, height > 0, width <= 1 << 24, height <= 1 << 24, pixels.count == width * height * 3 else {
      throw ImageError(
        .invalidArgument, "", "\(pixels.count) samples do not make a picture of \(width) × \(height) × 3")
    }
    self.init(unchecked: pixels, width: width, height: height)
  }

  init(unchecked pixels: [UInt8], width: Int, height: Int) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Reads a file of any format of ``ImageFormat`` that this machine can decode.
  ///
  /// The format is told by content; a wrong suffix does not matter. EXIF orientation is applied, transparency filled
  /// with white; grey, palette, CMYK and 16-bit pictures become 8-bit sRGB, and so do pictures with a colour profile.
  /// Of an animation the first frame is taken.
  ///
  /// - Throws: ``ImageError`` that names the file and the reason.
  public init(contentsOf path: FilePath, options: DecodeOptions = .init()) throws {
    try self.init(decoding: FileBytes.read(path, maxBytes: options.maxBytes), named: path.string, options: options)
  }

  /// Reads a file that is in memory already; `named` is what errors call it.
  public init(decoding bytes: [UInt8], named: String, options: DecodeOptions = .init()) throws {
    self = try ImageSource(bytes, named: named).decoded(options)
  }

  /// The same by libvips, also what is read without it otherwise: to compare them.
  package init(byLibvips bytes: [UInt8], named: String, resized rule: ResizeRule? = nil) throws {
    self = try ImageSource(bytes, named: named, byLibvips: true).decoded(DecodeOptions(), rule: rule)
  }

  /// Decodes and resizes in one go, which for large JPEG files is several times faster than one after the other.
  public init(contentsOf path: FilePath, resized rule: ResizeRule, options: DecodeOptions = .init()) throws {
    try self.init(
      decoding: FileBytes.read(path, maxBytes: options.maxBytes), named: path.string, resized: rule, options: options)
  }

  /// Decodes and resizes in one go what is in memory already.
  public init(decoding bytes: [UInt8], named: String, resized rule: ResizeRule, options: DecodeOptions = .init()) throws
  {
    self = try ImageSource(bytes, named: named).decoded(options, rule: rule)
  }
}

extension RGBImage: CustomStringConvertible {
  /// `Image (3, 420, 745)`: channels, rows, columns, as fastai prints it.
  public var description: String { "Image (3, \(height), \(width))" }
}
