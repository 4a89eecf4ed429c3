extension Frame {
  /// An empty canvas of the frame's size, with title, grid, axes and their labels.
  func canvas() -> Canvas {
    var canvas = Canvas(width: width, height: height, theme: content.theme)
    canvas.rectangle(Rectangle(width: canvas.width, height: canvas.height), fill: content.theme.paper)
    canvas.titleBlock(titleLines, full: content.title, middle: canvas.width / 2, top: 12)
    if content.hasGrid { drawGrid(&canvas) }
    drawXLabels(&canvas)
    drawYLabels(&canvas)
    drawNames(&canvas)
    return canvas
  }

  private func drawGrid(_ canvas: inout Canvas) {
    let theme = content.theme
    if !content.y.isCategorical {
      for tick in yTicks.labels { canvas.line(plot.x, y(tick.value), plot.right, y(tick.value), stroke: theme.grid) }
    }
    if !content.x.isCategorical {
      for tick in xTicks.labels { canvas.line(x(tick.value), plot.y, x(tick.value), plot.bottom, stroke: theme.grid) }
    }
    canvas.line(plot.x, plot.bottom, plot.right, plot.bottom, stroke: theme.frame)
    canvas.line(plot.x, plot.y, plot.x, plot.bottom, stroke: theme.frame)
  }

  private func drawXLabels(_ canvas: inout Canvas) {
    let fill = content.x.isCategorical ? content.theme.ink : content.theme.faint
    let style = Canvas.TextStyle(
      size: xTicks.size, fill: fill, anchor: xTicks.isTurned ? .end : .middle, rotation: xTicks.isTurned ? -45 : 0)
    for tick in xTicks.labels {
      let shift = xTicks.isTurned ? xTicks.size * 0.35 : 0
      canvas.text(tick.text, x(tick.value) + shift, plot.bottom + 8 + xTicks.size * 0.8, style, full: tick.full)
    }
  }

  private func drawYLabels(_ canvas: inout Canvas) {
    let fill = content.y.isCategorical ? content.theme.ink : content.theme.faint
    let style = Canvas.TextStyle(size: yTicks.size, fill: fill, anchor: .end)
    for tick in yTicks.labels {
      canvas.text(tick.text, plot.x - 8, y(tick.value) + yTicks.size * 0.36, style, full: tick.full)
    }
  }

  private func drawNames(_ canvas: inout Canvas) {
    let height = Self.labelSize * 1.3
    let style = Canvas.TextStyle(size: Self.labelSize, fill: content.theme.faint)
    for (index, line) in xLabelLines.enumerated() {
      let at = plot.bottom + 12 + xTicks.extent + Double(index) * height + Self.labelSize
      canvas.text(line, plot.x + plot.width / 2, at, style, full: content.xLabel)
    }
    var turned = style
    turned.rotation = -90
    for (index, line) in yLabelLines.enumerated() {
      let at = 12 + Double(index) * height + Self.labelSize * 0.9
      canvas.text(line, at, plot.y + plot.height / 2, turned, full: content.yLabel)
    }
  }
}

extension Canvas {
  /// A title on one line or several, around a middle.
  mutating func titleBlock(_ lines: [String], full: String, middle: Double, top: Double) {
    for (index, line) in lines.enumerated() {
      let at = top + (Double(index) + 0.8) * Frame.titleSize * 1.3
      text(line, middle, at, .init(size: Frame.titleSize, isBold: true), full: full)
    }
  }
}
