import Foundation
import Images
import Testing

@testable import FastAITool

@Suite("Pictures in terminals")
struct TerminalPictureTests {
  private let size = RawTerminal.Size(columns: 80, rows: 24, cellWidth: 10, cellHeight: 20)

  /// Four coloured stripes of `width × 3` pixels each.
  private func stripes(_ width: Int = 9) throws -> RGBImage {
    let colors: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
    return try RGBImage(
      width: width, height: 12, pixels: colors.flatMap { color in (0..<width * 3).flatMap { _ in color } })
  }

  private func graphics(_ environment: [String: String], _ answer: String = "") -> TerminalGraphics {
    TerminalGraphics(environment, deviceAttributes: Array(answer.utf8))
  }

  @Test("a terminal is asked what it can do, and taken at its word")
  func detection() {
    #expect(graphics(["TERM": "xterm-kitty"]) == .kitty && graphics(["TERM_PROGRAM": "ghostty"]) == .kitty)
    #expect(graphics(["TERM_PROGRAM": "iTerm.app"]) == .iterm && graphics(["LC_TERMINAL": "iTerm2"]) == .iterm)
    #expect(graphics(["TERM": "xterm"], "\u{1B}[?62;4;22c") == .sixel)
    #expect(graphics(["TERM": "xterm"], "\u{1B}[?4;22c") == .coarseBlocks)  // a class of 4 is no sixel
    #expect(graphics(["TERM": "xterm-256color", "COLORTERM": "truecolor"], "\u{1B}[?62;22c") == .halfBlocks)
    #expect(graphics(["TERM": "screen-256color", "TMUX": "x", "TERM_PROGRAM": "iTerm.app"]) == .coarseBlocks)
    #expect(graphics([:]) == .coarseBlocks)
  }

  @Test("half blocks have the colours of two rows in each character")
  func halfBlocks() throws {
    let text = try TerminalGraphics.halfBlocks.text(of: stripes(2), column: 5, row: 7, size)
    let lines = text.components(separatedBy: "\u{1B}[0m").filter { !$0.isEmpty }
    #expect(lines.count == 6 && lines[0].hasPrefix("\u{1B}[7;5H") && lines[5].hasPrefix("\u{1B}[12;5H"))
    #expect(lines[1].contains("\u{1B}[38;2;255;0;0;48;2;0;255;0m▀"))
    #expect(lines[4].components(separatedBy: "▀").count == 3)
    let coarse = try TerminalGraphics.coarseBlocks.text(of: stripes(2), column: 1, row: 1, size)
    #expect(coarse.contains("\u{1B}[38;5;196;48;5;46m▀"))  // xterm's pure red over its pure green
  }

  @Test("kitty's pieces are the PNG file, in at most 4,096 characters each")
  func kitty() throws {
    var seed: UInt32 = 1
    let noise = try RGBImage(
      width: 80, height: 60,
      pixels: (0..<80 * 60 * 3).map { _ in
        seed = seed &* 1_664_525 &+ 1_013_904_223  // PNG must not make it small
        return UInt8(seed >> 24)
      })
    let text = try TerminalGraphics.kitty.text(of: noise, column: 2, row: 3, size)
    let pieces = text.components(separatedBy: "\u{1B}_G").dropFirst().map {
      $0.replacingOccurrences(of: "\u{1B}\\", with: "")
    }
    #expect(
      pieces.count > 1 && pieces.dropLast().allSatisfy { $0.contains("m=1;") } && pieces.last?.contains("m=0;") == true)
    let payloads = pieces.map { String($0.split(separator: ";", maxSplits: 1)[1]) }
    #expect(payloads.allSatisfy { $0.count <= 4096 })
    let png = try #require(Data(base64Encoded: payloads.joined()))
    #expect(try RGBImage(decoding: Array(png), named: "kitty") == noise)
  }

  @Test("iTerm's picture is a PNG file with its size")
  func iterm() throws {
    let image = try stripes()
    let text = try TerminalGraphics.iterm.text(of: image, column: 1, row: 1, size)
    #expect(text.contains("width=9px;height=12px:") && text.hasSuffix("\u{07}"))
    let payload = text.dropLast().split(separator: ":").last.map(String.init) ?? ""
    #expect(try RGBImage(decoding: Array(Data(base64Encoded: payload) ?? Data()), named: "iterm") == image)
  }

  @Test("sixels decode to the picture again")
  func sixel() throws {
    let image = try stripes()
    let text = try TerminalGraphics.sixel.text(of: image, column: 1, row: 1, size)
    #expect(text.contains("\u{1B}P0;1q\"1;1;9;12") && text.hasSuffix("\u{1B}\\"))
    let decoded = Self.decodedSixels(text, width: 9, height: 12)
    #expect(decoded == image.pixels.map { Int((Double($0) * 100 / 255).rounded()) })
  }

  /// Percent of red, green and blue, row by row.
  private static func decodedSixels(_ text: String, width: Int, height: Int) -> [Int] {
    var pixels = [Int](repeating: -1, count: width * height * 3)
    var (palette, colour, x, top, count) = ([Int: [Int]](), 0, 0, 0, 1)
    var rest = Array((text.components(separatedBy: "\"1;1;9;12").last ?? "").utf8)[...]
    func number() -> Int {
      let digits = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    while let byte = rest.popFirst(), byte != 27 {
      switch byte {
      case UInt8(ascii: "#"):
        colour = number()
        guard rest.first == UInt8(ascii: ";") else { continue }
        let values = (0..<4).map { _ in
          rest = rest.dropFirst()
          return number()
        }
        palette[colour] = Array(values.dropFirst())
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, top) = (0, top + 6)
      case UInt8(ascii: "!"): count = number()
      default:
        for _ in 0..<count {
          for bit in 0..<6 where (byte - 63) >> bit & 1 == 1 {
            for channel in 0..<3 { pixels[((top + bit) * width + x) * 3 + channel] = palette[colour]?[channel] ?? -1 }
          }
          x += 1
        }
        count = 1
      }
    }
    return pixels
  }
}
