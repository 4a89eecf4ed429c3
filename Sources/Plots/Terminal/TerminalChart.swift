/// A small chart of letters, for a terminal: dots of Braille, eight to a letter, with the numbers of both axes.
///
///     print(TerminalChart(chart, columns: 60, rows: 10))
///
/// Lines, points and bars are drawn as they would be on paper; series cannot be told apart by colour, so one or two
/// are best.
public struct TerminalChart: Sendable, CustomStringConvertible {
  public var chart: Chart
  /// How many letters wide and high the whole is, numbers included.
  public var columns, rows: Int

  public init(_ chart: Chart, columns: Int = 64, rows: Int = 12) {
    self.chart = chart
    self.columns = max(20, columns)
    self.rows = max(5, rows)
  }

  /// One line through values.
  public init(_ values: [Double], title: String = "", columns: Int = 64, rows: Int = 12) {
    self.init(Chart(title: title, series: [.line(y: values)]), columns: columns, rows: rows)
  }

  public var description: String { lines.joined(separator: "\n") }

  /// The rows of letters, without spaces at their ends.
  public var lines: [String] {
    let (x, y) = (chart.xAxis, chart.yAxis)
    let titles = chart.title.isEmpty ? [] : [String(chart.title.terminalSafe.prefix(columns))]
    let height = max(2, rows - titles.count - 2 - (chart.xLabel.isEmpty ? 0 : 1))
    let ticks = yTicks(y, height)
    let gutter = min(columns / 3, ticks.values.map(\.count).max() ?? 0)
    var grid = BrailleGrid(columns: columns - gutter - 2, rows: height)
    for series in chart.series { grid.draw(series, x, y) }
    let body = grid.lines.enumerated().map { row, line in
      (ticks[row] ?? "").leftPadded(to: gutter) + (ticks[row] == nil ? " │" : " ┤") + line
    }
    let axis = String(repeating: " ", count: gutter) + " └" + String(repeating: "─", count: grid.columns)
    let numbers = String(repeating: " ", count: gutter + 2) + xNumbers(x, grid.columns)
    let name = chart.xLabel.isEmpty ? [] : [chart.xLabel.terminalSafe.centered(in: columns)]
    return (titles + body + [axis, numbers] + name).map(\.withoutTrailingSpaces)
  }

  /// The labels of y, by row.
  private func yTicks(_ axis: Axis, _ height: Int) -> [Int: String] {
    let ticks = axis.ticks(max(2, height * 2 / 3))
    return ticks.reduce(into: [:]) { rows, tick in
      let row = Int(((1 - axis.position(tick.value)) * Double(height * 4 - 1)).rounded()) / 4
      rows[min(height - 1, max(0, row))] = String(tick.label.terminalSafe.prefix(columns / 3))
    }
  }

  /// The labels of x, as many as have room.
  private func xNumbers(_ axis: Axis, _ width: Int) -> String {
    var line = [Character](repeating: " ", count: width)
    var free = 0
    for tick in axis.ticks(max(2, width / 12)) {
      let label = Array(tick.label.terminalSafe.prefix(12))
      let middle = Int(axis.position(tick.value) * Double(width))
      let start = min(width - label.count, max(0, middle - label.count / 2))
      guard start >= free else { continue }
      line.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    return String(line)
  }

  /// Values as a line of blocks: `▁▂▄▆█`. One that is not finite is a space.
  ///
  /// - Parameters:
  ///   - values: From left to right.
  ///   - columns: At most so many letters; several values then share one, which shows their mean.
  /// - Returns: One line.
  public static func sparkline(_ values: [Double], columns: Int = 40) -> String {
    let means = averaged(values, into: max(1, columns))
    let finite = means.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return String(repeating: " ", count: means.count) }
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      means.map { value -> Character in
        guard value.isFinite else { return " " }
        let share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5
        return blocks[min(7, Int(share * 8))]
      })
  }

  private static func averaged(_ values: [Double], into columns: Int) -> [Double] {
    guard values.count > columns else { return values }
    return (0..<columns).map { column in
      let part = values[(column * values.count / columns)..<((column + 1) * values.count / columns)]
      let finite = part.filter(\.isFinite)
      return finite.isEmpty ? .nan : finite.reduce(0) { $0 + $1 / Double(finite.count) }
    }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  fileprivate func centered(in width: Int) -> String {
    let text = String(prefix(width))
    return String(repeating: " ", count: (width - text.count) / 2) + text
  }

  fileprivate var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Without what would move the cursor or change colours.
  fileprivate var terminalSafe: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 32 && !(0x7F...0x9F).contains($0.value) }))
  }
}
