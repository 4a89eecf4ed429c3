extension LinkList {
  /// Where the columns are that matter.
  struct Columns {
    var url: Int
    var label: Int?
  }

  private static let urlNames: Set<String> = ["url", "urls", "link", "image_url", "imageurl", "original"]
  private static let labelNames: Set<String> = ["label", "class", "category"]

  /// The columns that a table's first line names, or nil when it is no such line.
  static func columns(ofHeader line: String) -> Columns? {
    let names = (rows(of: line).first ?? []).map { $0.lowercased().trimmed }
    guard let url = names.firstIndex(where: urlNames.contains) else { return nil }
    return Columns(url: url, label: names.firstIndex(where: labelNames.contains))
  }

  static func linksInTable(_ text: String) -> [ImageLink] {
    let rows = rows(of: text).filter { $0 != [""] }
    guard let header = rows.first, let columns = columns(ofHeader: header.joined(separator: ",")) else { return [] }
    return rows.dropFirst().compactMap { row in
      guard columns.url < row.count, !row[columns.url].trimmed.isEmpty else { return nil }
      let label = columns.label.flatMap { $0 < row.count ? row[$0].trimmed : nil }
      return ImageLink(row[columns.url].trimmed, label: label.flatMap { $0.isEmpty ? nil : $0 })
    }
  }

  /// The fields of a table, row by row (RFC 4180: quotes around a field, doubled inside it).
  static func rows(of text: String) -> [[String]] {
    var reader = TableReader()
    for character in text { reader.take(character) }
    return reader.finished()
  }
}

private struct TableReader {
  private var rows: [[String]] = []
  private var row: [String] = []
  private var field = ""
  private var isQuoted = false
  private var sawQuote = false

  mutating func take(_ character: Character) {
    if isQuoted {
      takeQuoted(character)
    } else if character == "," {
      endField()
    } else if character.isNewline {
      endRow()
    } else if character == "\"" && (field.isEmpty || sawQuote) {
      if sawQuote { field.append("\"") }
      isQuoted = true
    } else {
      field.append(character)
    }
    if !isQuoted && character != "\"" { sawQuote = false }
  }

  private mutating func takeQuoted(_ character: Character) {
    if character == "\"" {
      isQuoted = false
      sawQuote = true
    } else {
      field.append(character)
    }
  }

  private mutating func endField() {
    row.append(field)
    field = ""
  }

  private mutating func endRow() {
    endField()
    rows.append(row)
    row = []
  }

  mutating func finished() -> [[String]] {
    if !field.isEmpty || !row.isEmpty { endRow() }
    return rows
  }
}

extension String {
  /// Without the white space at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
