// Every kind of plot in one picture: `swift run plots-gallery Docs/images/plots.png`, or `.svg`.
import Foundation
import Plots

// gallery begins
let steps = (0..<300).map(Double.init)
let noise = steps.map { sin($0 * 12.9898) * 43758.5453 }.map { $0 - $0.rounded(.down) }
let losses = Chart(
  title: "Losses", xLabel: "Batches processed", yLabel: "Loss",
  series: [
    .line("Train", y: zip(steps, noise).map { 0.25 + 1.1 * exp(-$0 / 60) + 0.12 * $1 }),
    .points("Validation", x: [74, 149, 224, 299], y: [0.68, 0.42, 0.36, 0.34]),
  ])

let rates = (0..<100).map { pow(10, -6 + Double($0) * 0.06) }
func loss(at rate: Double) -> Double { 0.25 + 0.95 / (1 + rate * 900) + rate * 4 + pow(rate * 9, 3) }
let finder = Chart(
  title: "Learning rate finder", xLabel: "Learning rate", yLabel: "Loss",
  series: [.line(x: rates, y: rates.map(loss))],
  markers: [.init(x: 8e-4, y: loss(at: 8e-4), label: "8e-4: steepest")], xScale: .log,
  yRange: 0.2...1.5)

let matrix = Heatmap(classes: ["black", "grizzly", "teddys"], counts: [[43, 3, 0], [2, 45, 1], [0, 1, 46]])

let brightness: [Double] = (0..<600).map { index in
  let draws = (0..<4).map { noise[(index * 7 + $0 * 83) % 300] }
  return draws.reduce(0, +) / 4
}
let histogram = Chart.histogram(title: "Brightness of the pictures", xLabel: "Mean of all pixels", brightness)

let bars = Chart.bars(
  title: "Recall of each class", xLabel: "Recall",
  names: ["teddys", "black", "grizzly", "polar bear in snow", "panda"], values: [0.98, 0.93, 0.94, 0.71, 0.88],
  isHorizontal: true)

let weights = stride(from: -1.0, through: 1, by: 0.1).map { $0 }
func bowl(_ a: Double, _ b: Double) -> Double { 0.34 * a * a + b * b }
let down = (0..<30).map { (a: -0.95 * pow(0.9, Double($0)), b: 0.9 * pow(0.75, Double($0))) }
let surface = Surface(
  title: "A loss over two weights", xLabel: "slope", yLabel: "intercept", zLabel: "loss", x: weights, y: weights,
  z: weights.map { a in weights.map { b in bowl(a, b) } },
  path: .init(x: down.map(\.a), y: down.map(\.b), z: down.map { bowl($0.a, $0.b) }))

let curves = Chart(
  title: "Schedules", xLabel: "Batch", yLabel: "Learning rate",
  series: [
    .line("one cycle", y: steps.map { 1e-3 * (0.04 + 0.96 * pow(sin(.pi * min(1, $0 / 299)), 2)) }),
    .line("constant", y: steps.map { _ in 4e-4 }, isDashed: true),
    .line("exponential", y: steps.map { 1e-3 * exp(-$0 / 50) }),
  ], yScale: .log)

let grid = Heatmap(
  title: "viridis", rowLabel: "row", columnLabel: "column", rows: (0..<8).map { "r\($0)" },
  columns: (0..<12).map { "c\($0)" },
  values: (0..<8).map { row in (0..<12).map { column in sin(Double(row) / 2) * cos(Double(column) / 3) } },
  decimals: 1, cellSize: 49)
// gallery ends

let charts = [losses, finder, histogram].map { $0.picture() }
let light = charts + [surface.picture(), bars.picture(), matrix.picture()]
let dark = [curves.picture(theme: .dark), grid.picture(theme: .dark)]
let output = CommandLine.arguments.dropFirst().first ?? "plots.png"
do {
  let all = Panels(columns: 1, [Panels(light).picture(), Panels(dark).picture(theme: .dark)]).picture()
  try all.write(to: output, scale: 0.7)
  print(TerminalChart(losses, columns: 72, rows: 14))
  print("brightness", TerminalChart.sparkline(histogram.series[0].y))
  print("\(output): \(all.width) × \(all.height) at scale 1")
} catch {
  print(error)
  exit(74)
}
