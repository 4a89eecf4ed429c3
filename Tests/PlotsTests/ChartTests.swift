import Foundation
import Testing

@testable import Plots

@Suite("Charts")
struct ChartTests {
  private let steps = (0..<40).map(Double.init)

  @Test("each kind of chart is drawn as it was looked at last")
  func snapshots() throws {
    let curves = Chart(
      title: "Losses", xLabel: "Batches", yLabel: "Loss",
      series: [
        .line("Train", y: steps.map { 2 / (1 + $0 / 8) }),
        .points("Valid", x: [9, 19, 29, 39], y: [1, 0.7, 0.5, 0.5]),
        .line("Limit", y: steps.map { _ in 0.3 }, isDashed: true),
      ], markers: [.init(x: 19, y: 0.7, label: "here")])
    try Snapshots.check(curves.picture(), "chart-light")
    try Snapshots.check(curves.picture(theme: .dark), "chart-dark")
    let logs = Chart(
      series: [.line(x: [1e-6, 1e-4, 1e-2, 1], y: [1, 10, 100, 5000])], xScale: .log, yScale: .log)
    try Snapshots.check(logs.picture(), "chart-logs")
    try Snapshots.check(
      Chart.bars(title: "Recall", names: ["a", "b", "c"], values: [0.5, -0.25, 1]).picture(), "bars")
    try Snapshots.check(
      Chart.bars(names: ["black", "grizzly"], values: [3, 5], isHorizontal: true).picture(), "bars-horizontal")
    try Snapshots.check(Chart.histogram(title: "Ages", steps.map { $0 * $0 }, bins: 8).picture(), "histogram")
    let table = Heatmap(
      title: "Shares", rowLabel: "Actual", columnLabel: "Predicted", rows: ["a", "b"], columns: ["a", "b", "c"],
      values: [[0.9, 0.1, 0], [.nan, 0.4, 0.6]])
    try Snapshots.check(table.picture(), "heatmap")
    try Snapshots.check(
      Panels(title: "Both", columns: 2, [table.picture(), table.picture(theme: .dark)]).picture(), "panels")
    let side = [-1.0, -0.5, 0, 0.5, 1]
    let bowl = Surface(
      title: "Bowl", x: side, y: side, z: side.map { a in side.map { a * a + $0 * $0 } },
      path: .init(x: [-1, 0], y: [-1, 0], z: [2, 0]))
    try Snapshots.check(bowl.picture(), "surface")
  }

  @Test("points lie where the axes say")
  func coordinates() {
    let chart = Chart(series: [.line(y: [0, 5, 10])], xRange: 0...2, yRange: 0...10)
    let frame = Chart.Drawing(chart, .light).frame
    #expect(frame.x(0) == frame.plot.x && frame.x(2) == frame.plot.right)
    #expect(frame.y(0) == frame.plot.bottom && frame.y(10) == frame.plot.y)
    #expect(abs(frame.y(5) - (frame.plot.y + frame.plot.bottom) / 2) < 1e-9)
    #expect(chart.picture().svg.contains("points=\"\(number(frame.plot.x)),\(number(frame.plot.bottom)) "))
  }

  @Test("a log axis puts powers of ten at equal distances, and leaves out what is not positive")
  func logs() {
    let axis = Axis([0.001, 0.1, 10, -5, 0], scale: .log)
    #expect(axis.low == 0.001 && axis.high == 10)
    #expect(abs(axis.position(0.01) - 0.25) < 1e-12 && abs(axis.position(1) - 0.75) < 1e-12)
    #expect(!axis.accepts(0) && !axis.accepts(-1))
    #expect(axis.ticks(8).map(\.label) == ["0.001", "0.01", "0.1", "1", "10"])
    #expect(Axis([1, 30], scale: .log).ticks(8).map(\.label) == ["1", "2", "5", "10", "20"])
    #expect(Axis([1e-9, 1], scale: .log).ticks(4).map(\.label) == ["1e-9", "1e-6", "0.001", "1"])
  }

  @Test(
    "tick labels tell neighbours apart, whatever the size of the numbers",
    arguments: [
      (0, 1), (-3, 4), (0, 1e-9), (1e9, 3e9), (-1e300, 1e300), (100_000.1, 100_000.3), (1e6, 1e6 + 1), (5, 5),
      (-1e-7, 2e-7), (0, 1e-300), (-0.05, 0.0001),
    ] as [(Double, Double)])
  func tickLabels(_ low: Double, _ high: Double) {
    let ticks = Axis([low, high], scale: .linear).ticks(6)
    #expect(ticks.count >= 2)
    #expect(Set(ticks.map(\.label)).count == ticks.count)
    for tick in ticks {
      let read = Double(tick.label)
      #expect(read != nil && abs((read ?? 0) - tick.value) <= max(abs(tick.value), abs(high - low)) * 1e-6, "\(tick)")
      #expect(!tick.label.hasPrefix("-0") || read != 0)
      #expect(tick.label.count < 14)
    }
  }

