/// A table of numbers as coloured cells: a confusion matrix (what is in the rows and what was predicted in the columns),
/// or anything else with a value for each pair.
///
///     Heatmap(classes: ["black", "grizzly"], counts: [[29, 2], [3, 33]]).picture()
public struct Heatmap: Sendable {
  public var title: String
  public var rowLabel, columnLabel: String
  /// The names of the rows, first on top, and of the columns.
  public var rows, columns: [String]
  /// `values[row][column]`; one that is not finite is an empty cell.
  public var values: [[Double]]
  /// Digits after the point.
  public var decimals: Int
  public var colorMap: ColorMap
  /// The side of a cell, in pixels.
  public var cellSize: Int
  /// Shows which colour stands for which number.
  public var hasColorBar: Bool

  /// A table of numbers, its cells by default of a size such that it stays readable, and its numbers where they can.
  public init(
    title: String = "", rowLabel: String = "", columnLabel: String = "", rows: [String], columns: [String],
    values: [[Double]], decimals: Int = 2, colorMap: ColorMap = .viridis, cellSize: Int? = nil,
    hasColorBar: Bool = true
  ) {
    (self.title, self.rowLabel, self.columnLabel) = (title, rowLabel, columnLabel)
    (self.rows, self.columns, self.values) = (rows, columns, values)
    (self.decimals, self.colorMap, self.hasColorBar) = (min(12, max(0, decimals)), colorMap, hasColorBar)
    self.cellSize = max(1, cellSize ?? Self.cellSize(for: max(rows.count, columns.count)))
  }

  /// A confusion matrix.
  public init(
    title: String = "Confusion matrix", rowLabel: String = "Actual", columnLabel: String = "Predicted",
    classes: [String], counts: [[Int]], cellSize: Int? = nil
  ) {
    self.init(
      title: title, rowLabel: rowLabel, columnLabel: columnLabel, rows: classes, columns: classes,
      values: counts.map { $0.map(Double.init) }, decimals: 0, colorMap: .blues, cellSize: cellSize,
      hasColorBar: false)
  }

  /// Large cells for few classes; numbers fit up to about 40 of them; a thousand still make a picture of 2,000 pixels.
  private static func cellSize(for count: Int) -> Int {
    count <= 40 ? min(96, max(26, 600 / max(1, count))) : max(2, 1200 / count)
  }

  /// Draws it.
  public func picture(theme: Theme = .light) -> Picture {
    let side = Double(cellSize)
    var yAxis = Axis([], scale: .categories(rows))
    yAxis.isReversed = true
    var content = Frame.Content(
      title: title, xLabel: columnLabel, yLabel: rowLabel, x: Axis([], scale: .categories(columns)), y: yAxis,
      theme: theme)
    content.hasGrid = false
    let scale = ValueScale(values, decimals: decimals)
    if hasColorBar { content.rightRoom = scale.barRoom }
    let frame = Frame(
      content, plotWidth: max(1, Double(columns.count)) * side, plotHeight: max(1, Double(rows.count)) * side)
    var canvas = frame.canvas()
    canvas.name = title
    drawCells(&canvas, frame.plot, scale, theme)
    canvas.rectangle(frame.plot, fill: nil, stroke: theme.frame)
    if hasColorBar { scale.drawBar(colorMap, on: &canvas, beside: frame.plot, theme) }
    return canvas.picture
  }

  private func drawCells(_ canvas: inout Canvas, _ plot: Rectangle, _ scale: ValueScale, _ theme: Theme) {
    let side = Double(cellSize)
    for (row, line) in values.prefix(rows.count).enumerated() {
      for (column, value) in line.prefix(columns.count).enumerated() {
        let (x, y) = (plot.x + Double(column) * side, plot.y + Double(row) * side)
        let fill = value.isFinite ? colorMap.color(at: scale.share(value)) : theme.grid
        let cell = Rectangle(x: x, y: y, width: side, height: side)
        canvas.rectangle(cell, fill: fill, stroke: side >= 10 ? theme.paper : fill)
        drawNumber(value.isFinite ? scale.text(value) : "–", in: cell, on: fill, &canvas)
      }
    }
  }

  /// Only where it can be read.
  private func drawNumber(_ text: String, in cell: Rectangle, on fill: RGB, _ canvas: inout Canvas) {
    let fitting = cell.width * 0.84 / max(0.1, TextMetrics.width(of: text, size: 1))
    let size = min(cell.width * 0.3, fitting, 22)
    guard size >= 6.5 else { return }
    canvas.text(
      text, cell.x + cell.width / 2, cell.y + cell.height / 2 + size * 0.36, .init(size: size, fill: fill.readableInk))
  }
}

/// The numbers of a heat map: from where to where they go, and how they are written.
struct ValueScale {
  let low, high: Double
  private let decimals: Int
  private let isShort: Bool
  private static let barWidth = 14.0

  /// Counts and shares start at zero; what has a sign is shown from its least to its largest.
  init(_ values: [[Double]], decimals: Int) {
    let finite = values.joined().filter(\.isFinite)
    let least = finite.min() ?? 0
    (low, high) = (min(least, 0), finite.max() ?? 1)
    self.decimals = decimals
    let largest = max(high, -low)
    isShort = largest >= 1e7 || (largest > 0 && largest < Self.power(-decimals))
  }

  func share(_ value: Double) -> Double { high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0 }

  func text(_ value: Double) -> String {
    isShort ? shortNumber(value, digits: 3) : fixedNumber(value, decimals: decimals)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  private func ticks(_ height: Double) -> [Axis.Tick] {
    Axis([low, high], scale: .linear).ticks(max(2, min(6, Int(height / 42))))
  }

  var barRoom: Double {
    12 + Self.barWidth + 8 + (ticks(300).map { TextMetrics.width(of: $0.label, size: Frame.tickSize) }.max() ?? 0)
  }

  func drawBar(_ map: ColorMap, on canvas: inout Canvas, beside plot: Rectangle, _ theme: Theme) {
    let bar = Rectangle(x: plot.right + 12, y: plot.y, width: Self.barWidth, height: plot.height)
    let steps = 64
    for step in 0..<steps {
      let height = bar.height / Double(steps)
      let part = Rectangle(
        x: bar.x, y: bar.bottom - Double(step + 1) * height, width: bar.width, height: height + (step > 0 ? 0.5 : 0))
      canvas.rectangle(part, fill: map.color(at: (Double(step) + 0.5) / Double(steps)))
    }
    canvas.rectangle(bar, fill: nil, stroke: theme.frame)
    for tick in ticks(plot.height) {
      let y = bar.bottom - share(tick.value) * bar.height
      canvas.line(bar.right, y, bar.right + 4, y, stroke: theme.frame)
      canvas.text(
        tick.label, bar.right + 7, y + 4.3, .init(size: Frame.tickSize, fill: theme.faint, anchor: .start))
    }
  }
}
