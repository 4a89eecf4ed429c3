extension Chart {
  var xAxis: Axis {
    let values = series.flatMap { reach($0, $0.x, isAlong: !hasHorizontalBars) } + markers.map(\.x)
    let padding = series.allSatisfy { $0.mark == .line } ? 0 : 0.04
    let axis = Axis(values, scale: xScale, range: xRange, padding: padding)
    return xRange == nil && hasHorizontalBars ? standing(axis, series.flatMap(\.x)) : axis
  }

  /// Of the values that are shown; bars reach to zero.
  var yAxis: Axis {
    let shown = series.flatMap { series in
      reach(series, zip(series.x, series.y).filter { $0.0.isFinite }.map(\.1), isAlong: hasHorizontalBars)
    }
    var axis = Axis(shown + markers.map(\.y), scale: yScale, range: yRange, padding: 0.05)
    axis.isReversed = axis.isCategorical
    return yRange == nil && !hasHorizontalBars ? standing(axis, series.flatMap(\.y)) : axis
  }

  private var hasHorizontalBars: Bool { if case .categories = yScale { true } else { false } }

  /// What a series covers on an axis: bars their width along the one that they stand on, and zero on the other.
  private func reach(_ series: Series, _ values: [Double], isAlong: Bool) -> [Double] {
    guard case .bars(let width) = series.mark else { return values }
    return isAlong ? values.flatMap { [$0 - width / 2, $0 + width / 2] } : values + [0]
  }

  /// Bars stand on the axis, with no gap below zero.
  private func standing(_ axis: Axis, _ values: [Double]) -> Axis {
    guard axis.scale == .linear, !series.isEmpty, series.allSatisfy(\.isBars) else { return axis }
    guard let low = values.filter(\.isFinite).min(), low >= 0, axis.low < 0, axis.high > 0 else { return axis }
    return Axis([], scale: .linear, range: 0...axis.high)
  }
}

extension Chart.Drawing {
  /// The points of a series on the paper, in runs without gaps.
  static func runs(of series: Chart.Series, in frame: Frame) -> [[Point]] {
    let (xAxis, yAxis) = (frame.content.x, frame.content.y)
    let hidesOutside = series.mark == .points
    let points = zip(series.x, series.y).map { x, y -> Point? in
      guard xAxis.accepts(x), yAxis.accepts(y) else { return nil }
      if hidesOutside, !xAxis.contains(x) || !yAxis.contains(y) { return nil }
      return Point(x: frame.x(x), y: frame.y(y))
    }
    return points.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
  }

  /// Of points that follow one another in one column of pixels, the first, the lowest, the highest and the last: it
  /// looks the same, and a line through a million batches stays a small file.
  func thinned(_ run: [Point]) -> [Point] {
    guard run.count > 4 * chart.width else { return run }
    var kept: [Point] = []
    var start = 0
    while start < run.count {
      let column = Int(run[start].x)
      var end = start
      while end < run.count, Int(run[end].x) == column { end += 1 }
      kept += Self.extremes(run[start..<end])
      start = end
    }
    return kept
  }

  private static func extremes(_ part: ArraySlice<Point>) -> [Point] {
    guard part.count > 4 else { return Array(part) }
    let low = part.indices.min { part[$0].y < part[$1].y } ?? part.startIndex
    let high = part.indices.max { part[$0].y < part[$1].y } ?? part.startIndex
    return [part.startIndex, min(low, high), max(low, high), part.endIndex - 1].map { part[$0] }
  }

  /// Places that are drawn upon, for a legend to keep away from: points, and along lines every few pixels.
  static func ink(of chart: Chart, in frame: Frame) -> [Point] {
    chart.series.flatMap { series -> [Point] in
      if series.isBars { return barInk(series, in: frame) }
      let runs = runs(of: series, in: frame)
      return series.mark == .points ? Array(runs.joined()) : runs.flatMap(along)
    } + chart.markers.map { Point(x: frame.x($0.x), y: frame.y($0.y)) }
  }

  private static func along(_ run: [Point]) -> [Point] {
    zip(run, run.dropFirst()).flatMap { from, to -> [Point] in
      let steps = min(60, max(1, Int((abs(to.x - from.x) + abs(to.y - from.y)) / 12)))
      return (0...steps).map { step in
        let share = Double(step) / Double(steps)
        return Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share)
      }
    }
  }

  private static func barInk(_ series: Chart.Series, in frame: Frame) -> [Point] {
    zip(series.x, series.y).filter { $0.0.isFinite && $0.1.isFinite }.flatMap { x, y -> [Point] in
      (0...8).map { step in
        let share = Double(step) / 8
        return frame.content.y.isCategorical
          ? Point(x: frame.x(x * share), y: frame.y(y)) : Point(x: frame.x(x), y: frame.y(y * share))
      }
    }.filter { $0.x.isFinite && $0.y.isFinite }
  }
}
