internal import CVips

extension RGBImage {
  /// Brings the picture to the size that `rule` asks for.
  ///
  /// - Throws: ``ImageError`` with code `.invalidArgument` or `.tooLarge`.
  public func resized(_ rule: ResizeRule, filter: ResizeFilter = .bilinear) throws -> RGBImage {
    let target = try rule.checkedSize(
      width: width, height: height, "image", maxPixels: max(DecodeOptions().maxPixels, width * height))
    return try resized(width: target.width, height: target.height, filter)
  }

  func resized(width newWidth: Int, height newHeight: Int, _ filter: ResizeFilter) throws -> RGBImage {
    if newWidth == width && newHeight == height { return self }
    let result = try filled(newWidth, newHeight) { from, to in
      pixels_resize(from, Int32(width), Int32(height), to, Int32(newWidth), Int32(newHeight), filter.native)
    }
    return result
  }

  /// Every `box` × `box` pixels become their mean, at the right and below what there is of them.
  func averaged(_ box: Int) throws -> RGBImage {
    if box == 1 { return self }
    return try filled((width + box - 1) / box, (height + box - 1) / box) { from, to in
      pixels_average(from, Int32(width), Int32(height), Int32(box), to)
    }
  }

  /// The rectangle whose upper left corner is at `x`, `y`.
  ///
  /// - Throws: ``ImageError`` with code `.invalidArgument` when it is empty or not inside the picture.
  public func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) throws -> RGBImage {
    try checkCrop(x, y, newWidth, newHeight)
    return try filled(newWidth, newHeight) { from, to in
      pixels_copy(from + (y * width + x) * 3, width * 3, Int32(newWidth), Int32(newHeight), 0, to)
      return 0
    }
  }

  /// Left becomes right.
  public func flippedLeftRight() -> RGBImage { oriented(2) }

  /// Turns and mirrors as an EXIF orientation from 1 to 8 says.
  public func oriented(_ orientation: Int) -> RGBImage {
    guard (2...8).contains(orientation) else { return self }
    let swaps = orientation >= 5
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { to, count in
      pixels.withUnsafeBufferPointer { from in
        pixels_orient(from.baseAddress, Int32(width), Int32(height), Int32(orientation), to.baseAddress)
      }
      count = pixels.count
    }
    return RGBImage(unchecked: turned, width: swaps ? height : width, height: swaps ? width : height)
  }

  private func checkCrop(_ x: Int, _ y: Int, _ newWidth: Int, _ newHeight: Int) throws {
    let fits =
      x >= 0 && y >= 0 && newWidth > 0 && newHeight > 0 && newWidth <= width && newHeight <= height
      && x <= width - newWidth && y <= height - newHeight
    guard fits else {
      throw ImageError(
        .invalidArgument, "image",
        "no crop of \(newWidth) × \(newHeight) at (\(x), \(y)) in \(width) × \(height) pixels")
    }
  }

  /// A new picture whose samples `body` writes.
  private func filled(
    _ newWidth: Int, _ newHeight: Int,
    _ body: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Int32
  ) throws -> RGBImage {
    let count = newWidth * newHeight * 3
    let made = try [UInt8](unsafeUninitializedCapacity: count) { to, filled in
      let status = pixels.withUnsafeBufferPointer { from in
        from.baseAddress.flatMap { from in to.baseAddress.map { body(from, $0) } }
      }
      guard status == 0 else { throw ImageError(.tooLarge, "image", "no memory for \(newWidth) × \(newHeight) pixels") }
      filled = count
    }
    return RGBImage(unchecked: made, width: newWidth, height: newHeight)
  }
}

extension RGBImage {
  /// Makes a rectangle black; what of it lies outside is left out.
  package mutating func blacken(columns: Range<Int>, rows: Range<Int>) {
    let columns = columns.clamped(to: 0..<width)
    for row in rows.clamped(to: 0..<height) {
      for at in ((row * width + columns.lowerBound) * 3)..<((row * width + columns.upperBound) * 3) { pixels[at] = 0 }
    }
  }

  /// Gives every pixel another level in one channel, row by row.
  package mutating func replace(channel: Int, by level: () -> UInt8) {
    for at in stride(from: channel, to: pixels.count, by: 3) { pixels[at] = level() }
  }
}
