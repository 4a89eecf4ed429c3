/// How a picture will be decoded: how far it shrinks on the way, and what is then left to resize.
struct DecodingPlan: Sendable, Hashable {
  /// In the JPEG decoder: 1, 2, 4 or 8.
  private(set) var shrink = 1
  /// So many pixels along each side become their mean as rows come in, so that a large picture is never whole in memory.
  private(set) var box = 1
  /// Applied as rows come in; 1 for none.
  let orientation: Int
  /// The size that decoding gives, turned.
  private(set) var decoded: PixelSize
  /// The size in the end; nil when it is that of the picture.
  private(set) var target: PixelSize?

  /// - Throws: ``ImageError`` with code `.tooLarge`, `.corrupt` or `.invalidArgument`.
  init(_ header: ImageHeader, _ name: String, _ options: DecodeOptions, _ rule: ResizeRule?) throws {
    try Self.check(header, name, options)
    orientation = options.appliesOrientation ? header.orientation : 1
    let stored = PixelSize(header.storedSize)
    let seen = options.appliesOrientation ? PixelSize((header.width, header.height)) : stored
    decoded = seen
    guard let rule else { return }
    let target = PixelSize(
      try rule.checkedSize(width: seen.width, height: seen.height, name, maxPixels: options.maxPixels))
    self.target = target
    let factor = min(Double(seen.width) / Double(target.width), Double(seen.height) / Double(target.height))
    if header.format == .jpeg { shrink = Self.shrink(factor, rule) }
    if header.format != .bmp {
      box = min(64, max(1, Int((factor / Double(shrink) / rule.boxGap + 1e-6).rounded(.down))))
    }
    // An upper bound: of JPEG files the decoder may leave a last column out that is no whole one.
    decoded = seen.divided(by: shrink).divided(by: box)
    if case .sampled = rule, decoded.width < target.width || decoded.height < target.height { self.target = decoded }
  }

  private static func check(_ header: ImageHeader, _ name: String, _ options: DecodeOptions) throws {
    guard header.width > 0, header.height > 0 else { throw ImageError(.corrupt, name, "the picture has no pixels") }
    let (pixels, overflows) = header.width.multipliedReportingOverflow(by: header.height)
    guard !overflows, pixels <= options.maxPixels else {
      throw ImageError(
        .tooLarge, name,
        "\(header.width) × \(header.height) pixels are more than the \(options.maxPixels) that are allowed",
        remedy: "raise DecodeOptions.maxPixels to read it")
    }
  }

  /// How far the JPEG decoder may shrink, which saves most of its work.
  private static func shrink(_ factor: Double, _ rule: ResizeRule) -> Int {
    let allowed = factor / rule.shrinkGap
    return allowed >= 8 ? 8 : allowed >= 4 ? 4 : allowed >= 2 ? 2 : 1
  }

  /// Bytes that decoding and resizing hold at once, the file not counted.
  func memory(_ cost: DecodingCost, _ header: ImageHeader, isBitmap: Bool) -> Int {
    let stored = header.storedSize
    let decoder = Double(stored.width * stored.height) * cost.bytesPerPixel
    let result = target.map { $0 == decoded ? 0 : $0.pixels * 3 } ?? 0
    let turned = isBitmap && orientation > 1 ? decoded.pixels * 3 : 0
    return Int(decoder) + cost.rowBytes + decoded.pixels * 3 + result + turned
  }
}

/// Columns and rows.
struct PixelSize: Sendable, Hashable {
  let width, height: Int

  init(_ size: (width: Int, height: Int)) { (width, height) = size }

  var pixels: Int { width * height }

  func divided(by count: Int) -> PixelSize {
    PixelSize(((width + count - 1) / count, (height + count - 1) / count))
  }
}

extension ResizeRule {
  /// The filter that the rule asks for, whatever the options say.
  var filter: ResizeFilter? {
    guard case .sampled = self else { return nil }
    return .area
  }

  /// How many times the pixels that are wanted along each side the JPEG decoder must leave for the filter to weigh.
  ///
  /// At 2 the result differs from that of a full decode by less than one level of 255 on average, as in libvips'
  /// thumbnailer and in Pillow (`reducing_gap`). For sampling, twice the size in the end is wanted, and five eighths of
  /// that are enough: what the sampler leaves out by aliasing, the decoder does better.
  fileprivate var shrinkGap: Double {
    if case .sampled = self { 0.625 } else { 2 }
  }

  /// The same for the mean of a box; to a mean, a mean is no loss.
  fileprivate var boxGap: Double {
    if case .sampled = self { 1 } else { 2 }
  }

  /// The target size, when the rule makes sense and the result is not absurdly large (a picture a thousand times as
  /// wide as high covers a square only at a thousand times its area).
  func checkedSize(width: Int, height: Int, _ name: String, maxPixels: Int) throws -> (width: Int, height: Int) {
    guard sides.allSatisfy({ (1...65_535).contains($0) }) else {
      throw ImageError(.invalidArgument, name, "cannot be resized to \(self): a side is from 1 to 65,535 pixels")
    }
    let target = targetSize(width: width, height: height)
    guard target.width <= 1 << 24, target.height <= 1 << 24, target.width * target.height <= maxPixels else {
      throw ImageError(
        .tooLarge, name,
        "\(width) × \(height) pixels would become \(target.width) × \(target.height), more than the \(maxPixels) allowed"
      )
    }
    return target
  }
}
