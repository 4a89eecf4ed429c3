import Plots
import Testing

@Suite("Charts of letters")
struct TerminalTests {
  @Test("a rising line rises, with numbers on both axes")
  func line() {
    let chart = TerminalChart(
      Chart(title: "Loss", xLabel: "batch", series: [.line(y: [0, 1, 2, 3])], yRange: 0...3), columns: 24, rows: 9)
    #expect(
      chart.lines == [
        "Loss",
        "3 ┤                ⢀⣀⠤⠒⠉",
        "2 ┤            ⢀⡠⠔⠊⠁",
        "  │        ⢀⡠⠔⠊⠁",
        "1 ┤    ⢀⡠⠔⠊⠁",
        "0 ┤⣀⠤⠒⠉⠁",
        "  └─────────────────────",
        "   0             2",
        "         batch",
      ], "\(chart)")
    #expect(chart.lines.allSatisfy { $0.count <= 24 })
  }

  @Test("nothing, one value, gaps, infinities and hostile words can be drawn")
  func degenerate() {
    for values in [[], [1], [.nan, .nan], [1, .infinity, 2], [-1e300, 1e300]] as [[Double]] {
      let lines = TerminalChart(values, title: "\u{1B}[31mred\u{7}").lines
      #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\u{7}") && $0.count <= 64 })
    }
    let names = (0..<40).map { "a very long class name, number \($0)" }
    let bars = TerminalChart(.bars(names: names, values: names.indices.map(Double.init)), columns: 40, rows: 8)
    #expect(bars.lines.allSatisfy { $0.count <= 40 })
  }

  @Test("a sparkline shows low, high and gaps, and never more letters than asked for")
  func sparkline() {
    #expect(TerminalChart.sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(TerminalChart.sparkline([1, .nan, 2]) == "▁ █")
    #expect(TerminalChart.sparkline([5, 5]) == "▅▅")
    #expect(TerminalChart.sparkline([]) == "" && TerminalChart.sparkline([.nan]) == " ")
    let long = TerminalChart.sparkline((0..<1000).map(Double.init), columns: 16)
    #expect(long.count == 16 && long.first == "▁" && long.last == "█")
  }
}
