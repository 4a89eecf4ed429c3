public import CellLink

/// HTML, shown as such: `HTML("<b>bold</b>")`.
public struct HTML: Displayable, Sendable {
  public var source: String

  public init(_ source: String) { self.source = source }

  public func mimeBundle() -> MIMEBundle { MIMEBundle(["text/html": source, "text/plain": source]) }

  /// `text` with the characters that mean something in HTML taken literally.
  public static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }
}

/// Markdown, shown as such.
public struct Markdown: Displayable, Sendable {
  public var source: String

  public init(_ source: String) { self.source = source }

  public func mimeBundle() -> MIMEBundle { MIMEBundle(["text/markdown": source, "text/plain": source]) }
}

/// A drawing in SVG.
public struct SVG: Displayable, Sendable {
  public var source: String

  public init(_ source: String) { self.source = source }

  public func mimeBundle() -> MIMEBundle { MIMEBundle(["image/svg+xml": source, "text/plain": "SVG"]) }
}

/// Rows of text under a heading.
public struct Table: Displayable, Sendable {
  public var columns: [String]
  public var rows: [[String]]

  /// - Parameters:
  ///   - columns: The heading.
  ///   - rows: Each is filled up, or cut, to the number of columns.
  public init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows.map { row in columns.indices.map { row.indices.contains($0) ? row[$0] : "" } }
  }

  public func mimeBundle() -> MIMEBundle { MIMEBundle(["text/html": html, "text/plain": text]) }

  private var html: String {
    let head = columns.map { "<th>\(HTML.escaped($0))</th>" }.joined()
    let body = rows.map { "<tr>" + $0.map { "<td>\(HTML.escaped($0))</td>" }.joined() + "</tr>" }.joined()
    return "<table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>"
  }

  private var text: String {
    let lines = [columns] + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
