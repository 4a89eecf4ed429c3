/// Where the parts of a drawing with two axes go: measured first, so that nothing is cut off and nothing overlaps.
struct Frame {
  /// What a frame goes around.
  struct Content {
    var title, xLabel, yLabel: String
    var x, y: Axis
    var theme: Theme
    /// What a legend or a colour bar needs on the right.
    var rightRoom = 0.0
    var hasGrid = true
  }

  static let tickSize = 12.0
  static let labelSize = 13.0
  static let titleSize = 17.0
  private static let margin = 12.0
  private static let lineHeight = 1.3

  let content: Content
  private(set) var width, height: Double
  private(set) var plot = Rectangle()
  private(set) var titleLines, xLabelLines, yLabelLines: [String]
  private(set) var xTicks = AxisLabels()
  private(set) var yTicks = AxisLabels()

  /// A frame of a size, with a plot that fills it.
  init(_ content: Content, width: Double, height: Double) {
    self.content = content
    (self.width, self.height) = (width, height)
    (titleLines, xLabelLines, yLabelLines) = ([], [], [])
    var inner = (width: width * 0.8, height: height * 0.7)
    for _ in 0..<3 {  // the room for the labels depends on the plot, and the plot on the room
      place(inner.width, inner.height)
      inner = (max(20, width - plot.x - rightMargin), max(20, height - plot.y - bottomMargin))
    }
    (plot.width, plot.height) = inner
  }

  /// A frame around a plot of a size, as large as it must be.
  init(_ content: Content, plotWidth: Double, plotHeight: Double) {
    self.content = content
    width = plotWidth + 120
    height = 0
    (titleLines, xLabelLines, yLabelLines) = ([], [], [])
    for _ in 0..<2 {
      place(plotWidth, plotHeight)
      width = max(plot.x + plotWidth + rightMargin, min(420, titleWidth + 2 * Self.margin))
    }
    height = plot.y + plotHeight + bottomMargin
  }

  private var titleWidth: Double { TextMetrics.width(of: content.title, size: Self.titleSize, isBold: true) + 2 }

  private mutating func place(_ plotWidth: Double, _ plotHeight: Double) {
    titleLines = TextMetrics.wrapped(
      content.title, size: Self.titleSize, isBold: true, into: width - 2 * Self.margin, limit: 3)
    xLabelLines = TextMetrics.wrapped(content.xLabel, size: Self.labelSize, into: plotWidth, limit: 2)
    yLabelLines = TextMetrics.wrapped(content.yLabel, size: Self.labelSize, into: plotHeight, limit: 2)
    xTicks = .below(content.x, plotWidth)
    yTicks = .beside(content.y, plotHeight)
    plot = Rectangle(x: leftMargin, y: topMargin, width: plotWidth, height: plotHeight)
  }

  // MARK: Margins

  private var topMargin: Double {
    titleLines.isEmpty ? Self.margin + 6 : Self.margin + Double(titleLines.count) * Self.titleSize * Self.lineHeight + 8
  }

  private var leftMargin: Double {
    let labels = Double(yLabelLines.count) * Self.labelSize * Self.lineHeight
    let own = Self.margin + labels + (labels > 0 ? 6 : 0) + yTicks.extent + 8
    return max(own, xTicks.overhangLeft + Self.margin)
  }

  private var rightMargin: Double {
    max(Self.margin + content.rightRoom, xTicks.overhangRight + 6, 18)
  }

  private var bottomMargin: Double {
    let labels = Double(xLabelLines.count) * Self.labelSize * Self.lineHeight
    return max(8 + xTicks.extent + labels + (labels > 0 ? 4 : 0) + Self.margin, Self.tickSize)
  }

  // MARK: Positions

  func x(_ value: Double) -> Double { plot.x + content.x.position(value) * plot.width }
  func y(_ value: Double) -> Double { plot.y + (1 - content.y.position(value)) * plot.height }
}

/// Where something lies, in pixels from the upper left.
struct Rectangle: Equatable {
  var x = 0.0
  var y = 0.0
  var width = 0.0
  var height = 0.0

  var right: Double { x + width }
  var bottom: Double { y + height }

  func inset(by distance: Double) -> Rectangle {
    Rectangle(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }

  func contains(_ point: Point) -> Bool { point.x >= x && point.x <= right && point.y >= y && point.y <= bottom }
}

/// A place on the paper, in pixels from the upper left.
struct Point: Equatable {
  var x, y: Double
}
