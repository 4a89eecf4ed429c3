internal import CVips

/// An image file in memory, its format known and its header read: ready to be decoded.
struct ImageSource {
  let bytes: [UInt8]
  let name: String
  let header: ImageHeader
  let cost: DecodingCost
  private let decoder: Decoder

  private enum Decoder {
    case plainJPEG
    case vips(CVipsFormat)
    case bitmap(BMP)

    var isBitmap: Bool {
      if case .bitmap = self { true } else { false }
    }
  }

  /// With `byLibvips` libvips reads what could be read without it, to compare them.
  init(_ bytes: [UInt8], named name: String, byLibvips: Bool = false) throws {
    guard let format = ImageFormat.sniff(bytes) else {
      throw ImageError(.notAnImage, name, ImageFormat.guessAtContent(of: bytes))
    }
    self.bytes = bytes
    self.name = name
    guard let loader = format.loader else {
      let bitmap = try BMP(bytes, named: name)
      decoder = .bitmap(bitmap)
      header = ImageHeader(bitmap)
      cost = DecodingCost(format, bytes, header)
      return
    }
    if format == .jpeg, !byLibvips, let header = PlainJPEG.header(of: bytes) {
      decoder = .plainJPEG
      self.header = header
      cost = DecodingCost(format, bytes, header)
      return
    }
    decoder = .vips(loader)
    header = try Self.header(format, loader, bytes, name)
    cost = DecodingCost(format, bytes, header)
  }

  private static func header(
    _ format: ImageFormat, _ loader: CVipsFormat, _ bytes: [UInt8], _ name: String
  ) throws -> ImageHeader {
    guard Vips.canLoad(loader) else {
      throw ImageError(
        .unsupported, name, "\(format.rawValue.uppercased()) is not read here: this build of libvips lacks it",
        remedy: "save it as JPEG or PNG")
    }
    if format == .png, let chunk = PNGLayout(bytes).impossibleChunk {
      throw ImageError(
        .truncated, name, "the file ends inside its chunk \(chunk.name), which claims \(chunk.claimed) bytes",
        remedy: "fetch it again")
    }
    var found = CVipsHeader()
    try Vips.call(name) { message in
      bytes.withUnsafeBytes { cvips_header(loader, $0.baseAddress, $0.count, &found, message) }
    }
    return ImageHeader(format, found)
  }

  /// Decodes at full size or, where the rule allows it, while shrinking.
  ///
  /// - Throws: ``ImageError`` with code `.tooLarge` before anything is decoded, when it would take too much.
  func decoded(_ options: DecodeOptions, rule: ResizeRule? = nil) throws -> RGBImage {
    let plan = try DecodingPlan(header, name, options, rule)
    try check(plan, options)
    let image = try pixels(options, plan)
    guard let target = plan.target else { return image }
    return try image.resized(width: target.width, height: target.height, rule?.filter ?? options.filter)
  }

  /// Whether the picture may be decoded, told before it is.
  ///
  /// - Throws: ``ImageError`` with code `.tooLarge`, `.corrupt` or `.invalidArgument`.
  func check(_ options: DecodeOptions, _ rule: ResizeRule) throws {
    try check(DecodingPlan(header, name, options, rule), options)
  }

  private func check(_ plan: DecodingPlan, _ options: DecodeOptions) throws {
    guard cost.passes <= JPEGLayout.mostScans else {
      throw ImageError(.corrupt, name, "a picture in \(cost.passes) scans is made to keep its reader busy")
    }
    let needed = plan.memory(cost, header, isBitmap: decoder.isBitmap)
    guard needed <= options.maxMemory else {
      let (have, want) = (options.maxMemory / 1_000_000, needed / 1_000_000)
      throw ImageError(
        .tooLarge, name, "\(header.width) × \(header.height) pixels would take \(want) MB of memory, more than \(have)",
        remedy: plan.target == nil
          ? "decode it to a smaller size, or raise DecodeOptions.maxMemory" : "raise DecodeOptions.maxMemory to read it"
      )
    }
  }

  private func pixels(_ options: DecodeOptions, _ plan: DecodingPlan) throws -> RGBImage {
    switch decoder {
    case .bitmap(let bitmap): try bitmap.pixels(options)
    case .vips(let loader): try pixels(loader, options, plan)
    case .plainJPEG:
      try PlainJPEG.pixels(of: bytes, plan, stored: PixelSize(header.storedSize)) ?? pixels(CVIPS_JPEG, options, plan)
    }
  }

  private func pixels(_ loader: CVipsFormat, _ options: DecodeOptions, _ plan: DecodingPlan) throws -> RGBImage {
    let capacity = plan.decoded.width * plan.decoded.height * 3
    let background = options.background
    var how = CVipsDecode(
      format: loader, shrink: Int32(plan.shrink), box: Int32(plan.box), orientation: Int32(plan.orientation),
      acceptsTruncated: options.acceptsTruncated ? 1 : 0, dropsAlpha: options.dropsAlpha ? 1 : 0,
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
