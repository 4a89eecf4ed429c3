/// The names of the series: in the emptiest corner of the plot, or in columns beside it where they would cover data.
struct Legend {
  struct Entry {
    let name, full: String
    let color: RGB
    let mark: Chart.Series.Mark
    let isDashed: Bool
  }

  let entries: [Entry]
  let theme: Theme
  private static let size = 12.0
  private static let rowHeight = 19.0
  private static let longest = 190.0

  /// Nil where there is nothing to tell apart.
  init?(_ chart: Chart, _ theme: Theme) {
    self.theme = theme
    entries = chart.series.enumerated().filter { !$0.element.name.isEmpty }.map { index, series in
      Entry(
        name: TextMetrics.fitted(series.name, size: Self.size, into: Self.longest), full: series.name,
        color: series.color ?? theme.color(index), mark: series.mark, isDashed: series.isDashed)
    }
    if chart.series.count < 2 || entries.isEmpty { return nil }
  }

  private var entryWidth: Double { 41 + (entries.map { TextMetrics.width(of: $0.name, size: Self.size) }.max() ?? 0) }
  private var boxWidth: Double { entryWidth + 10 }
  private var boxHeight: Double { Double(entries.count) * Self.rowHeight + 10 }

  // MARK: In a corner

  /// The corner of the plot with the least drawn in it, or nil when the legend would hide something or be too large.
  func corner(in frame: Frame, avoiding ink: [Point]) -> Point? {
    let plot = frame.plot
    guard boxHeight < plot.height * 0.6, boxWidth < plot.width * 0.6 else { return nil }
    let (left, right) = (plot.x + 8, plot.right - boxWidth - 8)
    let (top, bottom) = (plot.y + 8, plot.bottom - boxHeight - 8)
    let corners = [
      Point(x: right, y: top), Point(x: left, y: top), Point(x: right, y: bottom), Point(x: left, y: bottom),
    ]
    let hits = corners.map { corner in
      let box = Rectangle(x: corner.x, y: corner.y, width: boxWidth, height: boxHeight).inset(by: -5)
      return ink.count { box.contains($0) }
    }
    let best = hits.indices.min { hits[$0] < hits[$1] } ?? 0
    return hits[best] <= ink.count / 100 ? corners[best] : nil
  }

  func draw(on canvas: inout Canvas, at corner: Point) {
    let box = Rectangle(x: corner.x, y: corner.y, width: boxWidth, height: boxHeight)
    canvas.rectangle(box, fill: theme.paper, opacity: 0.88, stroke: theme.grid, radius: 5)
    for (row, entry) in entries.enumerated() {
      draw(entry, on: &canvas, x: corner.x + 10, y: corner.y + 5 + (Double(row) + 0.5) * Self.rowHeight)
    }
  }

  private func draw(_ entry: Entry, on canvas: inout Canvas, x: Double, y: Double) {
    switch entry.mark {
    case .line:
      canvas.line(x, y, x + 24, y, .init(color: entry.color, width: 2.5, isDashed: entry.isDashed))
    case .points: canvas.circle(Point(x: x + 12, y: y), radius: 4, fill: entry.color)
    case .bars:
      canvas.rectangle(Rectangle(x: x + 5, y: y - 6, width: 14, height: 12), fill: entry.color)
    }
    canvas.text(entry.name, x + 31, y + 4.5, .init(size: Self.size, anchor: .start), full: entry.full)
  }

  // MARK: Beside the plot

  private func rows(in frame: Frame) -> Int { max(1, Int(frame.plot.height / Self.rowHeight)) }

  /// As many columns as the entries take, and no more than leave the plot half of the width.
  private func columns(in frame: Frame) -> Int {
    let wanted = (entries.count + rows(in: frame) - 1) / rows(in: frame)
    return max(1, min(wanted, Int(frame.width * 0.45 / entryWidth)))
  }

  func columnsWidth(within frame: Frame) -> Double { Double(columns(in: frame)) * entryWidth }

  func drawColumns(on canvas: inout Canvas, in frame: Frame) {
    let rows = rows(in: frame)
    let room = rows * columns(in: frame)
    let shown = entries.count > room ? room - 1 : entries.count
    func place(_ index: Int) -> (x: Double, y: Double) {
      (
        frame.plot.right + 14 + Double(index / rows) * entryWidth,
        frame.plot.y + (Double(index % rows) + 0.5) * Self.rowHeight
      )
    }
    for (index, entry) in entries.prefix(shown).enumerated() {
      draw(entry, on: &canvas, x: place(index).x, y: place(index).y)
    }
    if shown < entries.count {
      let (x, y) = place(shown)
      let style = Canvas.TextStyle(size: Self.size, fill: theme.faint, anchor: .start)
      canvas.text("… and \(entries.count - shown) more", x, y + 4.5, style)
    }
  }
}
