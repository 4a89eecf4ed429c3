import SwiftSyntax

/// A cell's code as one text with a way from places in what is compiled back to the places that the user sees.
///
/// Text is only ever inserted, so a column of the compiled line is a column of the cell plus what was inserted before it.
struct CellText {
  struct Insertion {
    /// UTF-8 offset in the cell.
    let offset: Int
    let text: String
  }

  let source: [UInt8]
  /// UTF-8 offsets at which lines begin.
  private let lineStarts: [Int]
  private(set) var insertions: [Insertion] = []

  init(_ source: String) {
    let bytes = Array(source.utf8)
    self.source = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  mutating func insert(_ text: String, at position: AbsolutePosition) {
    insertions.append(Insertion(offset: position.utf8Offset, text: text))
  }

  /// The line, from 1, and the column in bytes, from 1.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let line = lineStarts.lastIndex { $0 <= offset } ?? 0
    return (line + 1, offset - lineStarts[line] + 1)
  }

  func line(_ number: Int) -> String? {
    guard lineStarts.indices.contains(number - 1) else { return nil }
    let start = lineStarts[number - 1]
    let end = lineStarts.indices.contains(number) ? lineStarts[number] - 1 : source.count
    return String(decoding: source[start..<end], as: UTF8.self)
  }

  /// The column that the user sees for a column of the compiled line.
  func column(_ compiled: Int, onLine line: Int) -> Int {
    guard lineStarts.indices.contains(line - 1) else { return compiled }
    let start = lineStarts[line - 1]
    var column = compiled
    for insertion in insertions.sorted(by: { $0.offset < $1.offset }) {
      let (insertedLine, place) = self.place(of: insertion.offset)
      guard insertedLine == line, insertion.offset >= start, place < column else { continue }
      column = max(place, column - insertion.text.utf8.count)
    }
    return column
  }

  /// The text of a node, with what was inserted into it.
  func text(of node: some SyntaxProtocol) -> String {
    let start = node.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = node.endPositionBeforeTrailingTrivia.utf8Offset
    var bytes: [UInt8] = []
    var next = start
    for insertion in insertions.sorted(by: { $0.offset < $1.offset }) where (start...end).contains(insertion.offset) {
      bytes += source[next..<insertion.offset] + Array(insertion.text.utf8)
      next = insertion.offset
    }
    return String(decoding: bytes + source[next..<end], as: UTF8.self)
  }
}
