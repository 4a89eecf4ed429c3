internal import CVips

/// An image file in memory, its format known and its header read: ready to be decoded.
struct ImageSource {
  let bytes: [UInt8]
  let name: String
  let header: ImageHeader
  private let decoder: Decoder

  private enum Decoder {
    case vips(CVipsFormat)
    case bitmap(BMP)
  }

  init(_ bytes: [UInt8], named name: String) throws {
    guard let format = ImageFormat.sniff(bytes) else {
      throw ImageError(.notAnImage, name, ImageFormat.guessAtContent(of: bytes))
    }
    self.bytes = bytes
    self.name = name
    guard let loader = format.loader else {
      let bitmap = try BMP(bytes, named: name)
      decoder = .bitmap(bitmap)
      header = ImageHeader(bitmap)
      return
    }
    guard Vips.canLoad(loader) else {
      throw ImageError(
        .unsupported, name, "\(format.rawValue.uppercased()) is not read here: this build of libvips lacks it",
        remedy: "save it as JPEG or PNG")
    }
    var found = CVipsHeader()
    try Vips.call(name) { message in
      bytes.withUnsafeBytes { cvips_header(loader, $0.baseAddress, $0.count, &found, message) }
    }
    decoder = .vips(loader)
    header = ImageHeader(format, found)
  }

  /// Decodes at full size or, where the rule allows it, while shrinking.
  func decoded(_ options: DecodeOptions, rule: ResizeRule? = nil) throws -> RGBImage {
    try check(header.width, header.height, options)
    let turns = options.appliesOrientation && header.orientation > 1
    let seen = turns ? (header.width, header.height) : header.storedSize
    guard let rule else {
      let stored = try pixels(options, shrink: 1)
      return turns ? stored.oriented(header.orientation) : stored
    }
    let target = try rule.checkedSize(width: seen.0, height: seen.1, name, maxPixels: options.maxPixels)
    let swaps = turns && header.orientation >= 5
    let storedTarget = swaps ? (width: target.height, height: target.width) : target
    let small = try pixels(options, shrink: shrink(to: storedTarget))
      .resized(width: storedTarget.width, height: storedTarget.height, options.filter)
    return turns ? small.oriented(header.orientation) : small
  }

  private func check(_ width: Int, _ height: Int, _ options: DecodeOptions) throws {
    guard width > 0, height > 0 else { throw ImageError(.corrupt, name, "the picture has no pixels") }
    guard width.multipliedReportingOverflow(by: height).partialValue <= options.maxPixels else {
      throw ImageError(
        .tooLarge, name, "\(width) × \(height) pixels are more than the \(options.maxPixels) that are allowed",
        remedy: "raise DecodeOptions.maxPixels to read it")
    }
  }

  /// As in libvips' thumbnailer and in Pillow's (`reducing_gap`): at 2, the result differs from that of a full decode
  /// by less than one level of 255 on average; at 1 by two.
  private static let gap = 2.0

  /// How far the JPEG decoder may shrink while it decodes, which saves most of its work: a power of two that leaves
  /// ``gap`` times the pixels that are wanted along each side, for the filter to weigh.
  private func shrink(to target: (width: Int, height: Int)) -> Int {
    guard header.format == .jpeg else { return 1 }
    let stored = header.storedSize
    let factor = min(Double(stored.width) / Double(target.width), Double(stored.height) / Double(target.height))
    let allowed = factor / Self.gap
    return allowed >= 8 ? 8 : allowed >= 4 ? 4 : allowed >= 2 ? 2 : 1
  }

  private func pixels(_ options: DecodeOptions, shrink: Int) throws -> RGBImage {
    switch decoder {
    case .bitmap(let bitmap): try bitmap.pixels(options)
    case .vips(let loader): try pixels(loader, options, shrink: shrink)
    }
  }

  private func pixels(_ loader: CVipsFormat, _ options: DecodeOptions, shrink: Int) throws -> RGBImage {
    let stored = header.storedSize
    let capacity = (stored.width + shrink - 1) / shrink * ((stored.height + shrink - 1) / shrink) * 3
    let background = options.background
    var how = CVipsDecode(
      format: loader, shrink: Int32(shrink), acceptsTruncated: options.acceptsTruncated ? 1 : 0,
      background: (background.red, background.green, background.blue))
    var width: Int32 = 0
    var height: Int32 = 0
    let pixels = try [UInt8](unsafeUninitializedCapacity: capacity) { pixels, filled in
      try Vips.call(name) { message in
        bytes.withUnsafeBytes { bytes in
          cvips_decode(
            &how, bytes.baseAddress, bytes.count, pixels.baseAddress, capacity, &width, &height, message)
        }
      }
      filled = Int(width) * Int(height) * 3
    }
    return RGBImage(unchecked: pixels, width: Int(width), height: Int(height))
  }
}

extension ImageFormat {
  /// The loader in libvips; nil for what we read ourselves.
  var loader: CVipsFormat? {
    switch self {
    case .jpeg: CVIPS_JPEG
    case .png: CVIPS_PNG
    case .gif: CVIPS_GIF
    case .webp: CVIPS_WEBP
    case .tiff: CVIPS_TIFF
    case .heif, .avif: CVIPS_HEIF
    case .bmp: nil
    }
  }
}

extension ResizeRule {
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
