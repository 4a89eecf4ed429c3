import Foundation

/// The public symbols of the library with their doc comments and places, as they were when this binary was built.
///
/// Its text is `SymbolIndexText.swift`, which `scripts/symbols` makes from the sources' doc comments, and `scripts/check`
/// compares with them.
struct SymbolIndex {
  struct Symbol: Equatable {
    let module: String
    /// With the types around it: `Learner.fitOneCycle`.
    let name: String
    /// Relative to the package. Without a line, so that the index changes only when a declaration or its comment does.
    let file: String
    let declaration: String
    /// The doc comment, line by line.
    let documentation: [String]

    /// The part after the last dot.
    var baseName: String { name.split(separator: ".").last.map(String.init) ?? name }
    /// The first sentence, or what there is of it.
    var summary: String { documentation.first ?? "" }
  }

  let symbols: [Symbol]

  /// The index that was compiled in.
  static let compiledIn = SymbolIndex(text: symbolIndexText)

  init(_ symbols: [Symbol]) { self.symbols = symbols }

  /// Reads what ``text`` writes. Lines that are not understood are left out.
  init(text: String) {
    var symbols: [Symbol] = []
    let end = text.hasSuffix("\n") ? text.index(before: text.endIndex) : text.endIndex
    for record in text[..<end].split(separator: "\n\n") {
      let lines = record.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let fields = lines[0].split(separator: " ").map(String.init)
      guard fields.count == 3 else { continue }
      let declaration = lines.dropFirst().prefix { $0.hasPrefix("=") }.map { String($0.dropFirst()) }
      let comment = lines.dropFirst(1 + declaration.count).map { String($0.dropFirst()) }
      symbols.append(
        Symbol(
          module: fields[0], name: fields[1], file: fields[2],
          declaration: declaration.joined(separator: "\n"), documentation: comment))
    }
    self.symbols = symbols
  }

  /// One paragraph a symbol: a line with its place, its declaration after `=`, its doc comment after `/`.
  var text: String {
    symbols.map { symbol in
      (["\(symbol.module) \(symbol.name) \(symbol.file)"]
        + symbol.declaration.split(separator: "\n").map { "=" + $0 } + symbol.documentation.map { "/" + $0 })
        .joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// What somebody may mean by a name: a symbol's own or its full one, in Swift's spelling or in Python's; failing that,
  /// a name of fastai's that doc comments mention (`pct_start`).
  func symbols(named name: String) -> [Symbol] {
    let wanted = name.prefix { $0 != "(" }.split(separator: ".").map(String.init)
    for spelling in [wanted, wanted.map(\.camelCased)] {
      let found = exact(spelling)
      if !found.isEmpty { return found }
    }
    let mention = "`\(name)`"
    return symbols.filter { symbol in
      symbol.documentation.contains { $0.contains("fastai") && $0.contains(mention) }
    }
  }

  private func exact(_ parts: [String]) -> [Symbol] {
    let suffix = parts.joined(separator: ".")
    for isSame in [{ $0 == $1 }, { $0.lowercased() == $1.lowercased() }] as [(String, String) -> Bool] {
      let found = symbols.filter { symbol in
        let tail = symbol.name.split(separator: ".").suffix(parts.count).joined(separator: ".")
        return isSame(tail, suffix) || isSame("\(symbol.module).\(symbol.name)", suffix)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Names that are spelt alike, the most alike first.
  func names(like name: String, atMost limit: Int = 5) -> [String] {
    let wanted = name.camelCased.lowercased()
    let near = Set(symbols.map(\.baseName)).map { ($0, $0.lowercased().distance(to: wanted)) }
    let close = near.filter {
      $0.1 <= max(2, wanted.count / 3) || (wanted.count > 3 && $0.0.lowercased().contains(wanted))
    }
    return close.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(limit).map(\.0)
  }
}

extension String {
  /// `fit_one_cycle` → `fitOneCycle`
  fileprivate var camelCased: String {
    let words = split(separator: "_")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// How many letters must be put in, taken away or exchanged (Levenshtein).
  fileprivate func distance(to other: String) -> Int {
    let (a, b) = (Array(self), Array(other))
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for (j, target) in b.enumerated() {
        let next = Swift.min(row[j + 1] + 1, row[j] + 1, corner + (letter == target ? 0 : 1))
        (corner, row[j + 1]) = (row[j + 1], next)
      }
    }
    return row[b.count]
  }
}
