import Cells
import Jupyter

extension Kernel {
  func completions(_ request: Message) async -> JSON {
    let code = request.content["code"]?.string ?? ""
    let cursor = request.content["cursor_pos"]?.int ?? 0
    let start = cursor - Self.lengthOfName(before: cursor, in: code)
    let typed = String(String.UnicodeScalarView(code.unicodeScalars.prefix(cursor).dropFirst(start)))
    let found = await completer.completions(code, at: cursor, importing: session.previous)
    let matches = Self.fitting(typed, found).prefix(Self.mostMatches).map { JSON.string($0) }
    return [
      "status": "ok", "matches": .array(Array(matches)), "cursor_start": .int(start), "cursor_end": .int(cursor),
      "metadata": [:],
    ]
  }

  func inspection(_ request: Message) async -> JSON {
    let code = request.content["code"]?.string ?? ""
    let cursor = request.content["cursor_pos"]?.int ?? 0
    // The cursor may stand behind the name, or behind the parenthesis that follows it.
    let place = max(0, cursor - (Self.lengthOfName(before: cursor, in: code) > 0 ? 1 : 2))
    let found = await completer.documentation(code, at: place, importing: session.previous)
    let data: JSON = found.map { ["text/markdown": .string($0), "text/plain": .string($0)] } ?? [:]
    return ["status": "ok", "found": .bool(found != nil), "data": data, "metadata": [:]]
  }

  /// More than these nobody reads.
  private static let mostMatches = 200

  /// Those that begin as what was typed, each once, in the server's order, which is the best first.
  private static func fitting(_ typed: String, _ found: [String]) -> [String] {
    var seen: Set<String> = []
    return found.filter { $0.lowercased().hasPrefix(typed.lowercased()) && seen.insert($0).inserted }
  }

  private static func lengthOfName(before cursor: Int, in code: String) -> Int {
    code.unicodeScalars.prefix(cursor).reversed().prefix {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    .count
  }
}
