import Images

/// fastai's transforms of the plane (vision/transform.py), by their names there. All of them together are one sampling.
extension Transform {
  /// Turns by degrees, the content counter-clockwise.
  public static func rotate(_ degrees: Draw, probability: Double = 1) -> Transform {
    Transform("rotate", "\(degrees)", order: .affine, probability: probability) { random in
      .affine(.rotation(degrees: degrees(&random)))
    }
  }

  /// Enlarges towards a point, given as shares of the height and the width; a scale below 1 shows what is beyond the
  /// border.
  public static func zoom(
    scale: Draw, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1
  ) -> Transform {
    Transform("zoom", "\(scale), row \(row), column \(column)", order: .affine, probability: probability) { random in
      let scale = max(scale(&random), 1e-3)
      return .affine(.zoom(scale: scale, row: row(&random), column: column(&random)))
    }
  }

  /// Enlarges towards a random point (fastai: `rand_zoom`).
  public static func randZoom(scale: Draw, probability: Double = 1) -> Transform {
    zoom(scale: scale, row: .uniform(0...1), column: .uniform(0...1), probability: probability)
  }

  /// A scale up to 1 stretches sideways, above 1 upwards.
  public static func squish(
    scale: Draw, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1
  ) -> Transform {
    Transform("squish", "\(scale), row \(row), column \(column)", order: .affine, probability: probability) { random in
      let scale = max(scale(&random), 1e-3)
      return .affine(.squish(scale: scale, row: row(&random), column: column(&random)))
    }
  }

  /// Left becomes right, by the map (see ``flipLR(probability:)`` for the pixels).
  public static func flipAffine(probability: Double = 1) -> Transform {
    Transform("flipAffine", order: .affine, probability: probability) { _ in .affine(.dihedral(1)) }
  }

  /// One of the eight ways to lay a square on itself, by the map.
  public static func dihedralAffine(_ k: ClosedRange<Int> = 0...7, probability: Double = 1) -> Transform {
    Transform("dihedralAffine", "\(k)", order: .affine, probability: probability) { random in
      .affine(.dihedral(.random(in: k, using: &random)))
    }
  }

  /// Seen from another place: four numbers, drawn one by one, move the corners by shares of half a side.
  public static func symmetricWarp(_ magnitude: Draw, probability: Double = 1) -> Transform {
    symmetricWarp([magnitude, magnitude, magnitude, magnitude], probability: probability)
  }

  /// Seen from another place, with a number for each side.
  public static func symmetricWarp(_ magnitudes: [Draw], probability: Double = 1) -> Transform {
    Transform("symmetricWarp", text(magnitudes), order: .coordinates, probability: probability) { random in
      plane(.symmetricWarp(magnitudes.map { $0(&random) }))
    }
  }

  /// Each corner moved by x and y: eight numbers.
  public static func perspectiveWarp(_ magnitudes: [Draw], probability: Double = 1) -> Transform {
    Transform("perspectiveWarp", text(magnitudes), order: .coordinates, probability: probability) { random in
      plane(.perspective(moving: magnitudes.map { $0(&random) }))
    }
  }

  /// Tilted away to one side: 0 right, 1 left, 2 below, 3 above.
  public static func tilt(
    direction: ClosedRange<Int> = 0...3, magnitude: Draw, probability: Double = 1
  ) -> Transform {
    Transform("tilt", "\(direction), \(magnitude)", order: .coordinates, probability: probability) { random in
      plane(.tilt(direction: .random(in: direction, using: &random), magnitude: magnitude(&random)))
    }
  }

  /// One coordinate of one corner moved outwards, 0…7.
  public static func skew(
    direction: ClosedRange<Int> = 0...7, magnitude: Draw, probability: Double = 1
  ) -> Transform {
    Transform("skew", "\(direction), \(magnitude)", order: .coordinates, probability: probability) { random in
      plane(.skew(direction: .random(in: direction, using: &random), magnitude: magnitude(&random)))
    }
  }

  /// Each pixel is looked up a little beside its place, by up to a share of half a side.
  public static func jitter(_ magnitude: Draw, probability: Double = 1) -> Transform {
    Transform("jitter", "\(magnitude)", order: .coordinates, probability: probability) { random in
      let most = abs(magnitude(&random))
      let seed = random.next()
      return .displacement { column, row in
        var own = SplitMix64(seed: seed, stream: UInt64(truncatingIfNeeded: row), UInt64(truncatingIfNeeded: column))
        return (.random(in: -most...most, using: &own), .random(in: -most...most, using: &own))
      }
    }
  }

  /// A part of the picture that is `1 / scale` of it and of another shape, cut to the size: eight tries, then the
  /// centre (fastai: `rand_resize_crop`).
  public static func randResizeCrop(
    size: ImageSize, maxScale: Double = 2, ratios: ClosedRange<Double> = 0.75...1.33
  ) -> [Transform] {
    let window = Transform("zoomSquish", "1.0…\(maxScale), \(ratios)", order: .coordinates) { random in
      let tries = (0..<8).map { _ in WindowTry(maxScale: maxScale, ratios: ratios, using: &random) }
      let (row, column) = (Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
      return .coordinates { width, height in
        let shape = tries.lazy.compactMap(\.window).first
        let centre = WindowTry.square(width: width, height: height)
        return shape.map { .window(width: $0.width, height: $0.height, row: row, column: column) }
          ?? .window(width: centre.width, height: centre.height)
      }
    }
    return [window, crop(size: size)]
  }

  /// A map that does not exist leaves the picture as it is.
  private static func plane(_ map: Homography?) -> ImageEdit {
    .coordinates { _, _ in map ?? .identity }
  }

  private static func text(_ numbers: [Draw]) -> String { numbers.map(\.description).joined(separator: " ") }
}

/// One draw of a part of the picture (fastai: `_compute_zs_mat`).
private struct WindowTry: Sendable {
  let scale, ratio: Double
  let isInverted: Bool

  init(maxScale: Double, ratios: ClosedRange<Double>, using random: inout TransformRandom) {
    scale = 1 / Double.random(in: 1...max(maxScale, 1), using: &random).squareRoot()
    ratio = Double.random(in: ratios, using: &random).squareRoot()
    isInverted = .random(using: &random)
  }

  /// As shares of the sides; nil when it sticks out.
  var window: (width: Double, height: Double)? {
    guard scale * ratio <= 1, scale / ratio <= 1 else { return nil }
    return isInverted ? (scale / ratio, scale * ratio) : (scale * ratio, scale / ratio)
  }

  static func square(width: Int, height: Int) -> (width: Double, height: Double) {
    let shape = Double(width) / Double(height)
    return shape > 1 ? (1 / shape, 1) : (1, shape)
  }
}
