internal import CVips
public import SystemPackage

/// What a file says about its picture before any pixel is decoded.
public struct ImageHeader: Sendable, Hashable {
  public let format: ImageFormat
  /// The size of the picture as it is meant to be seen: after its orientation is applied.
  public let width, height: Int
  /// The EXIF orientation, 1 to 8; 1 is upright.
  public let orientation: Int
  /// Frames of an animation, pages of a document.
  public let pages: Int
  /// Samples a pixel, alpha included. A palette counts as the colours it stands for.
  public let bands: Int
  /// Bits a sample.
  public let bitDepth: Int
  public let hasAlpha: Bool
  /// Whether an ICC profile is embedded.
  public let hasProfile: Bool

  /// - Throws: ``ImageError``.
  public init(contentsOf path: FilePath, options: DecodeOptions = .init()) throws {
    try self.init(decoding: FileBytes.read(path, maxBytes: options.maxBytes), named: path.string)
  }

  /// - Parameters:
  ///   - bytes: A whole file; a beginning is enough for some formats.
  ///   - named: What errors call it.
  /// - Throws: ``ImageError`` with code `.notAnImage`, `.unsupported`, `.truncated` or `.corrupt`.
  public init(decoding bytes: [UInt8], named: String) throws {
    let source = try ImageSource(bytes, named: named)
    self = source.header
  }

  init(_ format: ImageFormat, _ header: CVipsHeader) {
    let swaps = (5...8).contains(header.orientation)
    self.format = format
    self.width = Int(swaps ? header.height : header.width)
    self.height = Int(swaps ? header.width : header.height)
    self.orientation = (1...8).contains(header.orientation) ? Int(header.orientation) : 1
    self.pages = max(1, Int(header.pages))
    self.bands = Int(header.bands)
    self.bitDepth = Int(header.bits)
    self.hasAlpha = header.hasAlpha != 0
    self.hasProfile = header.hasProfile != 0
  }

  init(_ bitmap: BMP) {
    format = .bmp
    width = bitmap.width
    height = bitmap.height
    orientation = 1
    pages = 1
    bands = bitmap.hasAlpha ? 4 : 3
    bitDepth = 8
    hasAlpha = bitmap.hasAlpha
    hasProfile = false
  }

  /// The size as stored, before the orientation is applied.
  var storedSize: (width: Int, height: Int) { orientation >= 5 ? (height, width) : (width, height) }
}
