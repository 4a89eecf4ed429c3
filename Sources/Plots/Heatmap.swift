/// A table of counts as coloured cells: a confusion matrix, what is in the rows and what was predicted in the columns.
public struct Heatmap: Sendable {
  public var title: String
  public var rowLabel, columnLabel: String
  public var classes: [String]
  /// `counts[row][column]`.
  public var counts: [[Int]]
  /// The side of a cell, in pixels.
  public var cellSize: Int

  public init(
    title: String = "Confusion matrix", rowLabel: String = "Actual", columnLabel: String = "Predicted",
    classes: [String], counts: [[Int]], cellSize: Int? = nil
  ) {
    self.title = title
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.classes = classes
    self.counts = counts
    self.cellSize = cellSize ?? min(96, max(26, 600 / max(1, classes.count)))
  }

  /// Draws it.
  public func picture() -> Picture {
    let cell = Double(cellSize)
    let count = Double(classes.count)
    let labelSize = min(13, max(9, cell * 0.3))
    let widest = classes.map { Style.width(of: $0, size: labelSize) }.max() ?? 0
    let turns = widest > cell - 6
    let left = 44 + widest
    let top = title.isEmpty ? 16.0 : 52.0
    let below = (turns ? widest * 0.75 + 24 : 26) + 34
    let titleWidth = Style.width(of: title, size: 17, isBold: true)
    let width = max(left + count * cell + 24, titleWidth + 32)
    var canvas = Canvas(width: width, height: top + count * cell + below)
    canvas.rectangle(0, 0, canvas.width, canvas.height, fill: Style.paper)
    canvas.text(title, canvas.width / 2, 32, .init(size: 17, isBold: true))
    drawCells(&canvas, left: left, top: top)
    let bottom = top + count * cell
    for (index, name) in classes.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      canvas.text(name, left - 8, top + middle + labelSize * 0.35, .init(size: labelSize, anchor: .end))
      canvas.text(
        name, left + middle + (turns ? 4 : 0), bottom + 18,
        .init(size: labelSize, anchor: turns ? .end : .middle, rotation: turns ? -45 : 0))
    }
    canvas.text(rowLabel, 22, (top + bottom) / 2, .init(size: 13, fill: Style.faint, rotation: -90))
    canvas.text(columnLabel, left + count * cell / 2, canvas.height - 14, .init(size: 13, fill: Style.faint))
    return canvas.picture
  }

  private func drawCells(_ canvas: inout Canvas, left: Double, top: Double) {
    let cell = Double(cellSize)
    let most = counts.joined().max() ?? 0
    for (row, line) in counts.prefix(classes.count).enumerated() {
      for (column, value) in line.prefix(classes.count).enumerated() {
        let share = most > 0 ? Double(value) / Double(most) : 0
        let (x, y) = (left + Double(column) * cell, top + Double(row) * cell)
        canvas.rectangle(x, y, cell, cell, fill: Self.blue(share), stroke: Style.paper)
        let size = min(cell * 0.3, cell * 0.8 / max(1, Double(String(value).count) * 0.63))
        canvas.text(
          String(value), x + cell / 2, y + cell / 2 + size * 0.35,
          .init(size: size, fill: share > 0.5 ? "#ffffff" : Style.ink))
      }
    }
    let side = Double(classes.count) * cell
    canvas.add(
      #"<rect x="\#(number(left))" y="\#(number(top))" width="\#(number(side))" height="\#(number(side))" fill="none" stroke="\#(Style.frame)"/>"#
    )
  }

  /// White to dark blue, as matplotlib's `Blues`, which fastai draws in.
  private static func blue(_ share: Double) -> String {
    let stops: [(Double, Double, Double)] = [
      (247, 251, 255), (222, 235, 247), (198, 219, 239), (158, 202, 225), (107, 174, 214), (66, 146, 198),
      (33, 113, 181), (8, 81, 156), (8, 48, 107),
    ]
    let at = min(1, max(0, share)) * Double(stops.count - 1)
    let low = min(stops.count - 2, Int(at))
    let part = at - Double(low)
    func mix(_ a: Double, _ b: Double) -> Int { Int((a + (b - a) * part).rounded()) }
    let (a, b) = (stops[low], stops[low + 1])
    return "rgb(\(mix(a.0, b.0)),\(mix(a.1, b.1)),\(mix(a.2, b.2)))"
  }
}
