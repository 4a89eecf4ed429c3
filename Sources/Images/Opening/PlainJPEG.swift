internal import CVips

/// JPEG files as nearly all cameras and editors write them, decoded by libjpeg without libvips around it. Of other files, and of
/// those of which libjpeg complains, nothing is said: libvips reads them, and explains.
package enum PlainJPEG {
  /// Larger results are made by libvips, row by row. Until it is averaged or turned the picture is whole in memory, which the
  /// plan does not count: 12 MB at the most.
  private static let mostPixels = 1 << 22

  /// What the markers say; nil when libvips has to tell.
  static func header(of bytes: [UInt8]) -> ImageHeader? {
    var found = JPEGHeader()
    let isPlain = bytes.withUnsafeBufferPointer { jpeg_header($0.baseAddress, $0.count, &found) }
    return isPlain == 1 ? ImageHeader(found) : nil
  }

  /// The picture as planned; nil when libvips has to make it.
  static func pixels(of bytes: [UInt8], _ plan: DecodingPlan, stored: PixelSize) -> RGBImage? {
    try? picture(of: bytes, stored, shrink: plan.shrink)?.averaged(plan.box).oriented(plan.orientation)
  }

  /// Decodes a picture as it is stored, at 1 / `shrink` (1, 2, 4 or 8) of its size.
  ///
  /// - Returns: nil when libvips has to make it.
  package static func picture(of bytes: [UInt8], shrink: Int) -> RGBImage? {
    header(of: bytes).flatMap { picture(of: bytes, PixelSize($0.storedSize), shrink: shrink) }
  }

  private static func picture(of bytes: [UInt8], _ stored: PixelSize, shrink: Int) -> RGBImage? {
    let size = PixelSize((stored.width / shrink, stored.height / shrink))
    guard (1...mostPixels).contains(size.pixels) else { return nil }
    let capacity = size.pixels * 3
    let pixels = [UInt8](unsafeUninitializedCapacity: capacity) { pixels, filled in
      let status = bytes.withUnsafeBufferPointer {
        jpeg_decode($0.baseAddress, $0.count, Int32(shrink), pixels.baseAddress, capacity)
      }
      filled = status == 1 ? capacity : 0
    }
    return pixels.isEmpty ? nil : RGBImage(unchecked: pixels, width: size.width, height: size.height)
  }
}

extension ImageHeader {
  fileprivate init(_ header: JPEGHeader) {
    self.init(
      .jpeg,
      CVipsHeader(
        width: header.width, height: header.height, orientation: header.orientation, pages: 1, bands: header.components,
        bits: 8, hasAlpha: 0, hasProfile: 0))
  }
}
