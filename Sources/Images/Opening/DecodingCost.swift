/// What decoding a file will take, told from its first bytes: before any pixel is decoded, and whatever the decoder does.
///
/// The shares are measured, with files of 40 million pixels made to be the worst of their kind, over libvips 8.14.
struct DecodingCost: Sendable, Hashable {
  /// Memory of the decoder for each stored pixel, in bytes; what is decoded comes on top of it.
  let bytesPerPixel: Double
  /// How often the picture is gone through.
  let passes: Int

  init(_ format: ImageFormat, _ bytes: [UInt8], _ header: ImageHeader) {
    let stored = header.storedSize
    let pixel = header.bands * max(header.bitDepth / 8, 1)
    rowBytes = stored.width * (min(stored.height, 700) * pixel + 100) + 4_000_000
    switch format {
    case .jpeg:
      let layout = JPEGLayout(bytes)
      (bytesPerPixel, passes) = (layout.bytesHeldPerPixel, layout.scans)
    case .png where PNGLayout(bytes).isInterlaced:
      // Seven passes over the whole picture, which libvips keeps as it is stored.
      (bytesPerPixel, passes) = (Double(pixel), 7)
    case .gif: (bytesPerPixel, passes) = (4.5, 1)  // A canvas in four bytes a pixel, and the frame.
    case .webp: (bytesPerPixel, passes) = (8.1, 1)  // Two canvases in four bytes a pixel.
    case .tiff: (bytesPerPixel, passes) = (Double(pixel), 1)  // It may be one strip.
    case .heif, .avif: (bytesPerPixel, passes) = (8, 1)
    case .png, .bmp: (bytesPerPixel, passes) = (0, 1)  // Row by row.
    }
  }

  /// Rows on their way through libvips, at most 700 of them as they are stored and a few in each of its steps, and tables.
  let rowBytes: Int
}
