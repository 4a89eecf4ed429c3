import ArgumentParser

struct DocCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc",
    abstract: "What a name of the library means, and where its source is.",
    discussion: """
      Names of fastai's own are understood too: fit_one_cycle is fitOneCycle, pct_start is what it became.

      Examples:

        fastai doc fitOneCycle
        fastai doc Learner.freeze
        fastai doc pct_start
      """)

  @Argument(help: "A type, a function or a member, with or without the type that it belongs to.")
  var name: String

  @OptionGroup var reporting: OutputOptions

  /// More matches than these are listed and not shown.
  private static let shownMatches = 3

  func run(_ console: Console) async throws {
    let index = SymbolIndex.compiledIn
    let found = index.symbols(named: name)
    guard !found.isEmpty else {
      let near = index.names(like: name)
      let hint = near.isEmpty ? "" : "; is it one of \(near.joined(separator: ", "))?"
      throw CommandError(code: .usage, message: "nothing of the library is called '\(name)'\(hint)")
    }
    for symbol in found {
      console.event(
        "symbol",
        [
          "module": .string(symbol.module), "name": .string(symbol.name), "declaration": .string(symbol.declaration),
          "documentation": .string(symbol.documentation.joined(separator: "\n")), "file": .string(symbol.file),
        ])
    }
    if found.count > Self.shownMatches { list(found, console) } else { for symbol in found { show(symbol, console) } }
  }

  private func list(_ symbols: [SymbolIndex.Symbol], _ console: Console) {
    console.line("\(symbols.count) symbols; `fastai doc TYPE.\(symbols[0].baseName)` shows one:\n")
    let width = symbols.map(\.name.count).max() ?? 0
    for symbol in symbols {
      console.line("\(symbol.name.padding(to: width))  \(symbol.summary)")
      console.line("\("".padding(to: width))  \(symbol.file)")
    }
  }

  private func show(_ symbol: SymbolIndex.Symbol, _ console: Console) {
    console.line(console.bold(symbol.declaration))
    console.line("")
    for line in symbol.documentation { console.line("  " + line) }
    if !symbol.documentation.isEmpty { console.line("") }
    console.line("\(symbol.name) of \(symbol.module), \(symbol.file)\n")
  }
}
