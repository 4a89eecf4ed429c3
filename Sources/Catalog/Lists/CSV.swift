/// A table as text (RFC 4180: a delimiter between fields, quotes around a field that needs them, doubled inside it; any
/// of the usual line ends; UTF-8, with or without a byte order mark). Empty lines are no rows.
package struct CSV: Sendable {
  package struct Row: Hashable, Sendable {
    package let fields: [String]
    /// Where it begins in the text, from 1.
    package let line: Int
  }

  package let rows: [Row]
  /// The line of a quote that is opened and never closed.
  package let openQuote: Int?

  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - delimiter: What stands between fields.
  package init(_ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    var reader = Reader(delimiter: delimiter)
    for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] { reader.take(byte) }
    (rows, openQuote) = reader.finished()
  }

  package init(text: String) { self.init(Array(text.utf8)) }

  /// One row with the line end that pandas writes on Linux; quotes only where they are needed.
  package static func row(_ fields: String...) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [44, 34, 10, 13].contains($0) }) else { return field }
    return "\"\(field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}

extension CSV {
  private struct Reader {
    let delimiter: UInt8
    private var rows: [Row] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var state = State.start
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1
    /// The byte before was a carriage return: with a line feed behind it they are one line end. (Python's csv module on
    /// Windows writes two before the line feed.)
    private var sawReturn = false

    private enum State { case start, plain, quoted, afterQuote }

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func take(_ byte: UInt8) {
      count(byte)
      if state == .quoted {
        if byte == UInt8(ascii: "\"") { state = .afterQuote } else { field.append(byte) }
      } else if byte == UInt8(ascii: "\""), state == .start || state == .afterQuote {
        if state == .afterQuote { field.append(byte) } else { quoteLine = line }
        state = .quoted
      } else if byte == delimiter {
        endField()
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        endRow()
      } else {
        field.append(byte)
        state = .plain
      }
    }

    private mutating func count(_ byte: UInt8) {
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if sawReturn && !isLineEnd { line += 1 }
      if fields.isEmpty && state == .start && !isLineEnd { rowLine = line }
      if byte == UInt8(ascii: "\n") { line += 1 }
      sawReturn = byte == UInt8(ascii: "\r")
    }

    private mutating func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      (field, state) = ([], .start)
    }

    private mutating func endRow() {
      let isEmpty = fields.isEmpty && state == .start
      endField()
      if !isEmpty { rows.append(Row(fields: fields, line: rowLine)) }
      fields = []
    }

    mutating func finished() -> (rows: [Row], openQuote: Int?) {
      let openQuote = state == .quoted ? quoteLine : nil
      endRow()
      return (rows, openQuote)
    }
  }
}
