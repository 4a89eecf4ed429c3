import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// What the parser alone can say about a cell.
public enum SyntaxCheck: Sendable, Equatable {
  case complete
  /// More is to come: a brace is open. With the indentation that the next line should have.
  case incomplete(indent: String)
  case invalid([Diagnostic])

  public init(_ code: String, file: String = "") {
    let tree = Parser.parse(source: code)
    let found = ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }
    guard !found.isEmpty else {
      self = .complete
      return
    }
    let end = tree.endOfFileToken.positionAfterSkippingLeadingTrivia
    let lastCode = code.utf8.count - code.reversed().prefix { $0.isWhitespace }.joinedUTF8Count
    if found.allSatisfy({ $0.position >= end || $0.position.utf8Offset >= lastCode }) {
      self = .incomplete(indent: Self.indent(after: code))
    } else {
      self = .invalid(found.map { Diagnostic($0, tree, file) })
    }
  }

  /// Two spaces for each brace that is open.
  private static func indent(after code: String) -> String {
    let depth = code.reduce(0) { depth, character in
      switch character {
      case "{", "(", "[": depth + 1
      case "}", ")", "]": depth - 1
      default: depth
      }
    }
    return String(repeating: "  ", count: max(0, depth))
  }
}

extension Sequence<Character> {
  fileprivate var joinedUTF8Count: Int { reduce(0) { $0 + $1.utf8.count } }
}

extension Diagnostic {
  fileprivate init(_ found: SwiftDiagnostics.Diagnostic, _ tree: SourceFileSyntax, _ file: String) {
    let place = found.location(converter: SourceLocationConverter(fileName: file, tree: tree))
    self.init(severity: .error, file: file, line: place.line, column: place.column, message: found.message)
  }
}
