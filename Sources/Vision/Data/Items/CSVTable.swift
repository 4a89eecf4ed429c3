import Foundation
import Images
package import SystemPackage
import Training

/// A column of a table, by its place from 0 or by its name.
public enum CSVColumn: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  case index(Int)
  case named(String)

  public init(integerLiteral value: Int) { self = .index(value) }
  public init(stringLiteral value: String) { self = .named(value) }
}

/// The rows of a CSV file (RFC 4180: quotes around a field, doubled inside it; LF or CRLF; UTF-8, with or without a BOM).
package struct CSVTable: Sendable {
  package struct Row: Sendable {
    package let fields: [String]
    /// Where it begins in the file, from 1.
    package let line: Int
  }

  package let file: String
  /// Names of the columns; empty without a header.
  package let header: [String]
  package let rows: [Row]

  /// - Throws: `LearnerError` when the file cannot be read, or has a quote that is never closed.
  package init(contentsOf path: FilePath, delimiter: Character = ",", hasHeader: Bool = true) throws {
    do {
      let bytes = try FileBytes.read(path, maxBytes: 1 << 32)
      try self.init(bytes, named: path.string, delimiter: delimiter, hasHeader: hasHeader)
    } catch let error as ImageError {
      throw LearnerError(.file, "\(path) cannot be read", remedy: "give the path of a CSV file", cause: error)
    }
  }

  package init(_ bytes: [UInt8], named file: String, delimiter: Character = ",", hasHeader: Bool = true) throws {
    guard let delimiter = delimiter.asciiValue else {
      throw LearnerError(.usage, "'\(delimiter)' does not separate columns", remedy: "one of , ; or a tab")
    }
    var reader = Reader(delimiter: delimiter)
    for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] { reader.take(byte) }
    let rows = try reader.finished(file)
    self.file = file
    header = hasHeader ? rows.first?.fields ?? [] : []
    self.rows = Array(rows.dropFirst(hasHeader ? 1 : 0))
  }

  /// The place of a column.
  ///
  /// - Throws: `LearnerError` when the table has no such column.
  package func place(of column: CSVColumn) throws -> Int {
    let width = max(header.count, rows.first?.fields.count ?? 0)
    switch column {
    case .index(let index) where (0..<width).contains(index): return index
    case .index(let index):
      throw LearnerError(.data, "\(file) has no column \(index)", remedy: "its columns are 0 to \(width - 1)")
    case .named(let name):
      if let place = header.firstIndex(of: name) { return place }
      throw LearnerError(
        .data, "\(file) has no column named '\(name)'", remedy: "it has \(header.joined(separator: ", "))")
    }
  }

  /// What a row says in a column.
  ///
  /// - Throws: `LearnerError` that names the line, when the field is missing or empty.
  package func field(_ place: Int, of row: Row) throws -> String {
    guard place < row.fields.count, !row.fields[place].isEmpty else {
      let name = place < header.count ? "'\(header[place])'" : "\(place)"
      throw LearnerError(.data, "\(file), line \(row.line): nothing stands in column \(name)", remedy: "fill it in")
    }
    return row.fields[place]
  }

  /// A field as it stands in a CSV file.
  package static func quoted(_ field: String) -> String {
    let special = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    return special ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}

extension CSVTable {
  private struct Reader {
    let delimiter: UInt8
    private var rows: [Row] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    /// How much of the field stood in quotes: a carriage return in there belongs to it.
    private var quotedCount = 0
    private var state = State.start
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1

    private enum State { case start, plain, quoted, afterQuote }

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func take(_ byte: UInt8) {
      if byte == 0x0A { line += 1 }
      if state == .quoted {
        if byte == 0x22 { (state, quotedCount) = (.afterQuote, field.count) } else { field.append(byte) }
      } else if byte == 0x22, state == .start || state == .afterQuote {
        if state == .afterQuote { field.append(byte) } else { quoteLine = line }
        state = .quoted
      } else if byte == delimiter {
        endField()
      } else if byte == 0x0A {
        endRow()
      } else {
        field.append(byte)
        state = .plain
      }
    }

    private mutating func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      (field, quotedCount, state) = ([], 0, .start)
    }

    private mutating func endRow() {
      // Python's csv module on Windows writes two before the line feed.
      while field.count > quotedCount, field.last == 0x0D { field.removeLast() }
      endField()
      if fields != [""] { rows.append(Row(fields: fields, line: rowLine)) }
      (fields, rowLine) = ([], line)
    }

    mutating func finished(_ file: String) throws -> [Row] {
      guard state != .quoted else {
        throw LearnerError(
          .data, "\(file), line \(quoteLine): a quote is opened there and never closed", remedy: "close it")
      }
      if !field.isEmpty || !fields.isEmpty { endRow() }
      return rows
    }
  }
}
