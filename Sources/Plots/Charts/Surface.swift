internal import Foundation

/// A surface over a plane, seen from above and aside, with a path on it: a loss over two weights, and the way down.
public struct Surface: Sendable {
  /// Points on the surface in their order.
  public struct Path: Sendable {
    public var x, y, z: [Double]

    public init(x: [Double], y: [Double], z: [Double]) { (self.x, self.y, self.z) = (x, y, z) }
  }

  public var title: String
  public var xLabel, yLabel, zLabel: String
  /// Ascending.
  public var x, y: [Double]
  /// `z[i][j]` stands over `x[i]` and `y[j]`.
  public var z: [[Double]]
  public var path: Path?
  public var colorMap: ColorMap
  /// Degrees: from where, around the vertical, and from how high.
  public var azimuth, elevation: Double
  public var width, height: Int

  public init(
    title: String = "", xLabel: String = "x", yLabel: String = "y", zLabel: String = "z", x: [Double], y: [Double],
    z: [[Double]], path: Path? = nil, colorMap: ColorMap = .viridis, azimuth: Double = -55, elevation: Double = 38,
    width: Int = 640, height: Int = 520
  ) {
    (self.title, self.xLabel, self.yLabel, self.zLabel) = (title, xLabel, yLabel, zLabel)
    (self.x, self.y, self.z, self.path, self.colorMap) = (x, y, z, path, colorMap)
    (self.azimuth, self.elevation) = (azimuth, elevation)
    (self.width, self.height) = (max(240, width), max(200, height))
  }

  /// Draws it: parts that are further away first.
  public func picture(theme: Theme = .light) -> Picture {
    let view = View(self)
    var canvas = Canvas(width: Double(width), height: Double(height), theme: theme)
    canvas.name = title
    canvas.rectangle(Rectangle(width: canvas.width, height: canvas.height), fill: theme.paper)
    canvas.titleBlock(view.titleLines, full: title, middle: canvas.width / 2, top: 10)
    view.drawBox(&canvas)
    drawPatches(&canvas, view)
    drawPath(&canvas, view)
    return canvas.picture
  }

  private func drawPatches(_ canvas: inout Canvas, _ view: View) {
    var patches: [(depth: Double, corners: [Point], share: Double)] = []
    for i in x.indices.dropLast() {
      for j in y.indices.dropLast() {
        let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        let heights = corners.map { height(at: $0.0, $0.1) }
        guard heights.allSatisfy(\.isFinite) else { continue }
        let depth = view.depth((x[i] + x[i + 1]) / 2, (y[j] + y[j + 1]) / 2)
        let points = zip(corners, heights).map { view.project(x[$0.0], y[$0.1], $1) }
        patches.append((depth, points, view.z.position(heights.reduce(0) { $0 + $1 / 4 })))
      }
    }
    for patch in patches.sorted(by: { $0.depth > $1.depth }) {
      let fill = colorMap.color(at: patch.share)
      canvas.polygon(patch.corners, fill: fill, stroke: fill.mixed(with: canvas.theme.paper, 0.35))
    }
  }

  private func height(at i: Int, _ j: Int) -> Double {
    z.indices.contains(i) && z[i].indices.contains(j) ? z[i][j] : .nan
  }

  private func drawPath(_ canvas: inout Canvas, _ view: View) {
    guard let path else { return }
    let points = zip(zip(path.x, path.y), path.z)
      .filter { view.x.contains($0.0) && view.y.contains($0.1) && view.z.contains($1) }
      .map { view.project($0.0, $0.1, $1) }
    guard let first = points.first, let last = points.last else { return }
    canvas.polyline(points, .init(color: canvas.theme.paper, width: 4.5))
    canvas.polyline(points, .init(color: canvas.theme.alert, width: 2))
    for point in points { canvas.circle(point, radius: 2.2, fill: canvas.theme.alert) }
    canvas.circle(first, radius: 5, fill: canvas.theme.paper, stroke: canvas.theme.alert)
    canvas.circle(last, radius: 5, fill: canvas.theme.alert, stroke: canvas.theme.paper)
  }
}
