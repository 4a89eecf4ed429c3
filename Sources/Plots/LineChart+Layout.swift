extension LineChart {
  /// Where everything of a chart goes, and the drawing of it.
  struct Layout {
    let chart: LineChart
    var canvas: Canvas
    var x, y: Axis
    let top, left, right, bottom: Double

    init(_ chart: LineChart) {
      self.chart = chart
      let width = Double(chart.width)
      let height = Double(chart.height)
      canvas = Canvas(width: width, height: height)
      x = Axis(chart.series.flatMap(\.x) + chart.markers.map(\.x), isLog: chart.hasLogX, ticks: 8)
      let shown = chart.series.flatMap { zip($0.x, $0.y).filter { $0.0.isFinite }.map(\.1) }
      y = Axis(shown + chart.markers.map(\.y), isLog: false, ticks: 6, padding: 0.05)
      let yAxis = y
      let labels = y.ticks.map { Style.width(of: yAxis.label($0), size: 12) }.max() ?? 0
      top = chart.title.isEmpty ? 20 : 48
      left = 16 + labels + (chart.yLabel.isEmpty ? 8 : 30)
      right = width - 28
      bottom = height - (chart.xLabel.isEmpty ? 34 : 56)
      (x.from, x.to) = (left, right)
      (y.from, y.to) = (bottom, top)
    }

    mutating func drawFrame() {
      canvas.rectangle(0, 0, canvas.width, canvas.height, fill: Style.paper)
      canvas.text(
        Style.fitted(chart.title, size: 17, isBold: true, into: canvas.width - 20), canvas.width / 2, 30,
        .init(size: 17, isBold: true))
      for tick in y.ticks {
        let at = y.position(tick)
        canvas.line(left, at, right, at, stroke: Style.grid)
        canvas.text(y.label(tick), left - 8, at + 4.5, .init(size: 12, fill: Style.faint, anchor: .end))
      }
      for tick in x.ticks {
        let at = x.position(tick)
        canvas.line(at, top, at, bottom, stroke: Style.grid)
        canvas.text(x.label(tick), at, bottom + 18, .init(size: 12, fill: Style.faint))
      }
      canvas.line(left, bottom, right, bottom, stroke: Style.frame)
      canvas.line(left, top, left, bottom, stroke: Style.frame)
      canvas.text(chart.xLabel, (left + right) / 2, canvas.height - 14, .init(size: 13))
      canvas.text(chart.yLabel, 20, (top + bottom) / 2, .init(size: 13, rotation: -90))
    }

    mutating func drawSeries() {
      for (index, series) in chart.series.enumerated() {
        let points = zip(series.x, series.y).map { point in
          x.contains(point.0) && point.1.isFinite ? (x: x.position(point.0), y: y.position(point.1)) : nil
        }
        // A value that is not finite leaves a gap.
        for run in points.split(whereSeparator: { $0 == nil }) {
          let run = run.compactMap { $0 }
          if run.count == 1 { canvas.circle(run[0].x, run[0].y, radius: 3, fill: colour(index)) }
          if run.count > 1 {
            canvas.polyline(run, stroke: colour(index), width: 2, dash: series.isDashed ? "7 5" : nil)
          }
        }
      }
    }

    mutating func drawMarkers() {
      for marker in chart.markers where x.contains(marker.x) && marker.y.isFinite {
        let (atX, atY) = (x.position(marker.x), y.position(marker.y))
        let width = Style.width(of: marker.label, size: 12)
        let isLeft = atX + 10 + width > right
        canvas.circle(atX, atY, radius: 5, fill: "#d1242f")
        let textX = isLeft ? atX - 9 : atX + 9
        let textY = atY - 9 < top + 10 ? atY + 18 : atY - 9
        canvas.rectangle(
          isLeft ? textX - width - 2 : textX - 2, textY - 12, width + 4, 16, fill: "rgba(255,255,255,0.8)", radius: 3)
        canvas.text(marker.label, textX, textY, .init(size: 12, anchor: isLeft ? .end : .start))
      }
    }

    /// In the corner that the lines leave most room in.
    mutating func drawLegend() {
      let named = chart.series.enumerated().filter { !$0.element.name.isEmpty }
      guard chart.series.count > 1, !named.isEmpty else { return }
      let textWidth = named.map { Style.width(of: $0.element.name, size: 12) }.max() ?? 0
      let width = textWidth + 50
      let height = Double(named.count) * 19 + 10
      let corner = emptiestCorner(width, height)
      canvas.rectangle(
        corner.x, corner.y, width, height, fill: "rgba(255,255,255,0.88)", stroke: Style.grid, radius: 5)
      for (row, entry) in named.enumerated() {
        let at = corner.y + 5 + Double(row) * 19 + 9.5
        canvas.line(
          corner.x + 10, at, corner.x + 34, at, stroke: colour(entry.offset), width: 2.5,
          dash: entry.element.isDashed ? "7 5" : nil)
        canvas.text(entry.element.name, corner.x + 41, at + 4.5, .init(size: 12, anchor: .start))
      }
    }

    private func emptiestCorner(_ width: Double, _ height: Double) -> (x: Double, y: Double) {
      let corners = [
        (x: right - width - 8, y: top + 8), (x: left + 8, y: top + 8), (x: right - width - 8, y: bottom - height - 8),
        (x: left + 8, y: bottom - height - 8),
      ]
      let points = chart.series.flatMap { series in
        zip(series.x, series.y).filter { x.contains($0.0) && $0.1.isFinite }
          .map { (x: x.position($0.0), y: y.position($0.1)) }
      }
      let hits = corners.map { corner in
        points.count {
          $0.x > corner.x - 5 && $0.x < corner.x + width + 5 && $0.y > corner.y - 5 && $0.y < corner.y + height + 5
        }
      }
      let best = hits.indices.min { hits[$0] < hits[$1] } ?? 0
      return corners[best]
    }

    private func colour(_ index: Int) -> String { Style.series[index % Style.series.count] }
  }
}
