import Images

extension ImageLoader.Settings {
  /// How large a picture has to be decoded for the transforms to lose nothing.
  var resizeRule: ResizeRule { transforms.rule(size).map { .sampled($0) } ?? .fit(maxSide: 65_535) }

  /// Transforms an image, decoded by ``resizeRule``, into its place in a batch: sampled once.
  ///
  /// - Throws: `ImageError` when the transforms fail or make another size.
  func pixels(
    of image: RGBImage, into target: UnsafeMutableBufferPointer<UInt8>, using generator: inout SplitMix64
  ) throws {
    let lazy = try transforms.applied(to: image, size: size, using: &generator)
    guard lazy.width == size.width, lazy.height == size.height else {
      throw ImageError(
        .invalidArgument, "image",
        "the transforms make \(lazy.width) × \(lazy.height) pixels of it, not \(size.width) × \(size.height)",
        remedy: "resize by crop, pad or squish, or end with a crop of that size")
    }
    try lazy.render(into: target)
  }
}
