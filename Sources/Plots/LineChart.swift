/// Values over something, as lines: losses over batches, loss over learning rate.
public struct LineChart: Sendable {
  /// One line, and its name in the legend.
  public struct Series: Sendable {
    public var name: String
    public var x, y: [Double]
    public var isDashed: Bool

    /// - Parameters:
    ///   - name: What the legend calls it; empty for nothing.
    ///   - x: One for each of `y`, or nil for 0, 1, 2…
    ///   - y: The values; one that is not finite leaves a gap.
    ///   - isDashed: For what is no measurement: a baseline, a limit.
    public init(_ name: String, x: [Double]? = nil, y: [Double], isDashed: Bool = false) {
      self.name = name
      self.x = x ?? y.indices.map(Double.init)
      self.y = y
      self.isDashed = isDashed
    }
  }

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
  /// Powers of ten at equal distances, as for learning rates.
  public var hasLogX: Bool
  public var width, height: Int

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", series: [Series], markers: [Marker] = [],
    hasLogX: Bool = false, width: Int = 720, height: Int = 440
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.markers = markers
    self.hasLogX = hasLogX
    self.width = max(240, width)
    self.height = max(180, height)
  }

  /// Draws it.
  public func picture() -> Picture {
    var layout = Layout(self)
    layout.drawFrame()
    layout.drawSeries()
    layout.drawMarkers()
    layout.drawLegend()
    return layout.canvas.picture
  }
}
