public import Plots

/// What was recorded, as drawings: `learn.recorder.plotLosses().write(to: "losses.svg")`.
extension Recorder {
  /// The loss over the learning rate after `lrFind`, with the suggestions marked (fastai: `recorder.plot`).
  ///
  /// - Parameters:
  ///   - skipStart: Points left out at the start; 10, or a tenth of few, by default.
  ///   - skipEnd: Points left out at the end; 5, or a twentieth of few, by default.
  /// - Returns: The picture.
  public func plot(skipStart: Int? = nil, skipEnd: Int? = nil) -> Picture {
    LRFinderResult(learningRates: learningRates, losses: losses).plot(skipStart: skipStart, skipEnd: skipEnd)
  }

  /// The smoothed training loss over the batches, and the validation loss after each epoch.
  ///
  /// - Parameters:
  ///   - skipStart: Batches left out at the start.
  ///   - skipEnd: Batches left out at the end.
  /// - Returns: The picture.
  public func plotLosses(skipStart: Int = 0, skipEnd: Int = 0) -> Picture {
    let places = Self.kept(losses.count, skipStart, skipEnd)
    let validation = zip(batchCounts, epochs).compactMap { count, epoch in epoch.validLoss.map { (count, $0) } }
      .filter { places.contains($0.0 - 1) }
    return LineChart(
      title: "Losses", xLabel: "Batches processed", yLabel: "Loss",
      series: [
        .init("Train", x: places.map(Double.init), y: Array(losses[places])),
        .init("Validation", x: validation.map { Double($0.0) }, y: validation.map(\.1)),
      ]
    ).picture()
  }

  /// The learning rate over the batches, and the momentum below it when asked for.
  ///
  /// - Parameters:
  ///   - showMomentums: Draw the momentum, too (fastai: `show_moms`).
  ///   - skipStart: Batches left out at the start.
  ///   - skipEnd: Batches left out at the end.
  /// - Returns: The picture.
  public func plotLR(showMomentums: Bool = false, skipStart: Int = 0, skipEnd: Int = 0) -> Picture {
    let places = Self.kept(learningRates.count, skipStart, skipEnd)
    func panel(_ name: String, _ values: [Double]) -> Picture {
      LineChart(
        xLabel: "Iterations", yLabel: name,
        series: [.init("", x: places.map(Double.init), y: Array(values[places]))]
      ).picture()
    }
    let rates = panel("Learning Rate", learningRates)
    return showMomentums ? .stacked([rates, panel("Momentum", momentums)]) : rates
  }

  /// Each metric over the epochs, in a panel of its own.
  ///
  /// - Throws: ``LearnerError`` when there are no metrics.
  public func plotMetrics() throws -> Picture {
    guard !metricNames.isEmpty, epochs.contains(where: { !$0.metrics.isEmpty }) else {
      throw LearnerError(
        .usage, "There are no metrics to plot.", remedy: "give the learner `metrics: [.errorRate]` and a validation set"
      )
    }
    return .stacked(
      metricNames.enumerated().map { index, name in
        let rows = epochs.filter { $0.metrics.indices.contains(index) }
        let series = LineChart.Series("", x: rows.map { Double($0.epoch) }, y: rows.map { $0.metrics[index] })
        return LineChart(xLabel: "Epoch", yLabel: name, series: [series], width: 640, height: 400).picture()
      })
  }

  /// `list[start : −end]`
  private static func kept(_ count: Int, _ start: Int, _ end: Int) -> Range<Int> {
    let first = min(max(start, 0), count)
    return first..<max(first, count - max(end, 0))
  }
}

extension Picture {
  /// Drawings below each other.
  package static func stacked(_ pictures: [Picture]) -> Picture {
    let width = pictures.map(\.width).max() ?? 1
    var (parts, top) = ([String](), 0)
    for picture in pictures {
      parts.append(#"<svg y="\#(top)" "# + picture.svg.dropFirst("<svg ".count))
      top += picture.height
    }
    let size = #"width="\#(width)" height="\#(top)" viewBox="0 0 \#(width) \#(top)""#
    let svg = #"<svg xmlns="http://www.w3.org/2000/svg" \#(size)>"# + "\n\(parts.joined())</svg>\n"
    return Picture(trustedSVG: svg, width: width, height: top)
  }
}
