/// One message of the compiler or the parser.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning, note }

  public let severity: Severity
  /// The cell's name, or another file's.
  public let file: String
  /// From 1; 0 when the message is about no line.
  public let line: Int
  public let column: Int
  public let message: String

  /// The messages in the compiler's output: `FILE:LINE:COLUMN: error: …`. Other lines repeat the code, and are dropped.
  public static func parse(_ output: String) -> [Diagnostic] {
    output.split(separator: "\n").compactMap { line in
      for severity in [Severity.error, .warning, .note] {
        guard let range = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
        return Diagnostic(severity, place: line[..<range.lowerBound], String(line[range.upperBound...]))
      }
      return nil
    }
  }

  private init(_ severity: Severity, place: Substring, _ message: String) {
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.suffix(2).compactMap { Int($0) }
    let isComplete = parts.count >= 3 && numbers.count == 2
    self.init(
      severity: severity, file: isComplete ? parts.dropLast(2).joined(separator: ":") : String(place),
      line: isComplete ? numbers[0] : 0, column: isComplete ? numbers[1] : 0, message: Self.asWritten(message))
  }

  /// Without the name of the compiler's group, and without the closure that the user did not write.
  private static func asWritten(_ message: String) -> String {
    message.replacing(/\s\[#[\w-]+\]$/, with: "").replacing("to closure result type", with: "to specified type")
  }

  public init(severity: Severity, file: String, line: Int, column: Int, message: String) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }
}

extension Cell {
  /// What to tell the user: messages about their own lines, and about the lines around them only when nothing else
  /// explains a failure. Each message once, though the compiler may come upon it twice.
  public func relevant(_ found: [Diagnostic]) -> [Diagnostic] {
    var kept: [Diagnostic] = []
    var isNoteKept = false
    for diagnostic in found.map(placed) {
      let isOwn = diagnostic.file != "generated" && !kept.contains(diagnostic)
      if diagnostic.severity != .note { isNoteKept = isOwn }
      if isOwn && isNoteKept { kept.append(diagnostic) }
    }
    kept = Self.inOrder(kept)
    let errors = found.filter { $0.severity == .error }
    return kept.contains { $0.severity == .error } || errors.isEmpty ? kept : kept + errors
  }

  /// By line, notes behind what they explain.
  private static func inOrder(_ found: [Diagnostic]) -> [Diagnostic] {
    var groups: [[Diagnostic]] = []
    for diagnostic in found {
      if diagnostic.severity == .note && !groups.isEmpty {
        groups[groups.count - 1].append(diagnostic)
      } else {
        groups.append([diagnostic])
      }
    }
    return groups.enumerated().sorted { ($0.element[0].line, $0.offset) < ($1.element[0].line, $1.offset) }
      .flatMap(\.element)
  }

  private func placed(_ found: Diagnostic) -> Diagnostic {
    guard found.file == file else { return found }
    return Diagnostic(
      severity: found.severity, file: file, line: found.line, column: column(found.column, onLine: found.line),
      message: found.message)
  }

  /// A message with the line that it is about and a mark below the column.
  public func explained(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.line > 0 ? "\(diagnostic.file), line \(diagnostic.line): " : ""
    let message = "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)"
    guard diagnostic.file == file, let code = line(diagnostic.line) else { return message }
    let indent = code.utf8.prefix(max(0, diagnostic.column - 1)).map { $0 == UInt8(ascii: "\t") ? "\t" : " " }.joined()
    return "\(message)\n  \(code)\n  \(indent)^"
  }
}
