import Foundation

/// fastai's maps. Coordinates run from −1 to 1 across the picture; the new picture's are mapped to the old one's.
extension Homography {
  /// Turns by degrees, the picture's content counter-clockwise (fastai: `rotate`).
  public static func rotation(degrees: Double) -> Homography {
    let angle = degrees * .pi / 180
    return Homography([cos(angle), -sin(angle), 0, sin(angle), cos(angle), 0])
  }

  /// Enlarges towards a point given as shares of the height and the width (fastai: `zoom`).
  public static func zoom(scale: Double, row: Double = 0.5, column: Double = 0.5) -> Homography {
    window(width: 1 / scale, height: 1 / scale, row: row, column: column)
  }

  /// Up to 1, stretches to the side; above, upwards (fastai: `squish`).
  public static func squish(scale: Double, row: Double = 0.5, column: Double = 0.5) -> Homography {
    scale <= 1
      ? window(width: scale, height: 1, row: row, column: column)
      : window(width: 1, height: 1 / scale, row: row, column: column)
  }

  /// The part of the picture that is looked at, as shares of its sides, and where it lies in what is left
  /// (fastai: `_get_zoom_mat`).
  public static func window(width: Double, height: Double, row: Double = 0.5, column: Double = 0.5) -> Homography {
    Homography([width, 0, (1 - width) * (2 * column - 1), 0, height, (1 - height) * (2 * row - 1)])
  }

  /// One of the eight ways to lay a square on itself (fastai: `dihedral_affine`).
  public static func dihedral(_ k: Int) -> Homography {
    let x: Double = k & 1 != 0 ? -1 : 1
    let y: Double = k & 2 != 0 ? -1 : 1
    return k & 4 != 0 ? Homography([0, x, 0, y, 0, 0]) : Homography([x, 0, 0, 0, y, 0])
  }

  // MARK: Perspective

  /// The corners of a picture, in the order in which targets are given for them.
  static let corners: [(x: Double, y: Double)] = [(-1, -1), (-1, 1), (1, -1), (1, 1)]

  /// Each corner moved by x and y, eight numbers; nil when three of them come to lie on a line
  /// (fastai: `perspective_warp`).
  public static func perspective(moving m: [Double]) -> Homography? {
    guard m.count == 8 else { return nil }
    return toCorners(from: corners.enumerated().map { ($1.x + m[2 * $0], $1.y + m[2 * $0 + 1]) })
  }

  /// Seen from another place, four numbers for the four sides (fastai: `symmetric_warp`).
  public static func symmetricWarp(_ m: [Double]) -> Homography? {
    guard m.count == 4 else { return nil }
    return toCorners(from: [
      (-1 - m[3], -1 - m[1]), (-1 - m[2], 1 + m[1]), (1 + m[3], -1 - m[0]), (1 + m[2], 1 + m[0]),
    ])
  }

  /// Tilted away to one side: 0 right, 1 left, 2 below, 3 above (fastai: `tilt`).
  public static func tilt(direction: Int, magnitude m: Double) -> Homography? {
    switch direction {
    case 0: perspective(moving: [0, 0, 0, 0, 0, -m, 0, m])
    case 1: perspective(moving: [0, -m, 0, m, 0, 0, 0, 0])
    case 2: perspective(moving: [0, 0, -m, 0, 0, 0, m, 0])
    default: perspective(moving: [-m, 0, 0, 0, m, 0, 0, 0])
    }
  }

  /// One coordinate of one corner moved outwards; bit 0 of the direction says which, the others the corner
  /// (fastai: `skew`).
  public static func skew(direction: Int, magnitude: Double) -> Homography? {
    var moves = [Double](repeating: 0, count: 8)
    let place = min(max(direction, 0), 7)
    let corner = corners[place / 2]
    moves[place] = magnitude * (place % 2 == 0 ? corner.x : corner.y)
    return perspective(moving: moves)
  }
}
