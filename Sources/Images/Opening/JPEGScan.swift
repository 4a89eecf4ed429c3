internal import CVips

/// A walk through a JPEG file's Huffman codes, in place of a decode, where it is certain what that would find.
package enum JPEGScan {
  /// The brightness of a sound file at an eighth of its size, as it is stored.
  ///
  /// - Parameters:
  ///   - bytes: A whole file.
  ///   - header: What the markers of the same bytes say.
  /// - Returns: Grey pixels; nil when the file may be broken, or is of a kind that is not walked through (progressive, CMYK and
  ///   other rare ones): a decode has to tell.
  package static func eighth(of bytes: [UInt8], _ header: ImageHeader) -> RGBImage? {
    let stored = header.storedSize
    guard header.format == .jpeg else { return nil }
    let size = PixelSize(stored).divided(by: 8)
    return grey(bytes, stored, size.pixels).map { spread($0, size) }
  }

  private static func grey(_ bytes: [UInt8], _ stored: (width: Int, height: Int), _ count: Int) -> [UInt8]? {
    var isSound = false
    let levels = [UInt8](unsafeUninitializedCapacity: count) { levels, filled in
      let status = bytes.withUnsafeBufferPointer {
        jpeg_scan($0.baseAddress, $0.count, Int32(stored.width), Int32(stored.height), levels.baseAddress, count)
      }
      isSound = status == 1
      filled = isSound ? count : 0
    }
    return isSound ? levels : nil
  }

  private static func spread(_ levels: [UInt8], _ size: PixelSize) -> RGBImage {
    let pixels = [UInt8](unsafeUninitializedCapacity: levels.count * 3) { pixels, filled in
      for (index, level) in levels.enumerated() {
        (pixels[3 * index], pixels[3 * index + 1], pixels[3 * index + 2]) = (level, level, level)
      }
      filled = levels.count * 3
    }
    return RGBImage(unchecked: pixels, width: size.width, height: size.height)
  }
}
