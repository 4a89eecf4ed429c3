/// SVG text in the making. All strings from outside pass through ``escaped(_:)``; colours and numbers are typed.
///
/// There are no ids in it, so that pictures can stand in one another (``Panels``) and in a page.
package struct Canvas {
  package private(set) var elements: [String] = []
  let width, height: Double
  let theme: Theme
  /// What the picture is called where it cannot be seen.
  var name = ""

  package init(width: Double, height: Double, theme: Theme = .light) {
    self.width = max(1, width.rounded(.up))
    self.height = max(1, height.rounded(.up))
    self.theme = theme
  }

  package enum Anchor: String { case start, middle, end }

  struct TextStyle {
    var size = 13.0
    /// The theme's ink by default.
    var fill: RGB?
    var anchor = Anchor.middle
    var isBold = false
    /// Degrees, clockwise.
    var rotation = 0.0
  }

  /// How a line is drawn.
  struct Pen {
    var color: RGB
    var width = 1.0
    var isDashed = false
    var opacity = 1.0

    fileprivate var attributes: String {
      let dashes = isDashed ? #" stroke-dasharray="7 5""# : ""
      let veil = opacity < 1 ? #" stroke-opacity="\#(number(opacity))""# : ""
      return #"stroke="\#(color.hex)" stroke-width="\#(number(width))"\#(dashes)\#(veil)"#
    }
  }

  package mutating func add(_ element: String) { elements.append(element) }

  mutating func rectangle(
    _ place: Rectangle, fill: RGB?, opacity: Double = 1, stroke: RGB? = nil, radius: Double = 0
  ) {
    let paint = fill.map { #"fill="\#($0.hex)"\#(Self.veil(opacity))"# } ?? #"fill="none""#
    let border = stroke.map { #" stroke="\#($0.hex)""# } ?? ""
    let corners = radius > 0 ? #" rx="\#(number(radius))""# : ""
    add("<rect \(Self.box(place)) \(paint)\(border)\(corners)/>")
  }

  private static func veil(_ opacity: Double) -> String {
    opacity < 1 ? #" fill-opacity="\#(number(opacity))""# : ""
  }

  static func box(_ place: Rectangle) -> String {
    let size = #"width="\#(number(max(0, place.width)))" height="\#(number(max(0, place.height)))""#
    return #"x="\#(number(place.x))" y="\#(number(place.y))" \#(size)"#
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: RGB) {
    line(x1, y1, x2, y2, Pen(color: stroke))
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ pen: Pen) {
    let ends = #"x1="\#(number(x1))" y1="\#(number(y1))" x2="\#(number(x2))" y2="\#(number(y2))""#
    add("<line \(ends) \(pen.attributes)/>")
  }

  mutating func circle(_ center: Point, radius: Double, fill: RGB, opacity: Double = 1, stroke: RGB? = nil) {
    let border = stroke.map { #" stroke="\#($0.hex)""# } ?? ""
    let place = #"cx="\#(number(center.x))" cy="\#(number(center.y))" r="\#(number(radius))""#
    add(#"<circle \#(place) fill="\#(fill.hex)"\#(Self.veil(opacity))\#(border)/>"#)
  }

  /// One run of joined points.
  mutating func polyline(_ points: [Point], _ pen: Pen) {
    add(
      #"<polyline points="\#(Self.list(points))" fill="none" \#(pen.attributes) stroke-linejoin="round" stroke-linecap="round"/>"#
    )
  }

  mutating func polygon(_ points: [Point], fill: RGB, opacity: Double = 1, stroke: RGB? = nil) {
    let border = stroke.map { #" stroke="\#($0.hex)" stroke-width="0.6" stroke-linejoin="round""# } ?? ""
    add(#"<polygon points="\#(Self.list(points))" fill="\#(fill.hex)"\#(Self.veil(opacity))\#(border)/>"#)
  }

  private static func list(_ points: [Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// One line of text; `full` is the whole where `string` is a part of it, shown when a pointer rests on it.
  mutating func text(_ string: String, _ x: Double, _ y: Double, _ style: TextStyle = .init(), full: String? = nil) {
    guard !string.isEmpty else { return }
    let weight = style.isBold ? #" font-weight="bold""# : ""
    let turn =
      style.rotation == 0 ? "" : #" transform="rotate(\#(number(style.rotation)) \#(number(x)) \#(number(y)))""#
    let place = #"x="\#(number(x))" y="\#(number(y))" font-size="\#(number(style.size))""#
    let look = #"fill="\#((style.fill ?? theme.ink).hex)" text-anchor="\#(style.anchor.rawValue)"\#(weight)\#(turn)"#
    let whole = full.flatMap { $0 == string ? nil : "<title>\(Self.escaped($0))</title>" } ?? ""
    add("<text \(place) \(look)>\(Self.escaped(string))\(whole)</text>")
  }

  /// What stands between this and ``clipEnd`` is drawn within a part of the canvas only.
  static func clipStart(_ place: Rectangle) -> String {
    let view = [place.x, place.y, place.width, place.height].map(number).joined(separator: " ")
    return #"<svg \#(box(place)) viewBox="\#(view)">"#
  }

  static let clipEnd = "</svg>"

  package var picture: Picture {
    let size = #"width="\#(number(width))" height="\#(number(height))""#
    let box = #"viewBox="0 0 \#(number(width)) \#(number(height))""#
    let names = #"xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#
    let title = name.isEmpty ? [] : ["<title>\(Self.escaped(name))</title>"]
    let svg = """
      <svg \(names) \(size) \(box) role="img" font-family="\(Theme.fonts)">
      \((title + elements).joined(separator: "\n"))
      </svg>

      """
    return Picture(trustedSVG: svg, width: Int(width), height: Int(height))
  }

  /// Text as XML wants it: no markup, none of the control characters that XML forbids, and none that would turn the
  /// words around (a file name may hold them).
  package static func escaped(_ string: String) -> String {
    var result = ""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x27: result += "&#39;"
      case 0x09, 0x0A, 0x0D: result += " "
      case 0x202A...0x202E, 0x2066...0x2069: break
      case 0..<32, 0x7F...0x9F: result += "\u{FFFD}"
      case let value where value & 0xFFFE == 0xFFFE: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
