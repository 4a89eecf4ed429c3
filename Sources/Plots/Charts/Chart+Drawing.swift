extension Chart {
  /// The drawing of a chart within its frame.
  struct Drawing {
    let chart: Chart
    let theme: Theme
    let frame: Frame
    let legend: Legend?
    var canvas: Canvas

    init(_ chart: Chart, _ theme: Theme) {
      (self.chart, self.theme) = (chart, theme)
      let legend = Legend(chart, theme)
      var content = Frame.Content(
        title: chart.title, xLabel: chart.xLabel, yLabel: chart.yLabel, x: chart.xAxis, y: chart.yAxis, theme: theme)
      var frame = Frame(content, width: Double(chart.width), height: Double(chart.height))
      if let legend, legend.corner(in: frame, avoiding: Self.ink(of: chart, in: frame)) == nil {
        content.rightRoom = legend.columnsWidth(within: frame) + 10
        frame = Frame(content, width: Double(chart.width), height: Double(chart.height))
      }
      (self.frame, self.legend) = (frame, legend)
      canvas = frame.canvas()
      canvas.name = chart.title
    }

    private func color(_ index: Int) -> RGB { chart.series[index].color ?? theme.color(index) }

    /// Bars first, so that lines and points are seen before them.
    mutating func drawSeries() {
      let isClipped = chart.xRange != nil || chart.yRange != nil
      if isClipped { canvas.add(Canvas.clipStart(frame.plot)) }
      let bars = chart.series.indices.filter { chart.series[$0].isBars }
      for (slot, index) in bars.enumerated() { drawBars(index, slot: slot, of: bars.count) }
      for index in chart.series.indices where chart.series[index].mark == .line { drawLine(index) }
      for index in chart.series.indices where chart.series[index].mark == .points { drawPoints(index) }
      if isClipped { canvas.add(Canvas.clipEnd) }
    }

    private mutating func drawLine(_ index: Int) {
      let pen = Canvas.Pen(color: color(index), width: 2, isDashed: chart.series[index].isDashed)
      for run in Self.runs(of: chart.series[index], in: frame) {
        if run.count == 1 { canvas.circle(run[0], radius: 3, fill: pen.color) }
        if run.count > 1 { canvas.polyline(thinned(run), pen) }
      }
    }

    private mutating func drawPoints(_ index: Int) {
      let points = Self.runs(of: chart.series[index], in: frame).joined()
      var seen = Set<[Int]>()
      // Points that cover each other to half a pixel are drawn once: a million of them make no file of 50 MB.
      let shown = points.filter { seen.insert([Int($0.x * 2), Int($0.y * 2)]).inserted }
      let (radius, opacity) = shown.count > 2000 ? (1.8, 0.5) : shown.count > 300 ? (2.6, 0.7) : (3.6, 0.85)
      for point in shown { canvas.circle(point, radius: radius, fill: color(index), opacity: opacity) }
    }

    private mutating func drawBars(_ index: Int, slot: Int, of slots: Int) {
      guard case .bars(let width) = chart.series[index].mark else { return }
      let isGrouped = slots > 1 && (frame.content.x.isCategorical || frame.content.y.isCategorical)
      let own = isGrouped ? width / Double(slots) : width
      let shift = isGrouped ? (Double(slot) + 0.5) * own - width / 2 : 0
      for (x, y) in zip(chart.series[index].x, chart.series[index].y) {
        guard let bar = bar(x, y, width: own, shift: shift) else { continue }
        canvas.rectangle(bar, fill: color(index), opacity: slots > 1 && !isGrouped ? 0.6 : 1)
      }
    }

    /// A bar stands on the axis of the categories, and on x where there are none.
    private func bar(_ x: Double, _ y: Double, width: Double, shift: Double) -> Rectangle? {
      let (xAxis, yAxis) = (frame.content.x, frame.content.y)
      guard xAxis.accepts(x), yAxis.accepts(y) else { return nil }
      let gap = width < 1 && !xAxis.isCategorical && !yAxis.isCategorical ? 0.5 : 0
      if yAxis.isCategorical {
        let (from, to) = (frame.x(max(0, xAxis.low)), frame.x(x))
        let (top, bottom) = (frame.y(y + shift - width / 2), frame.y(y + shift + width / 2))
        return Rectangle(x: min(from, to), y: min(top, bottom), width: abs(to - from), height: abs(bottom - top))
      }
      let (left, right) = (frame.x(x + shift - width / 2) + gap, frame.x(x + shift + width / 2) - gap)
      let (base, top) = (frame.y(yAxis.scale == .log ? yAxis.low : min(max(0, yAxis.low), yAxis.high)), frame.y(y))
      return Rectangle(x: left, y: min(base, top), width: max(0.5, right - left), height: abs(base - top))
    }

    mutating func drawMarkers() {
      for marker in chart.markers where frame.content.x.contains(marker.x) && frame.content.y.contains(marker.y) {
        let at = Point(x: frame.x(marker.x), y: frame.y(marker.y))
        canvas.circle(at, radius: 5, fill: theme.alert, stroke: theme.paper)
        drawLabel(marker.label, at)
      }
    }

    /// Words beside a point, on the side where they have room.
    private mutating func drawLabel(_ label: String, _ at: Point) {
      let rooms = (left: at.x - frame.plot.x - 14, right: frame.plot.right - at.x - 10)
      let wanted = TextMetrics.width(of: label, size: 12)
      let isLeft = wanted > rooms.right && rooms.left > rooms.right
      let text = TextMetrics.fitted(label, size: 12, into: isLeft ? rooms.left : rooms.right)
      let width = TextMetrics.width(of: text, size: 12)
      let x = isLeft ? at.x - 10 : at.x + 10
      let y = at.y - 9 < frame.plot.y + 12 ? at.y + 19 : at.y - 9
      let back = Rectangle(x: (isLeft ? x - width : x) - 3, y: y - 12, width: width + 6, height: 16)
      canvas.rectangle(back, fill: theme.paper, opacity: 0.85, radius: 3)
      canvas.text(text, x, y, .init(size: 12, anchor: isLeft ? .end : .start), full: label)
    }

    mutating func drawLegend() {
      guard let legend else { return }
      if let corner = legend.corner(in: frame, avoiding: Self.ink(of: chart, in: frame)) {
        legend.draw(on: &canvas, at: corner)
      } else {
        legend.drawColumns(on: &canvas, in: frame)
      }
    }
  }
}
