/// How a picture of any shape is brought to a wanted size; the shape stays, except for `squish`.
///
/// Sizes are rounded half to even, as fastai 1 does (`vision/image.py`, `_get_resize_target`).
public indirect enum ResizeRule: Sendable, Hashable {
  /// The picture covers `width × height`, one side exactly. What sticks out is *not* yet cut off.
  case crop(width: Int, height: Int)
  /// The picture fits inside `width × height`, one side exactly.
  case pad(width: Int, height: Int)
  /// Exactly `width × height`, whatever that does to circles.
  case squish(width: Int, height: Int)
  /// No side longer than this; smaller pictures stay as they are.
  case fit(maxSide: Int)
  /// What a bilinear sampler needs that brings the picture to this size: averaged down to twice as large, and left alone
  /// where it is smaller than that (fastai: vision/image.py, `_grid_sample`).
  case sampled(ResizeRule)

  /// The size that a picture of `width × height` pixels gets under this rule; never less than one pixel a side.
  public func targetSize(width: Int, height: Int) -> (width: Int, height: Int) {
    switch self {
    case .crop(let wantedWidth, let wantedHeight):
      let ratio = min(Double(width) / Double(wantedWidth), Double(height) / Double(wantedHeight))
      return Self.divide(width, height, by: ratio)
    case .pad(let wantedWidth, let wantedHeight):
      let ratio = max(Double(width) / Double(wantedWidth), Double(height) / Double(wantedHeight))
      return Self.divide(width, height, by: ratio)
    case .squish(let wantedWidth, let wantedHeight):
      return (wantedWidth, wantedHeight)
    case .fit(let maxSide):
      let ratio = Double(max(width, height)) / Double(maxSide)
      return ratio <= 1 ? (width, height) : Self.divide(width, height, by: ratio)
    case .sampled(let rule):
      let size = rule.targetSize(width: width, height: height)
      let factor = min(Double(height) / Double(size.height), Double(width) / Double(size.width)) / 2
      return factor <= 1 ? (width, height) : (Self.divided(width, by: factor), Self.divided(height, by: factor))
    }
  }

  /// Rounded down, but not for want of a bit: 1200 / (1200 / 299 / 2) is 598.
  static func divided(_ length: Int, by factor: Double) -> Int { max(1, Int(Double(length) / factor + 1e-6)) }

  private static func divide(_ width: Int, _ height: Int, by ratio: Double) -> (width: Int, height: Int) {
    (
      max(1, Int((Double(width) / ratio).rounded(.toNearestOrEven))),
      max(1, Int((Double(height) / ratio).rounded(.toNearestOrEven)))
    )
  }

  /// The sides that the rule names, all of which must be from 1 to 65,535.
  var sides: [Int] {
    switch self {
    case .crop(let width, let height), .pad(let width, let height), .squish(let width, let height): [width, height]
    case .fit(let maxSide): [maxSide]
    case .sampled(let rule): rule.sides
    }
  }
}
