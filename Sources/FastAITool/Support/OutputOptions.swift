import ArgumentParser

/// How a command speaks; the same for all of them.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write JSON Lines to standard output, and nothing else.")
  var json = false

  @Flag(name: [.short, .long], help: "Say only what went wrong.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "No colours (the variable NO_COLOR does the same).")
  var noColor = false
}

/// A command with a console, whose errors become exit codes in one place.
protocol ConsoleCommand: AsyncParsableCommand, Sendable {
  var reporting: OutputOptions { get }

  /// The work itself. Ctrl-C cancels the task that it runs in.
  func run(_ console: Console) async throws
}

extension ConsoleCommand {
  func run() async throws {
    let console = Console(reporting)
    let command = self
    let result = await interruptible(console) { try await command.run(console) }
    console.endProgress()
    if case .failure(let error) = result { throw console.report(error) }
  }
}

/// A number of bytes as people write it: `50M`, `500k`, `1G`, `12345`.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init(_ bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [Character: Double] = ["k": 1e3, "m": 1e6, "g": 1e9]
    var text = argument.lowercased()
    if text.hasSuffix("b") { text.removeLast() }
    let factor = text.last.flatMap { units[$0] }
    guard let number = Double(factor == nil ? text : String(text.dropLast())), number > 0, number < 1e15 else {
      return nil
    }
    bytes = Int(number * (factor ?? 1))
  }

  var defaultValueDescription: String { bytes % 1_000_000 == 0 ? "\(bytes / 1_000_000)M" : "\(bytes)" }
}
