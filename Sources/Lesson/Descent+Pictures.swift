public import Plots

extension LinePoints {
  /// The points, and the predictions of lines for them (the notebook's two scatter plots).
  ///
  /// - Parameters:
  ///   - weights: Slope and intercept; nil for the points alone.
  ///   - title: What stands above.
  /// - Returns: The chart, of the size of the notebook's.
  public func chart(weights: [Double]? = nil, title: String = "") -> Chart {
    var chart = Chart(
      title: title, xLabel: "x", yLabel: "y", series: [.points("data", x: x, y: y)], xRange: range(x),
      yRange: range(y + [-1, 1]), width: 480, height: 340)
    if let weights, weights.count == 2 {
      chart.series.append(.points("x @ a", x: x, y: x.map { weights[0] * $0 + weights[1] }))
    }
    return chart
  }

  /// The points and the line after each step, on axes that stay: the notebook's animation.
  ///
  /// - Parameters:
  ///   - descent: What to show.
  ///   - theme: Light or dark.
  /// - Returns: One frame a step, 50 ms each; the last one stays for two seconds.
  public func animation(of descent: Descent, theme: Theme = .light) -> Animation {
    let frames = descent.weights.enumerated().map { step, weights in
      frame(weights, "step \(step)", theme)
    }
    return Animation(frames: frames, frameDuration: .milliseconds(50), lastDuration: .seconds(2))
  }

  private func frame(_ weights: [Double], _ title: String, _ theme: Theme) -> Picture {
    var chart = chart(title: "\(title): y = \(rounded(weights[0])) x + \(rounded(weights[1]))")
    let ends = [chart.xRange?.lowerBound ?? -1, chart.xRange?.upperBound ?? 1]
    chart.series[0].color = theme.series.count > 1 ? theme.series[1] : nil
    chart.series[0].name = ""
    chart.series.append(
      .line("", x: ends, y: ends.map { weights[0] * $0 + weights[1] }, color: theme.series.first))
    return chart.picture(theme: theme)
  }

  /// The loss over slope and intercept, with the way that a descent took.
  public func surface(of descent: Descent, title: String = "The loss, and the way down") -> Surface {
    let best = leastSquares
    let reach = max(4.5, descent.weights.map { max(abs($0[0] - best.slope), abs($0[1] - best.intercept)) }.max() ?? 0)
    let shown = min(reach * 1.05, 12)
    let slopes = (0...30).map { best.slope + shown * (Double($0) / 15 - 1) }
    let intercepts = (0...30).map { best.intercept + shown * (Double($0) / 15 - 1) }
    let path = Surface.Path(
      x: descent.weights.map { $0[0] }, y: descent.weights.map { $0[1] },
      z: descent.weights.map { loss(slope: $0[0], intercept: $0[1]) })
    return Surface(
      title: title, xLabel: "slope", yLabel: "intercept", zLabel: "loss", x: slopes, y: intercepts,
      z: slopes.map { slope in intercepts.map { loss(slope: slope, intercept: $0) } }, path: path, azimuth: 35)
  }

  private func range(_ values: [Double]) -> ClosedRange<Double> {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let room = max(0.1, (high - low) * 0.06)
    return (low - room)...(high + room)
  }

  private func rounded(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "\(value)" }
    let hundredths = (abs(value) * 100).rounded()
    let rest = Int(hundredths) % 100
    return (value < 0 && hundredths > 0 ? "−" : "") + "\(Int(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Descent {
  /// The losses of several descents, on a log axis.
  ///
  /// - Parameters:
  ///   - descents: With the names that the legend gives them.
  ///   - title: What stands above.
  /// - Returns: The chart.
  public static func lossChart(_ descents: [(name: String, descent: Descent)], title: String = "") -> Chart {
    Chart(
      title: title, xLabel: "step", yLabel: "loss", series: descents.map { .line($0.name, y: $0.descent.losses) },
      yScale: .log, width: 600, height: 380)
  }
}