  @Test("labels below an axis never overlap: fewer numbers, turned or thinned names")
  func labelsHaveRoom() {
    for axis in [Axis([0, 123_456], scale: .linear), Axis([1e-12, 1e12], scale: .log)] {
      for length in [60.0, 200, 900] {
        let below = AxisLabels.below(axis, length)
        let spans = below.labels.map { label in
          let middle = axis.position(label.value) * length
          return (middle - label.width / 2, middle + label.width / 2)
        }
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.1 < $1.0 } || spans.count <= 2)
      }
    }
    let few = AxisLabels.below(Axis([], scale: .categories(["a", "b"])), 300)
    #expect(!few.isTurned && few.labels.count == 2)
    let many = AxisLabels.below(Axis([], scale: .categories((0..<300).map { "class \($0)" })), 600)
    #expect(many.isTurned && many.labels.count < 60)
  }

  @Test("a histogram counts every finite value once")
  func histogram() {
    let histogram = Histogram([0, 1, 1, 2, 3, 4, 10, .nan, .infinity], bins: 5)
    #expect(histogram.counts == [3, 2, 1, 0, 1] && histogram.binWidth == 2)
    #expect(Histogram([]).counts.isEmpty)
    #expect(Histogram([7, 7, 7]).counts == [3])
    for count in [1, 2, 10, 1000] {
      #expect(Histogram((0..<count).map { sqrt(Double($0)) }).counts.reduce(0, +) == count)
    }
    #expect(Histogram([-1e308, 1e308]).counts == [2])
  }

  @Test("bars stand on zero, side by side where there are several series")
  func bars() {
    let svg = Chart.bars(names: ["a", "b"], values: [2, 4]).picture().svg
    let bars = svg.split(separator: "\n").filter { $0.hasPrefix("<rect") && $0.contains("#0072b2") }
    #expect(bars.count == 2)
    var chart = Chart.bars(names: ["a", "b"], values: [2, 4])
    chart.series = [.bars("one", y: [1, 2]), .bars("two", y: [2, 1])]
    let drawing = chart.picture().svg
    #expect(drawing.contains(">one<") && drawing.contains(">two<"))
  }

  @Test("a line through a million values stays a small file with its extremes")
  func manyValues() {
    var values = (0..<1_000_000).map { sin(Double($0) / 1000) }
    values[123_456] = 5
    let chart = Chart(series: [.line(y: values)], yRange: -1...5)
    let svg = chart.picture().svg
    #expect(svg.utf8.count < 100_000)
    let top = Chart.Drawing(chart, .light).frame.plot.y
    #expect(svg.contains(",\(number(top)) "))
  }

  @Test("the legend keeps away from the data, or goes beside the plot, and says what it leaves out")
  func legend() {
    let few = Chart(series: [.line("a", y: [0, 1]), .line("b", y: [1, 0])]).picture().svg
    #expect(few.contains(">a<") && few.contains(">b<"))
    let many = Chart(series: (0..<200).map { .line("series \($0)", y: [Double($0), 1]) }).picture().svg
    #expect(many.contains(" more<"))
    #expect(!Chart(series: [.line("alone", y: [1, 2])]).picture().svg.contains(">alone<"))
  }

  @Test("colour maps are matplotlib's")
  func colorMaps() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../Fixtures/plots/colour-maps.json")
    struct Maps: Decodable { let magma, viridis, blues: [[Int]] }
    let wanted = try JSONDecoder().decode(Maps.self, from: Data(contentsOf: file))
    for (map, colors) in [(ColorMap.magma, wanted.magma), (.viridis, wanted.viridis), (.blues, wanted.blues)] {
      for (index, color) in colors.enumerated() {
        let got = map.color(at: Double(index * 5) / 255)
        let parts = zip([got.red, got.green, got.blue], color).map { abs(Int($0) - $1) }
        #expect(parts.allSatisfy { $0 <= 4 }, "\(index): \(got.hex), not \(color)")
      }
    }
    #expect(ColorMap.magma.color(at: .nan) == ColorMap.magma.color(at: 0))
    #expect(ColorMap([]).color(at: 0.5).hex == "#808080")
  }
}
