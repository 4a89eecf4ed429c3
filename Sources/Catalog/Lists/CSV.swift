/// Tables as text (RFC 4180: commas between fields, quotes around a field that needs them, doubled inside it).
package enum CSV {
  /// The fields, row by row. Rows end with any of the usual line ends; a row may be empty.
  package static func rows(of text: String) -> [[String]] {
    var reader = CSVReader()
    for byte in text.utf8 { reader.take(byte) }
    return reader.finished()
  }

  /// One row with the line end that pandas writes on Linux; quotes only where they are needed.
  package static func row(_ fields: String...) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [44, 34, 10, 13].contains($0) }) else { return field }
    return "\"\(field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}

private struct CSVReader {
  private var rows: [[String]] = []
  private var row: [String] = []
  private var field: [UInt8] = []
  private var isQuoted = false
  /// The byte before was a quote inside a quoted field: its end, or the first of two.
  private var sawQuote = false
  private var sawReturn = false

  mutating func take(_ byte: UInt8) {
    let followsReturn = sawReturn
    sawReturn = false
    if isQuoted && !sawQuote {
      if byte == UInt8(ascii: "\"") { sawQuote = true } else { field.append(byte) }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): takeQuote()
    case UInt8(ascii: ","): endField()
    case UInt8(ascii: "\r"):
      endRow()
      sawReturn = true
    case UInt8(ascii: "\n"): if !followsReturn { endRow() }
    default:
      (isQuoted, sawQuote) = (false, false)
      field.append(byte)
    }
  }

  private mutating func takeQuote() {
    if sawQuote {
      field.append(UInt8(ascii: "\""))
      sawQuote = false
    } else if field.isEmpty {
      isQuoted = true
    } else {
      field.append(UInt8(ascii: "\""))
    }
  }

  private mutating func endField() {
    row.append(String(decoding: field, as: UTF8.self))
    field = []
    (isQuoted, sawQuote) = (false, false)
  }

  private mutating func endRow() {
    endField()
    rows.append(row)
    row = []
  }

  mutating func finished() -> [[String]] {
    if !field.isEmpty || !row.isEmpty || isQuoted { endRow() }
    return rows
  }
}
