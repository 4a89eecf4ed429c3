/// Values over something, on two axes: lines, points and bars in any mixture.
///
///     let chart = Chart(
///       title: "Losses", xLabel: "Batches processed", yLabel: "Loss",
///       series: [.line("Train", y: losses), .points("Validation", x: counts, y: validLosses)])
///     try chart.picture(theme: .dark).write(to: "losses.png")
///
/// Values that are not finite leave gaps; on a log axis so do those that are not positive.
public struct Chart: Sendable {
  /// A point worth pointing at, with a few words.
  public struct Marker: Sendable {
    public var x, y: Double
    public var label: String

    public init(x: Double, y: Double, label: String) {
      self.x = x
      self.y = y
      self.label = label
    }
  }

  public var title: String
  public var xLabel, yLabel: String
  public var series: [Series]
  public var markers: [Marker]
  public var xScale, yScale: AxisScale
  /// The ends of an axis, for drawings to be compared; the data's own by default. What lies outside is not drawn.
  public var xRange, yRange: ClosedRange<Double>?
  /// Pixels at scale 1; at least 240 by 180.
  public var width, height: Int

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", series: [Series], markers: [Marker] = [],
    xScale: AxisScale = .linear, yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, width: Int = 720, height: Int = 440
  ) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.series, self.markers) = (series, markers)
    (self.xScale, self.yScale, self.xRange, self.yRange) = (xScale, yScale, xRange, yRange)
    self.width = max(240, width)
    self.height = max(180, height)
  }

  /// Draws it.
  public func picture(theme: Theme = .light) -> Picture {
    var drawing = Drawing(self, theme)
    drawing.drawSeries()
    drawing.drawMarkers()
    drawing.drawLegend()
    return drawing.canvas.picture
  }
}

/// A chart whose series are lines.
public typealias LineChart = Chart

extension Chart {
  /// A chart with powers of ten at equal distances on x, as for learning rates.
  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", series: [Series], markers: [Marker] = [],
    hasLogX: Bool, width: Int = 720, height: Int = 440
  ) {
    self.init(
      title: title, xLabel: xLabel, yLabel: yLabel, series: series, markers: markers,
      xScale: hasLogX ? .log : .linear, width: width, height: height)
  }

  public var hasLogX: Bool {
    get { xScale == .log }
    set { xScale = newValue ? .log : .linear }
  }

  /// One bar for each name; horizontal ones, the first on top, are for long names and for many.
  public static func bars(
    title: String = "", xLabel: String = "", yLabel: String = "", names: [String], values: [Double],
    isHorizontal: Bool = false
  ) -> Chart {
    let places = values.indices.map(Double.init)
    var chart = Chart(
      title: title, xLabel: xLabel, yLabel: yLabel,
      series: [isHorizontal ? .bars("", x: values, y: places) : .bars("", x: places, y: values)],
      xScale: isHorizontal ? .linear : .categories(names), yScale: isHorizontal ? .categories(names) : .linear)
    if isHorizontal { chart.height = max(180, min(1600, 130 + 24 * names.count)) }
    return chart
  }

  /// How often values fall into each of some ranges of equal width: as many as Freedman and Diaconis' rule (1981)
  /// wants, between 5 and 60, unless `bins` says how many.
  public static func histogram(
    title: String = "", xLabel: String = "", yLabel: String = "count", _ values: [Double], bins: Int? = nil
  ) -> Chart {
    let histogram = Histogram(values, bins: bins)
    let series = Series.bars(
      "", x: histogram.centers, y: histogram.counts.map(Double.init), width: histogram.binWidth)
    return Chart(title: title, xLabel: xLabel, yLabel: yLabel, series: [series])
  }
}
