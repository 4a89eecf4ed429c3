public import Images
public import Plots

/// Where in an image a network looks for a class: a coarse grid over what the network sees.
public struct HeatMap: Sendable, Hashable {
  public let rows, columns: Int
  /// Row by row, not negative: `ReLU(Σ_c w_c · A_c)`, in the units of the class's score.
  public let values: [Float]

  public init(rows: Int, columns: Int, values: [Float]) {
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// Row by row, 0…1: the largest value is 1, and all are 0 where nothing speaks for the class.
  public var shares: [Float] {
    let most = values.max() ?? 0
    return values.map { most > 0 ? $0 / most : 0 }
  }

  /// The map in colours over the image that the network saw, stretched over it with bilinear interpolation.
  ///
  /// - Parameters:
  ///   - image: What the network saw, of any size.
  ///   - alpha: How much the colours cover it, 0…1 (fastai: 0.6).
  ///   - colorMap: Magma, as fastai has it.
  /// - Returns: A picture of the image's size.
  /// - Throws: `ImageError` when there is no memory for it.
  public func overlay(on image: RGBImage, alpha: Double = 0.6, colorMap: ColorMap = .magma) throws -> RGBImage {
    let table = (0...255).map { colorMap.color(at: Double($0) / 255) }
    let field = stretched(width: image.width, height: image.height)
    var pixels = image.pixels
    for (index, share) in field.enumerated() {
      let color = table[Int((min(max(share, 0), 1) * 255).rounded())]
      for (channel, part) in [color.red, color.green, color.blue].enumerated() {
        let below = Double(pixels[index * 3 + channel])
        pixels[index * 3 + channel] = UInt8((below + (Double(part) - below) * alpha).rounded())
      }
    }
    return try RGBImage(width: image.width, height: image.height, pixels: pixels)
  }

  /// The shares at every pixel of a larger grid, cell centres on cell centres.
  func stretched(width: Int, height: Int) -> [Float] {
    let shares = shares
    guard rows > 0, columns > 0 else { return [Float](repeating: 0, count: width * height) }
    let across = (0..<width).map { Self.neighbours($0, of: width, in: columns) }
    return (0..<height).flatMap { y in
      let down = Self.neighbours(y, of: height, in: rows)
      return across.map { place in
        let top = Self.mixed(
          shares[down.low * columns + place.low], shares[down.low * columns + place.high], place.share)
        let bottom = Self.mixed(
          shares[down.high * columns + place.low], shares[down.high * columns + place.high], place.share)
        return Self.mixed(top, bottom, down.share)
      }
    }
  }

  private static func mixed(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

  private static func neighbours(_ pixel: Int, of size: Int, in cells: Int) -> (low: Int, high: Int, share: Float) {
    let position = max(0, (Float(pixel) + 0.5) * Float(cells) / Float(size) - 0.5)
    let low = min(Int(position), cells - 1)
    return (low, min(low + 1, cells - 1), position - Float(low))
  }
}
