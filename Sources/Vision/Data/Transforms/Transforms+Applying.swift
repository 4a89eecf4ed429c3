public import Images

extension Transforms {
  /// The image that the network would see.
  ///
  /// - Parameters:
  ///   - image: A picture of any size.
  ///   - size: In pixels; nil to keep the picture's own size.
  ///   - seed: Of the numbers that are drawn.
  /// - Returns: A picture of that size, but for `ResizeMethod.no`.
  /// - Throws: `ImageError` when a crop does not fit, or what one of the transforms throws.
  public func callAsFunction(_ image: RGBImage, size: ImageSize? = nil, seed: UInt64 = 0) throws -> RGBImage {
    var generator = SplitMix64(seed: seed)
    return try applied(to: image, size: size, using: &generator).rendered()
  }

  /// Where in the picture's own pixels the corners of what the network sees lie: upper left, upper right, lower right,
  /// lower left.
  public func outline(
    of image: RGBImage, size: ImageSize? = nil, seed: UInt64 = 0
  ) throws -> [(x: Double, y: Double)] {
    var generator = SplitMix64(seed: seed)
    return try applied(to: image, size: size, using: &generator).outline()
  }

  /// Queues everything; nothing is sampled yet.
  func applied(to image: RGBImage, size: ImageSize?, using generator: inout SplitMix64) throws -> LazyImage {
    let edits = inOrder.compactMap { $0.edit(using: &generator) }
    var lazy = LazyImage(image, padding: paddingMode, interpolation: interpolation)
    if let size, let rule = rule(size) {
      let grid = rule.targetSize(width: image.width, height: image.height)
      guard grid.width * grid.height <= DecodeOptions().maxPixels else {
        throw ImageError(.tooLarge, "image", "\(image) would become \(grid.width) × \(grid.height) pixels")
      }
      try lazy.resize(width: grid.width, height: grid.height)
    }
    let target = size.map { (width: $0.width, height: $0.height) } ?? (image.width, image.height)
    for edit in edits { try lazy.apply(edit, target: target) }
    return lazy
  }

  /// How the picture is brought to a size before it is cut or padded; nil when it stays as it is.
  func rule(_ size: ImageSize) -> ResizeRule? {
    switch resizeMethod {
    case .crop: .crop(width: size.width, height: size.height)
    case .pad: .pad(width: size.width, height: size.height)
    case .squish: .squish(width: size.width, height: size.height)
    case .no: nil
    }
  }
}
