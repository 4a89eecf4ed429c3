internal import Foundation

extension Surface {
  /// A parallel projection of the box around a surface, and the box's edges with their numbers.
  struct View {
    let x, y, z: Axis
    let titleLines: [String]
    private let names: (x: String, y: String, z: String)
    private let turn: (sin: Double, cos: Double)
    private let tilt: (sin: Double, cos: Double)
    private let scale: Double
    private let center: Point
    private static let relief = 0.75  // the height of the box, of the sides of its floor

    init(_ surface: Surface) {
      let heights = surface.z.joined().map { $0 } + (surface.path?.z ?? [])
      x = Axis(surface.x, scale: .linear)
      y = Axis(surface.y, scale: .linear)
      z = Axis(heights.filter(\.isFinite), scale: .linear)
      names = (surface.xLabel, surface.yLabel, surface.zLabel)
      turn = (sin(surface.azimuth * .pi / 180), cos(surface.azimuth * .pi / 180))
      tilt = (sin(surface.elevation * .pi / 180), cos(surface.elevation * .pi / 180))
      titleLines = TextMetrics.wrapped(
        surface.title, size: Frame.titleSize, isBold: true, into: Double(surface.width) - 24, limit: 2)
      let top = 12 + Double(titleLines.count) * Frame.titleSize * 1.3
      let room = (width: Double(surface.width) - 150, height: Double(surface.height) - top - 84)
      let spread = (width: abs(turn.sin) + abs(turn.cos), height: (abs(turn.sin) + abs(turn.cos)) * abs(tilt.sin))
      scale = min(room.width / spread.width, room.height / (spread.height + Self.relief * abs(tilt.cos)))
      center = Point(x: Double(surface.width) / 2 + 16, y: top + 14 + room.height / 2)
    }

    /// How far away a place on the floor is.
    func depth(_ x: Double, _ y: Double) -> Double {
      let (u, v) = (self.x.position(x) - 0.5, self.y.position(y) - 0.5)
      return v * turn.cos - u * turn.sin
    }

    func project(_ x: Double, _ y: Double, _ z: Double) -> Point {
      place(self.x.position(x) - 0.5, self.y.position(y) - 0.5, self.z.position(z) - 0.5)
    }

    /// From the unit box around zero to the paper.
    private func place(_ u: Double, _ v: Double, _ w: Double) -> Point {
      let across = u * turn.cos + v * turn.sin
      let away = v * turn.cos - u * turn.sin
      let up = away * tilt.sin + w * Self.relief * tilt.cos
      return Point(x: center.x + across * scale, y: center.y - up * scale)
    }

    // MARK: The box

    /// The floor, the two edges in front of it and the upright on the left, with numbers and names.
    func drawBox(_ canvas: inout Canvas) {
      let floor = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { place($0.0, $0.1, -0.5) }
      canvas.polygon(floor, fill: canvas.theme.grid, opacity: 0.45, stroke: canvas.theme.frame)
      let front = -0.5 * (turn.cos >= 0 ? 1 : -1)  // the edge along x that is nearer
      let side = 0.5 * (turn.sin >= 0 ? 1 : -1)  // the edge along y that is nearer
      drawEdge(&canvas, x, names.x, wanted: 5) { place($0, front, -0.5) }
      drawEdge(&canvas, y, names.y, wanted: 5) { place(side, $0, -0.5) }
      let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
      let left = corners.min { place($0.0, $0.1, 0).x < place($1.0, $1.1, 0).x } ?? (-0.5, -0.5)
      drawUpright(&canvas, at: left)
    }

    private func drawEdge(
      _ canvas: inout Canvas, _ axis: Axis, _ name: String, wanted: Int, _ at: (Double) -> Point
    ) {
      let (from, to) = (at(-0.5), at(0.5))
      canvas.line(from.x, from.y, to.x, to.y, stroke: canvas.theme.frame)
      let isLeft = (from.x + to.x) / 2 < center.x
      let anchor: Canvas.Anchor = isLeft ? .end : .start
      let shift = isLeft ? -8.0 : 8.0
      for tick in axis.ticks(wanted) {
        let point = at(axis.position(tick.value) - 0.5)
        canvas.circle(point, radius: 1.6, fill: canvas.theme.frame)
        canvas.text(
          tick.label, point.x + shift, point.y + 17, .init(size: 11, fill: canvas.theme.faint, anchor: anchor))
      }
      let middle = Point(x: (from.x + to.x) / 2 + shift * 3.2, y: (from.y + to.y) / 2 + 40)
      let fitted = TextMetrics.fitted(name, size: 13, into: canvas.width * 0.4)
      canvas.text(fitted, middle.x, middle.y, .init(size: 13, anchor: .middle), full: name)
    }

    private func drawUpright(_ canvas: inout Canvas, at corner: (Double, Double)) {
      let (from, to) = (place(corner.0, corner.1, -0.5), place(corner.0, corner.1, 0.5))
      canvas.line(from.x, from.y, to.x, to.y, stroke: canvas.theme.frame)
      for tick in z.ticks(5) {
        let point = place(corner.0, corner.1, z.position(tick.value) - 0.5)
        canvas.circle(point, radius: 1.6, fill: canvas.theme.frame)
        canvas.text(
          tick.label, point.x - 7, point.y + 4, .init(size: 11, fill: canvas.theme.faint, anchor: .end))
      }
      let fitted = TextMetrics.fitted(names.z, size: 13, into: canvas.width * 0.3)
      canvas.text(fitted, max(8, to.x - 24), to.y - 14, .init(size: 13, anchor: .start), full: names.z)
    }
  }
}
