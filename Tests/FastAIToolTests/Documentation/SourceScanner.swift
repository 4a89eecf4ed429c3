import Foundation

@testable import FastAITool

/// Finds public declarations and their doc comments in sources that `swift format` has laid out: what belongs to a type
/// stands two spaces further in.
struct SourceScanner {
  static let modules = [
    "Torch", "TorchNN", "Images", "Plots", "Catalog", "Training", "Collecting", "Vision", "Lesson", "Server",
  ]

  private let module, file: String
  private let lines: [String]
  private var containers: [(indent: Int, name: String, isOpen: Bool)] = []
  private var comment: [String] = []
  private var symbols: [SymbolIndex.Symbol] = []

  /// All symbols of the package, file by file.
  static func index(ofPackage root: URL) throws -> SymbolIndex {
    let symbols = try modules.flatMap { module -> [SymbolIndex.Symbol] in
      let folder = root.appending(path: "Sources/\(module)")
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
      return try names.sorted().flatMap { name in
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        var scanner = SourceScanner(module: module, file: "Sources/\(module)/\(name)", text: text)
        return scanner.scan()
      }
    }
    return SymbolIndex(symbols)
  }

  init(module: String, file: String, text: String) {
    (self.module, self.file) = (module, file)
    lines = text.components(separatedBy: "\n")
  }

  mutating func scan() -> [SymbolIndex.Symbol] {
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let content = line.dropFirst(indent)
      if content.hasPrefix("///") {
        comment.append(String(content.dropFirst(content.hasPrefix("/// ") ? 4 : 3)))
      } else if content.hasPrefix("}") {
        while let last = containers.last, last.indent >= indent { containers.removeLast() }
        comment = []
      } else if !content.hasPrefix("@"), !content.hasPrefix("//"), !content.isEmpty {
        read(content, at: number, indent)
        comment = []
      }
    }
    return symbols
  }

  private mutating func read(_ content: Substring, at number: Int, _ indent: Int) {
    guard indent == (containers.last.map { $0.indent + 2 } ?? 0), let head = Head(content) else { return }
    let isVisible = head.isPublic || (containers.last?.isOpen ?? false)
    if isVisible, head.keyword != "extension" {
      for name in head.names {
        symbols.append(
          .init(
            module: module, name: (containers.map(\.name) + [name]).joined(separator: "."), file: file,
            declaration: declaration(from: number, indent), documentation: comment))
      }
    }
    let isType = ["struct", "class", "enum", "protocol", "actor", "extension"].contains(head.keyword)
    if isType, !content.hasSuffix("}"), let name = head.names.first {
      // Requirements of a public protocol and cases of a public enumeration are public without saying so.
      let isOpen = head.isPublic && ["protocol", "enum"].contains(head.keyword)
      containers.append((indent, name, isOpen))
    }
  }

  /// To the brace or the value, without what follows.
  private func declaration(from number: Int, _ indent: Int) -> String {
    var parts: [String] = []
    var depth = 0
    for line in lines[number...].prefix(30) {
      let text = line.trimmingCharacters(in: .whitespaces)
      depth += text.count { "([".contains($0) } - text.count { ")]".contains($0) }
      parts.append(text)
      let next = number + parts.count
      let goesOn =
        next < lines.count
        && (lines[next].hasPrefix(String(repeating: " ", count: indent) + ")") || isTail(lines[next]))
      if depth <= 0, !goesOn { break }
    }
    var text = parts.joined(separator: " ").replacing("( ", with: "(").replacing(" )", with: ")")
    text = beforeBody(text)
    if let range = text.range(of: "  //") { text = String(text[..<range.lowerBound]) }
    return text.replacing("public ", with: "").replacing("internal(set) ", with: "").replacing(
      "private(set) ", with: ""
    )
    .replacing("fileprivate(set) ", with: "")
  }

  /// Without the brace that opens its body, and all after it; closures among the parameters stay.
  private func beforeBody(_ text: String) -> String {
    var depth = 0
    for index in text.indices {
      if "([".contains(text[index]) { depth += 1 }
      if ")]".contains(text[index]) { depth -= 1 }
      if depth == 0, text[index...].hasPrefix(" {") { return String(text[..<index]).trimmingSuffix(" =") }
    }
    return text
  }

  private func isTail(_ line: String) -> Bool { line.trimmingCharacters(in: .whitespaces).hasPrefix("->") }
}

extension String {
  fileprivate func trimmingSuffix(_ end: String) -> String { hasSuffix(end) ? String(dropLast(end.count)) : self }
}

/// What a declaration begins with: `public static func name`.
private struct Head {
  let isPublic: Bool
  let keyword: String
  /// Several for `let width, height: Int`.
  let names: [String]

  private static let modifiers: Set<String> = [
    "public", "open", "package", "internal", "private", "fileprivate", "static", "final", "class", "override",
    "mutating", "nonmutating", "convenience", "required", "nonisolated", "indirect", "lazy", "weak", "prefix",
    "internal(set)", "private(set)", "fileprivate(set)", "package(set)",
  ]
  private static let keywords: Set<String> = [
    "struct", "class", "enum", "protocol", "actor", "extension", "func", "var", "let", "init", "subscript", "case",
    "typealias",
  ]

  init?(_ content: Substring) {
    var words = content.split(separator: " ").map(String.init)
    var said: Set<String> = []
    while let word = words.first, Self.modifiers.contains(word), !(word == "class" && Self.isTypeName(words)) {
      said.insert(word)
      words.removeFirst()
    }
    guard let first = words.first else { return nil }
    let keyword = first.prefix { $0.isLetter }
    guard Self.keywords.contains(String(keyword)),
      said.isDisjoint(with: ["private", "fileprivate", "internal", "package"])
    else { return nil }
    self.keyword = String(keyword)
    isPublic = said.contains("public") || said.contains("open")
    names = Self.names(self.keyword, words)
    if names.isEmpty || names.contains("") { return nil }
  }

  private static func isTypeName(_ words: [String]) -> Bool {
    words.count > 1 && words[1].first?.isUppercase == true
  }

  private static func names(_ keyword: String, _ words: [String]) -> [String] {
    switch keyword {
    case "init", "subscript": return [keyword]
    case "let", "var", "case":
      let rest = words.dropFirst().joined(separator: " ")
      let list = rest.prefix { !":={(".contains($0) }
      return list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    case "func" where words.count > 1 && words[1].first?.isLetter == false && words[1].first != "_": return [words[1]]
    default:
      guard words.count > 1 else { return [] }
      return [String(words[1].prefix { $0.isLetter || $0.isNumber || "_.`".contains($0) })]
    }
  }
}
