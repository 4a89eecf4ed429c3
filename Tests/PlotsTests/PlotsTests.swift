import Foundation
import Images
import Plots
import Testing

@Suite("Drawings")
struct PlotsTests {
  let losses = LineChart(
    title: "Losses", xLabel: "batches", yLabel: "loss",
    series: [.init("train", y: [1.2, 0.9, 0.5, 0.4]), .init("valid", x: [1, 3], y: [0.8, 0.5])])

  @Test("a chart is well-formed XML, whatever its words are")
  func escaping() throws {
    let nasty = "a < b & \"c\" > 'd' \u{1}\u{FFFF} ]]> é 熊 </text><script>"
    var chart = losses
    chart.title = nasty
    chart.series[0].name = nasty
    chart.markers = [.init(x: 1, y: 1, label: nasty)]
    let table = Heatmap(title: nasty, classes: [nasty, "b"], counts: [[1, 2], [3, 4]])
    for picture in [chart.picture(), table.picture()] {
      #expect(!picture.svg.contains("<script"))
      // The rasteriser's parser refuses what is not well-formed.
      #expect(try ImageHeader(decoding: picture.png(), named: "chart").width == picture.width)
    }
  }

  @Test("PNG and JPEG have the size of the drawing, times the scale")
  func sizes() throws {
    let picture = losses.picture()
    #expect(picture.width == 720 && picture.height == 440)
    #expect(try ImageHeader(decoding: picture.png(scale: 2), named: "png").width == 1440)
    let jpeg = try ImageHeader(decoding: picture.jpeg(), named: "jpeg")
    #expect(jpeg.format == .jpeg && jpeg.height == 440)
    #expect(throws: PlotsError.self) { try picture.png(scale: 0) }
    #expect(throws: PlotsError.self) { try picture.png(scale: 1e6) }
  }

  @Test("lines are drawn in their colours on white")
  func pixels() throws {
    let chart = LineChart(series: [.init("flat", x: [0, 1], y: [2, 2])], width: 300, height: 200)
    let image = try RGBImage(decoding: chart.picture().png(), named: "chart")
    let blue = (0..<image.width * image.height).count { at in
      let (red, green, blue) = (image.pixels[3 * at], image.pixels[3 * at + 1], image.pixels[3 * at + 2])
      return red < 40 && green < 140 && blue > 150
    }
    #expect(blue > 200)
    #expect(Array(image.pixels.prefix(3)) == [255, 255, 255])
  }

  @Test("ticks are round numbers, and powers of ten on a log axis")
  func ticks() {
    let rates = LineChart(
      series: [.init("", x: [1e-7, 1e-5, 1e-3, 10], y: [1, 0.9, 0.5, 3])], hasLogX: true
    ).picture()
    for label in [">1e-7<", ">1e-4<", ">0.01<", ">10<", ">1.5<", ">2.0<"] { #expect(rates.svg.contains(label)) }
    #expect(losses.picture().svg.contains(">0.6<"))
  }

  @Test("nothing, one point, infinities and NaN can be drawn")
  func degenerate() throws {
    let charts = [
      LineChart(series: []), LineChart(series: [.init("one", y: [3])]),
      LineChart(series: [.init("odd", y: [.nan, 1, .infinity, 2, 2])]),
      LineChart(series: [.init("none", x: [0, -1], y: [1, 1])], hasLogX: true),
      LineChart(series: [.init("tiny", y: [1e-12, 2e-12])]), LineChart(series: [.init("huge", y: [-1e300, 1e300])]),
    ]
    for chart in charts {
      let svg = chart.picture().svg
      #expect(!svg.contains("nan") && !svg.contains("inf"))
      #expect(throws: Never.self) { try chart.picture().png() }
    }
    #expect(throws: Never.self) { try Heatmap(classes: [], counts: []).picture().png() }
    #expect(throws: Never.self) { try ImageGrid(cells: []).picture().png() }
  }

  @Test("a heat map writes every count, white where the cell is dark")
  func heatmap() {
    let svg = Heatmap(classes: ["black", "grizzly"], counts: [[29, 2], [3, 33]]).picture().svg
    for text in [">29<", ">2<", ">3<", ">33<", ">black<", ">grizzly<", ">Actual<", ">Predicted<"] {
      #expect(svg.contains(text))
    }
    #expect(svg.components(separatedBy: "fill=\"#ffffff\" text-anchor").count - 1 == 2)
    #expect(svg.components(separatedBy: "fill=\"#1f2328\" text-anchor").count - 1 == 2)
  }

  @Test("a grid shows the pictures it is given, each at its place")
  func grid() throws {
    func plain(_ red: UInt8, _ green: UInt8) throws -> [UInt8] {
      let pixels = (0..<1200).map { [red, green, 0][$0 % 3] }
      return try RGBImage(width: 20, height: 20, pixels: pixels).encoded(as: .png)
    }
    let grid = try ImageGrid(
      columns: 2, cellSize: 100,
      cells: [
        .init(plain(255, 0)), .init(RGBImage(decoding: plain(0, 255), named: "").encoded(as: .jpeg(quality: 95))),
      ])
    let image = try RGBImage(decoding: grid.picture().png(), named: "grid")
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      Array(image.pixels[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
    }
    #expect(pixel(60, 60) == [255, 0, 0])
    #expect(pixel(170, 60)[1] > 240 && pixel(170, 60)[0] < 15)
  }

  @Test("a grid takes nothing but JPEG and PNG")
  func gridRefuses() {
    let error = #expect(throws: PlotsError.self) {
      try ImageGrid(cells: [.init(Array("<svg/>".utf8))]).picture()
    }
    #expect(error?.code == .invalidArgument)
  }

  @Test("the suffix says the format; another one, or a missing folder, is an error")
  func writing() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plots-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a.svg", "a.png", "a.jpg"] { try losses.picture().write(to: folder.appendingPathComponent(name).path) }
    #expect(try String(contentsOf: folder.appendingPathComponent("a.svg"), encoding: .utf8).hasPrefix("<svg"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    let suffix = #expect(throws: PlotsError.self) { try losses.picture().write(to: folder.path + "/a.pdf") }
    #expect(suffix?.code == .invalidArgument)
    let missing = #expect(throws: PlotsError.self) { try losses.picture().write(to: folder.path + "/no/a.png") }
    #expect(missing?.code == .writeFailed)
  }

  @Test("drawing SVG of our own opens no door for SVG from outside")
  func noDoor() throws {
    _ = try losses.picture().png()
    let error = #expect(throws: ImageError.self) {
      try RGBImage(decoding: Array(losses.picture().svg.utf8), named: "drawing.jpg")
    }
    #expect(error?.code == .notAnImage)
  }
}
