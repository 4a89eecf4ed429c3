package import Catalog
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

/// The rows of a CSV file, with columns that are found by place or name.
package struct CSVTable: Sendable {
  package typealias Row = CSV.Row

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
    let table = CSV(bytes, delimiter: delimiter)
    if let line = table.openQuote {
      throw LearnerError(.data, "\(file), line \(line): a quote is opened there and never closed", remedy: "close it")
    }
    self.file = file
    header = hasHeader ? table.rows.first?.fields ?? [] : []
    rows = Array(table.rows.dropFirst(hasHeader ? 1 : 0))
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
}
