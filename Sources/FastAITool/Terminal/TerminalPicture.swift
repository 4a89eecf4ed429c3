import Foundation
import Images

/// How a terminal shows pictures, and a picture as the characters that make it do so.
enum TerminalGraphics: String, Sendable {
  /// kitty's protocol: https://sw.kovidgoyal.net/kitty/graphics-protocol/
  case kitty
  /// iTerm2's inline images: https://iterm2.com/documentation-images.html
  case iterm
  /// DEC's six rows at a time, as the VT340 had it.
  case sixel
  /// The upper half of each character in one colour, the lower half in another: 16 million of them.
  case halfBlocks
  /// The same with the 256 colours of old terminals.
  case coarseBlocks

  /// What this terminal can do, by what it says of itself, in the environment and when it is asked.
  init(_ environment: [String: String], deviceAttributes: [UInt8]) {
    let program = environment["TERM_PROGRAM"] ?? ""
    let term = environment["TERM"] ?? ""
    // Within tmux or screen the outer terminal's own protocols do not get through.
    let isNested = environment["TMUX"] != nil || term.hasPrefix("screen") || term.hasPrefix("tmux")
    let attributes = String(decoding: deviceAttributes, as: UTF8.self).split { !$0.isNumber }
    if !isNested, environment["KITTY_WINDOW_ID"] != nil || term.contains("kitty") || program == "ghostty" {
      self = .kitty
    } else if !isNested, ["iTerm.app", "WezTerm"].contains(program) || environment["LC_TERMINAL"] == "iTerm2" {
      self = .iterm
    } else if attributes.dropFirst().contains("4") {  // the first number is the terminal's class
      self = .sixel
    } else {
      let isFine = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
      self = isFine || term.contains("direct") ? .halfBlocks : .coarseBlocks
    }
  }

  /// The size that a picture should have for a field of characters, in pixels.
  func pixels(columns: Int, rows: Int, _ size: RawTerminal.Size) -> (width: Int, height: Int) {
    switch self {
    case .halfBlocks, .coarseBlocks: (columns, rows * 2)
    default: (columns * size.cellWidth, rows * size.cellHeight)
    }
  }

  /// What makes the terminal draw a picture at a place.
  ///
  /// - Parameters:
  ///   - image: Of at most the size that ``pixels(columns:rows:_:)`` gives.
  ///   - column: Of the upper left corner, from 1.
  ///   - row: Likewise.
  ///   - size: Of the terminal.
  /// - Returns: Escape sequences and characters.
  /// - Throws: `ImageError` when the picture cannot be encoded.
  func text(of image: RGBImage, column: Int, row: Int, _ size: RawTerminal.Size) throws -> String {
    let place = "\u{1B}[\(row);\(column)H"
    switch self {
    case .kitty: return place + Self.kittyText(try image.encoded(as: .png))
    case .iterm:
      let data = Data(try image.encoded(as: .png))
      return place + "\u{1B}]1337;File=inline=1;size=\(data.count);width=\(image.width)px;height=\(image.height)px:"
        + data.base64EncodedString() + "\u{07}"
    case .sixel: return place + Sixels(image).text
    case .halfBlocks, .coarseBlocks: return blocks(image, column: column, row: row)
    }
  }

  /// Takes away what was drawn before; other kinds are overwritten by characters.
  var clearing: String { self == .kitty ? "\u{1B}_Ga=d,d=A,q=2\u{1B}\\" : "" }

  /// In pieces of at most 4,096 characters.
  private static func kittyText(_ png: [UInt8]) -> String {
    let text = Array(Data(png).base64EncodedString().utf8)
    let starts = Array(stride(from: 0, to: text.count, by: 4096))
    return starts.map { start in
      let piece = String(decoding: text[start..<min(start + 4096, text.count)], as: UTF8.self)
      let control = (start == 0 ? "a=T,f=100,q=2,C=1," : "") + "m=\(start == starts.last ? 0 : 1)"
      return "\u{1B}_G\(control);\(piece)\u{1B}\\"
    }.joined()
  }

  private func blocks(_ image: RGBImage, column: Int, row: Int) -> String {
    (0..<(image.height + 1) / 2).map { line in
      let cells = (0..<image.width).map { x in
        let upper = code(image, x, line * 2)
        let lower = code(image, x, min(line * 2 + 1, image.height - 1))
        return "\u{1B}[38;\(upper);48;\(lower)m▀"
      }
      return "\u{1B}[\(row + line);\(column)H\(cells.joined())\u{1B}[0m"
    }.joined()
  }

  private func code(_ image: RGBImage, _ x: Int, _ y: Int) -> String {
    let at = (y * image.width + x) * 3
    let (red, green, blue) = (Int(image.pixels[at]), Int(image.pixels[at + 1]), Int(image.pixels[at + 2]))
    guard self == .coarseBlocks else { return "2;\(red);\(green);\(blue)" }
    return "5;\(16 + 36 * Self.level(red) + 6 * Self.level(green) + Self.level(blue))"
  }

  /// xterm's cube of colours has the levels 0, 95, 135, 175, 215, 255.
  private static func level(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : min(5, (value - 35) / 40) }
}

/// A picture as sixels: 216 colours, and the error of each pixel's colour spread by an ordered pattern.
private struct Sixels {
  let text: String

  /// Bayer's 4 × 4 pattern.
  private static let pattern = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

  init(_ image: RGBImage) {
    let colours = (0..<image.width * image.height).map { Self.colour(of: $0, image) }
    let used = Set(colours).sorted()
    let palette = used.map { "#\($0);2;\($0 / 36 * 20);\($0 / 6 % 6 * 20);\($0 % 6 * 20)" }.joined()
    let bands = stride(from: 0, to: image.height, by: 6).map { Self.band($0, image, colours) }
    text = "\u{1B}P0;1q\"1;1;\(image.width);\(image.height)\(palette)\(bands.joined(separator: "-"))\u{1B}\\"
  }

  /// The place in the palette: six levels of red, green and blue.
  private static func colour(of place: Int, _ image: RGBImage) -> Int {
    let cell = (place / image.width % 4) * 4 + place % image.width % 4
    let shift = pattern[cell] * 51 / 16
    let levels = (0..<3).map { channel in min(5, (Int(image.pixels[place * 3 + channel]) + shift) / 51) }
    return levels[0] * 36 + levels[1] * 6 + levels[2]
  }

  /// Six rows: for each colour in them one line of bits, `$` going back to its start.
  private static func band(_ top: Int, _ image: RGBImage, _ colours: [Int]) -> String {
    var bits: [Int: [UInt8]] = [:]
    for y in top..<min(top + 6, image.height) {
      for x in 0..<image.width {
        bits[colours[y * image.width + x], default: [UInt8](repeating: 0, count: image.width)][x] |= 1 << (y - top)
      }
    }
    return bits.sorted { $0.key < $1.key }.map { "#\($0)" + packed($1) }.joined(separator: "$")
  }

  /// Runs of more than three become `!count`.
  private static func packed(_ bits: [UInt8]) -> String {
    var text = ""
    var start = 0
    while start < bits.count {
      let end = bits[start...].firstIndex { $0 != bits[start] } ?? bits.count
      let sign = String(Character(UnicodeScalar(bits[start] + 63)))
      text += end - start > 3 ? "!\(end - start)\(sign)" : String(repeating: sign, count: end - start)
      start = end
    }
    return text
  }
}
