/// What may be decoded, and how.
public struct DecodeOptions: Sendable, Hashable {
  /// The most pixels that a picture may have, as its header says, before any of them is decoded.
  ///
  /// The default is the number above which Pillow refuses to open a file (twice its `MAX_IMAGE_PIXELS`), so what
  /// opens in fastai opens here.
  public var maxPixels: Int
  /// The most memory that decoding may take, in bytes, the file itself not counted; told before it begins.
  ///
  /// With the default a file of 25 MB takes less than 256 MB in all, libraries included. A picture of more than 60
  /// million pixels does not fit at full size; to a smaller size almost every one is decoded, for rows are averaged as
  /// they come in. What needs the whole picture at once (progressive JPEG, interlaced PNG, WebP, GIF) is bounded by it.
  public var maxMemory: Int
  /// The longest file that is read into memory.
  public var maxBytes: Int
  /// Turns and mirrors the picture as its EXIF data say (fastai 1 does not, issue 3565 there).
  public var appliesOrientation: Bool
  /// What shows through where a picture is transparent.
  public var background: RGB
  /// Takes the colours that lie under what is transparent, often black, in place of the background: as fastai 1 does.
  public var dropsAlpha: Bool
  /// Takes a picture whose file was cut off; the rows that are missing are grey or black.
  public var acceptsTruncated: Bool
  /// How pixels are weighed when a picture is decoded and resized in one go.
  public var filter: ResizeFilter

  public init(
    maxPixels: Int = 178_956_970, maxMemory: Int = 192_000_000, maxBytes: Int = 200_000_000,
    appliesOrientation: Bool = true, background: RGB = .white, dropsAlpha: Bool = false,
    acceptsTruncated: Bool = false, filter: ResizeFilter = .bilinear
  ) {
    self.maxPixels = maxPixels
    self.maxMemory = maxMemory
    self.maxBytes = maxBytes
    self.appliesOrientation = appliesOrientation
    self.background = background
    self.dropsAlpha = dropsAlpha
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
