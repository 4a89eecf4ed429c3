/// One light style for all drawings.
package enum Style {
  package static let fonts = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
  package static let ink = "#24292f"
  package static let faint = "#57606a"
  package static let grid = "#e4e7eb"
  package static let frame = "#9aa4af"
  package static let paper = "#ffffff"

  /// Told apart by readers with any colour vision (Okabe and Ito's palette, blue first).
  package static let series = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6f6f6f"]

  /// About how wide a text is drawn, in pixels: without a font at hand, by classes of letters in DejaVu Sans.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    let ems = text.unicodeScalars.reduce(0.0) { sum, scalar in
      switch scalar {
      case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "!": sum + 0.34
      case "f", "t", "r", " ", "(", ")", "/", "-": sum + 0.41
      case "m", "w", "M", "W", "@", "%": sum + 0.96
      case "A"..."Z": sum + 0.71
      case _ where scalar.value >= 0x2E80: sum + 1.05
      default: sum + 0.63
      }
    }
    return ems * size * (isBold ? 1.12 : 1)
  }

  /// The text, or as much of its beginning as fits, with an ellipsis.
  static func fitted(_ text: String, size: Double, isBold: Bool = false, into room: Double) -> String {
    guard width(of: text, size: size, isBold: isBold) > room else { return text }
    var kept = text
    while !kept.isEmpty, width(of: kept + "…", size: size, isBold: isBold) > room { kept.removeLast() }
    return kept + "…"
  }
}
