import Foundation
import Images
import Testing

@testable import Plots

@Suite("Text in drawings")
struct TextTests {
  private static let words = [
    "Learning rate", "0.0123456789", "WWWWWWWWWW", "iiiiiiiiii", "Über die Größe", "Прогноз", "λ = 0.1, Σ", "a_b-c/d.e",
  ]

  @Test("a measured width is the drawn width", arguments: words)
  func widths(_ text: String) throws {
    for isBold in [false, true] {
      let width = TextMetrics.width(of: text, size: 40, isBold: isBold)
      var canvas = Canvas(width: width + 40, height: 60)
      canvas.rectangle(Rectangle(width: canvas.width, height: canvas.height), fill: 0xFFFFFF)
      canvas.text(text, 20, 42, .init(size: 40, anchor: .start, isBold: isBold))
      let ink = try #require(try Ink(canvas.picture).columns)
      // Side bearings and kerning: a few pixels at this size.
      #expect(abs(Double(ink.lowerBound) - 20) < 5 && abs(Double(ink.upperBound) - 20 - width) < 7, "\(ink) \(width)")
    }
  }

  @Test("long text is wrapped at words, then shortened, and never wider than its room")
  func wrapping() {
    let title = "The quick brown fox jumps over the lazy dog and then over another one that sleeps"
    let lines = TextMetrics.wrapped(title, size: 17, isBold: true, into: 300, limit: 3)
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { TextMetrics.width(of: $0, size: 17, isBold: true) <= 300 })
    #expect(lines[0] == "The quick brown fox jumps over" || title.hasPrefix(lines[0]))
    #expect(TextMetrics.wrapped("short", size: 17, into: 300, limit: 3) == ["short"])
    #expect(TextMetrics.wrapped("", size: 17, into: 300, limit: 3).isEmpty)
    let word = String(repeating: "x", count: 500)
    #expect(TextMetrics.wrapped(word, size: 12, into: 100, limit: 2).count == 2)
    #expect(TextMetrics.fitted(word, size: 12, into: 100).hasSuffix("…"))
    #expect(TextMetrics.fitted("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", size: 12, into: 40).unicodeScalars.count < 16)
    let huge = String(repeating: "w", count: 1_000_000)
    #expect(TextMetrics.fitted(huge, size: 12, into: 100).count < 20)
  }

  static let long = "Ursus maritimus, photographed in summer from a ship by somebody who stood rather far away"

  @Test("nothing is cut off: long titles, long names, many classes")
  func nothingCutOff() throws {
    let names = (0..<30).map { "\(Self.long.prefix(20 + $0 * 2)) \($0)" }
    let counts = names.indices.map { row in names.indices.map { $0 == row ? 40 : ($0 + row) % 3 } }
    let line = Chart(
      title: Self.long + Self.long + Self.long, xLabel: Self.long + Self.long, yLabel: Self.long,
      series: [.line(Self.long, x: [-1e300, 1e300], y: [-1e-300, 1e-300]), .points(Self.long, y: [0, 0])],
      markers: [.init(x: 1e300, y: 1e-300, label: Self.long)])
    let pictures = [
      line.picture(), Heatmap(title: Self.long, classes: names, counts: counts).picture(),
      Heatmap(title: Self.long, classes: ["a"], counts: [[1]]).picture(),
      Chart.bars(title: Self.long, names: names, values: names.map { Double($0.count) }).picture(),
      Chart.bars(title: Self.long, names: names, values: names.map { Double($0.count) }, isHorizontal: true).picture(),
      Chart(series: (0..<60).map { .line(names[$0 % 30], y: [Double($0), 1]) }).picture(),
      Surface(
        title: Self.long, xLabel: Self.long, yLabel: Self.long, zLabel: Self.long, x: [-1e5, 1e5], y: [0, 1e-9],
        z: [[1e12, 2e12], [3e12, 4e12]]
      ).picture(),
    ]
    for (index, picture) in pictures.enumerated() { #expect(try Ink(picture).hasCleanBorder, "picture \(index)") }
  }

  @Test("a thousand classes, an empty table, a table of the wrong shape")
  func sizes() throws {
    let many = Heatmap(classes: (0..<1000).map { "c\($0)" }, counts: (0..<1000).map { row in [row] })
    #expect(many.picture().width < 3000)
    let ragged = Heatmap(rows: ["a"], columns: ["b", "c"], values: [[1], [2, 3, 4], []])
    #expect(try Ink(ragged.picture()).hasCleanBorder)
    #expect(throws: Never.self) { try Heatmap(rows: [], columns: [], values: []).picture().png() }
    let tiny = Heatmap(rows: ["a"], columns: ["b"], values: [[3e-9]]).picture().svg
    #expect(tiny.contains(">3e-9<"))
    let signed = Heatmap(rows: ["a"], columns: ["b", "c"], values: [[-0.001, 0.52]], decimals: 1).picture().svg
    #expect(signed.contains(">0.0<") && !signed.contains(">-0.0<"))
  }

  @Test("words cannot turn into markup, move other words, or end the drawing")
  func escaping() throws {
    let nasty = "\u{202E}drow</text></svg><script>alert(1)</script>&#0;\u{0}\u{B}\u{FFFE}"
    let panels = Panels(
      title: nasty,
      [
        Chart(title: nasty, xLabel: nasty, yLabel: nasty, series: [.line(nasty, y: [1]), .bars(nasty, y: [1])])
          .picture(),
        Surface(title: nasty, xLabel: nasty, yLabel: nasty, zLabel: nasty, x: [], y: [], z: []).picture(),
      ])
    let svg = panels.picture().svg
    #expect(!svg.contains("<script") && !svg.contains("\u{202E}") && !svg.contains("\u{0}"))
    #expect(throws: Never.self) { try panels.picture().png() }
  }
}
