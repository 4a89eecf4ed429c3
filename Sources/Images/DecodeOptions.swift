/// What may be decoded, and how.
public struct DecodeOptions: Sendable, Hashable {
  /// The most pixels that a picture may have, as its header says, before any of them is decoded.
  ///
  /// The default is the number above which Pillow refuses to open a file (twice its `MAX_IMAGE_PIXELS`), so what
  /// opens in fastai opens here; at three bytes a pixel it bounds one picture to 512 MB.
  public var maxPixels: Int
  /// The longest file that is read into memory.
  public var maxBytes: Int
  /// Turns and mirrors the picture as its EXIF data say (fastai 1 does not, issue 3565 there).
  public var appliesOrientation: Bool
  /// What shows through where a picture is transparent.
  public var background: RGB
  /// Takes a picture whose file was cut off; the rows that are missing are grey or black.
  public var acceptsTruncated: Bool
  /// How pixels are weighed when a picture is decoded and resized in one go.
  public var filter: ResizeFilter

  public init(
    maxPixels: Int = 178_956_970, maxBytes: Int = 200_000_000, appliesOrientation: Bool = true,
    background: RGB = .white, acceptsTruncated: Bool = false, filter: ResizeFilter = .bilinear
  ) {
    self.maxPixels = maxPixels
    self.maxBytes = maxBytes
    self.appliesOrientation = appliesOrientation
    self.background = background
    self.acceptsTruncated = acceptsTruncated
    self.filter = filter
  }
}

/// An 8-bit sRGB colour.
public struct RGB: Sendable, Hashable {
  public var red, green, blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  public static let white = RGB(255, 255, 255)
  public static let black = RGB(0, 0, 0)
}
