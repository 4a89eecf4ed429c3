/// Dots in letters of Braille: each letter holds two by four (Unicode, U+2800 and following).
struct BrailleGrid {
  let columns, rows: Int
  private var cells: [UInt8]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(1, columns), max(1, rows))
    cells = [UInt8](repeating: 0, count: self.columns * self.rows)
  }

  var lines: [String] {
    (0..<rows).map { row in
      String(
        String.UnicodeScalarView(
          cells[row * columns..<(row + 1) * columns].map { dots in
            dots == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
          }))
    }
  }

  /// The bits of a letter's dots, by column and row.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    cells[(y / 4) * columns + x / 2] |= Self.bits[x % 2][y % 4]
  }

  /// Dots between two dots, both included (Bresenham 1965).
  mutating func line(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int)) {
    let (width, height) = (abs(to.x - from.x), -abs(to.y - from.y))
    let (stepX, stepY) = (from.x < to.x ? 1 : -1, from.y < to.y ? 1 : -1)
    var (x, y, error) = (from.x, from.y, width + height)
    while true {
      set(x, y)
      if x == to.x && y == to.y { return }
      let twice = 2 * error
      if twice >= height { (error, x) = (error + height, x + stepX) }
      if twice <= width { (error, y) = (error + width, y + stepY) }
    }
  }

  mutating func draw(_ series: Chart.Series, _ xAxis: Axis, _ yAxis: Axis) {
    func dot(_ axis: Axis, _ value: Double, _ count: Int) -> Int {
      Int((min(2, max(-1, axis.position(value))) * Double(count - 1)).rounded())
    }
    var last: (x: Int, y: Int)?
    for (x, y) in zip(series.x, series.y) {
      guard xAxis.accepts(x), yAxis.accepts(y) else {
        last = nil
        continue
      }
      let here = (x: dot(xAxis, x, columns * 2), y: rows * 4 - 1 - dot(yAxis, y, rows * 4))
      switch series.mark {
      case .points: set(here.x, here.y)
      case .line: line(last ?? here, here)
      case .bars:
        let base = yAxis.scale == .log ? yAxis.low : 0
        line((here.x, rows * 4 - 1 - dot(yAxis, base, rows * 4)), here)
      }
      last = here
    }
  }
}
