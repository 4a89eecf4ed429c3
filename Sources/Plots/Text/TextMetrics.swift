/// How wide a text will be drawn, without a font at hand: the advance widths of DejaVu Sans, which `scripts/bootstrap`
/// installs. The other fonts of ``Theme`` are no wider, so that what is measured to fit is not cut off there either.
enum TextMetrics {
  /// Widths of code points that follow one another.
  struct Table: Sendable {
    let first: UInt32
    let regular, bold: [UInt16]
  }

  private static let unitsPerEm = 2048.0

  /// The width in pixels of a text on one line.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ems($1, isBold) } * size
  }

  private static func width(of character: Character, size: Double, isBold: Bool) -> Double {
    character.unicodeScalars.reduce(0) { $0 + ems($1, isBold) } * size
  }

  private static func ems(_ scalar: Unicode.Scalar, _ isBold: Bool) -> Double {
    for table in tables where scalar.value >= table.first {
      let widths = isBold ? table.bold : table.regular
      let index = Int(scalar.value - table.first)
      if index < widths.count { return Double(widths[index]) / unitsPerEm }
    }
    return estimate(scalar)
  }

  /// For scripts without a table: generous, since another font will draw them.
  private static func estimate(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1F000...0x1FAFF: return 1.4  // emoji
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0x20000...0x3FFFF:
      return 1.05  // wide forms of East Asia
    default: return 0.85
    }
  }

  /// The text, or as much of its beginning as fits, with an ellipsis.
  static func fitted(_ text: String, size: Double, isBold: Bool = false, into room: Double) -> String {
    let ellipsis = width(of: "…", size: size, isBold: isBold)
    var used = 0.0
    var kept = text.startIndex
    for index in text.indices {
      used += width(of: text[index], size: size, isBold: isBold)
      if used > room { return text[..<kept] + "…" }
      if used + ellipsis <= room { kept = text.index(after: index) }
    }
    return text
  }

  /// The text on as many lines as it takes, at most `limit`; the last one that may be is shortened.
  static func wrapped(
    _ text: String, size: Double, isBold: Bool = false, into room: Double, limit: Int
  ) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty, lines.count < limit - 1 {
      let line = rest.prefix(size: size, isBold, fitting: room)
      if line.endIndex == rest.endIndex { break }
      lines.append(line.trimmed)
      rest = rest[line.endIndex...].drop { $0 == " " }
    }
    let last = fitted(rest.trimmed, size: size, isBold: isBold, into: room)
    return last.isEmpty ? lines : lines + [last]
  }
}

extension Substring {
  /// As many whole words as fit, or as much of the first word, and at least one letter.
  fileprivate func prefix(size: Double, _ isBold: Bool, fitting room: Double) -> Substring {
    var used = 0.0
    var lastBreak: Index?
    for index in indices {
      if self[index] == " " { lastBreak = index }
      used += TextMetrics.width(of: String(self[index]), size: size, isBold: isBold)
      guard used > room, self[index] != " " else { continue }
      return self[..<(lastBreak ?? Swift.max(index, self.index(after: startIndex)))]
    }
    return self
  }

  fileprivate var trimmed: String {
    var part = self
    while part.last == " " { part.removeLast() }
    return String(part.drop { $0 == " " })
  }
}
