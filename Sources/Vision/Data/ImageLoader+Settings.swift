import Images

extension ImageLoader.Settings {
  /// The short side becomes the size: what is left over is cut off.
  var resizeRule: ResizeRule { .crop(width: size, height: size) }

  /// Transforms a resized image and cuts the square out of it.
  func pixels(
    of image: RGBImage, into target: UnsafeMutableBufferPointer<UInt8>, using generator: inout SplitMix64
  ) throws {
    let x = offset(image.width - size, &generator)
    let y = offset(image.height - size, &generator)
    let mirrored = transforms.coin(transforms.flipProbability, &generator)
    guard transforms.warps else {
      return try image.copyCrop(x: x, y: y, width: size, height: size, mirrored: mirrored, into: target)
    }
    let (width, height) = (image.width, image.height)
    let geometry = transforms.drawGeometry(width: width, height: height, using: &generator)
    let cut = Homography.shift(x: Double(x), y: Double(y))
    let placed = mirrored ? Homography.mirror(width: width).after(cut) : cut
    let map = Homography.toPixels(width: width, height: height).after(geometry)
      .after(.fromPixels(width: width, height: height)).after(placed)
    let lighting = transforms.drawLighting(using: &generator)
    try image.warp(by: map, lighting: lighting, width: size, height: size, into: target)
  }

  private func offset(_ spare: Int, _ generator: inout SplitMix64) -> Int {
    if transforms.cropsAtRandom { return .random(in: 0...max(spare, 0), using: &generator) }
    return (spare + 1) / 2  // fastai's crop_pad at 0.5: int((spare + 1) · 0.5)
  }
}
