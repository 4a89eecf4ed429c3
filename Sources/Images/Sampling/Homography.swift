import Foundation

/// A perspective map of the plane: `(x, y, 1)` to `(x′, y′, w′)`, read as `(x′/w′, y′/w′)`. Turning, zooming, warping
/// and mirroring compose into one, so that a picture is sampled once.
public struct Homography: Sendable, Hashable {
  /// Nine numbers, row by row.
  public internal(set) var m: [Double]

  /// - Parameter m: Nine numbers, row by row; six are taken as an affine map.
  public init(_ m: [Double]) {
    self.m = m.count == 6 ? m + [0, 0, 1] : m
    precondition(self.m.count == 9, "a map of the plane has nine numbers, or six")
  }

  public static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0, 1])

  /// `first`, then this one.
  public func after(_ first: Homography) -> Homography {
    Homography((0..<9).map { product(first, row: $0 / 3, column: $0 % 3) })
  }

  private func product(_ other: Homography, row: Int, column: Int) -> Double {
    (0..<3).reduce(0.0) { sum, k in sum + m[row * 3 + k] * other.m[k * 3 + column] }
  }

  public func callAsFunction(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let w = m[6] * x + m[7] * y + m[8]
    return ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
  }

  /// The same map on a picture that is not square: turning stays rigid (fastai: `_affine_mult`).
  public func rigid(width: Double, height: Double) -> Homography {
    var corrected = self
    corrected.m[1] *= height / width
    corrected.m[3] *= width / height
    return corrected
  }

  /// The map that brings each of `targets` to the corner of the same place: (−1, −1), (−1, 1), (1, −1), (1, 1)
  /// (fastai: `_find_coeffs`); nil when three of them lie on a line.
  public static func toCorners(from targets: [(x: Double, y: Double)]) -> Homography? {
    let corners: [(x: Double, y: Double)] = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    let rows = zip(targets, corners).flatMap { p, q -> [[Double]] in
      let first = [p.x, p.y, 1, 0, 0, 0, -q.x * p.x, -q.x * p.y, q.x]
      let second = [0, 0, 0, p.x, p.y, 1, -q.y * p.x, -q.y * p.y, q.y]
      return [first, second]
    }
    return solved(rows).map { Homography($0 + [1]) }
  }

  /// Gaussian elimination with pivoting of a system given by its rows, the right side last.
  private static func solved(_ system: [[Double]]) -> [Double]? {
    var rows = system
    let count = rows.count
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-12
      else { return nil }
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }
}

extension Homography {
  /// From pixels, counted from 0, to −1…1 with the border pixels' centres at the ends.
  static func fromPixels(width: Int, height: Int) -> Homography {
    let (x, y) = (2 / Double(max(width - 1, 1)), 2 / Double(max(height - 1, 1)))
    return Homography([x, 0, -1, 0, y, -1, 0, 0, 1])
  }

  /// From −1…1 to pixels.
  static func toPixels(width: Int, height: Int) -> Homography {
    let (x, y) = (Double(width - 1) / 2, Double(height - 1) / 2)
    return Homography([x, 0, x, 0, y, y, 0, 0, 1])
  }
}
