internal import Foundation

/// SVG text in the making. All strings from outside pass through ``escaped(_:)``.
package struct Canvas {
  package private(set) var elements: [String] = []
  let width, height: Double

  package init(width: Double, height: Double) {
    self.width = width.rounded(.up)
    self.height = height.rounded(.up)
  }

  package enum Anchor: String { case start, middle, end }

  package struct TextStyle {
    package var size: Double = 13
    package var fill: String = Style.ink
    package var anchor: Anchor = .middle
    package var isBold: Bool = false
    /// Degrees, clockwise.
    package var rotation: Double = 0

    package init(
      size: Double = 13, fill: String = Style.ink, anchor: Anchor = .middle, isBold: Bool = false, rotation: Double = 0
    ) {
      self.size = size
      self.fill = fill
      self.anchor = anchor
      self.isBold = isBold
      self.rotation = rotation
    }
  }

  package mutating func add(_ element: String) { elements.append(element) }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, stroke: String? = nil, radius: Double = 0
  ) {
    let border = stroke.map { #" stroke="\#($0)""# } ?? ""
    let corners = radius > 0 ? #" rx="\#(number(radius))""# : ""
    let size = #"width="\#(number(width))" height="\#(number(height))""#
    add(#"<rect x="\#(number(x))" y="\#(number(y))" \#(size) fill="\#(fill)"\#(border)\#(corners)/>"#)
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String, width: Double = 1, dash: String? = nil
  ) {
    let dashes = dash.map { #" stroke-dasharray="\#($0)""# } ?? ""
    let ends = #"x1="\#(number(x1))" y1="\#(number(y1))" x2="\#(number(x2))" y2="\#(number(y2))""#
    add(#"<line \#(ends) stroke="\#(stroke)" stroke-width="\#(number(width))"\#(dashes)/>"#)
  }

  mutating func circle(_ x: Double, _ y: Double, radius: Double, fill: String, stroke: String = "#ffffff") {
    add(
      #"<circle cx="\#(number(x))" cy="\#(number(y))" r="\#(number(radius))" fill="\#(fill)" stroke="\#(stroke)"/>"#)
  }

  /// One run of joined points.
  mutating func polyline(_ points: [(x: Double, y: Double)], stroke: String, width: Double, dash: String? = nil) {
    let list = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    let dashes = dash.map { #" stroke-dasharray="\#($0)""# } ?? ""
    let pen = #"stroke="\#(stroke)" stroke-width="\#(number(width))" stroke-linejoin="round" stroke-linecap="round""#
    add(#"<polyline points="\#(list)" fill="none" \#(pen)\#(dashes)/>"#)
  }

  mutating func text(_ string: String, _ x: Double, _ y: Double, _ style: TextStyle = .init()) {
    guard !string.isEmpty else { return }
    let weight = style.isBold ? #" font-weight="bold""# : ""
    let turn =
      style.rotation == 0 ? "" : #" transform="rotate(\#(number(style.rotation)) \#(number(x)) \#(number(y)))""#
    let place = #"x="\#(number(x))" y="\#(number(y))" font-size="\#(number(style.size))""#
    let look = #"fill="\#(style.fill)" text-anchor="\#(style.anchor.rawValue)"\#(weight)\#(turn)"#
    add("<text \(place) \(look)>\(Self.escaped(string))</text>")
  }

  package var picture: Picture {
    let size = #"width="\#(number(width))" height="\#(number(height))""#
    let box = #"viewBox="0 0 \#(number(width)) \#(number(height))""#
    let names = #"xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#
    let svg = """
      <svg \(names) \(size) \(box) font-family="\(Style.fonts)">
      \(elements.joined(separator: "\n"))
      </svg>

      """
    return Picture(trustedSVG: svg, width: Int(width), height: Int(height))
  }

  /// Text as XML wants it: no markup, and none of the control characters that XML forbids.
  package static func escaped(_ string: String) -> String {
    var result = ""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      case _ where scalar.value < 32 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A coordinate with at most two decimals.
package func number(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let whole = hundredths.magnitude / 100
  let rest = hundredths.magnitude % 100
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
