import ArgumentParser
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a command's words go: lines and a progress bar for people, plain lines into pipes, JSON Lines for programs.
///
/// Standard output carries the results; what is only of interest to who watches goes to standard error.
final class Console: Sendable {
  /// Who reads standard output.
  enum Reader: Sendable {
    case terminal, pipe, program
  }

  let reader: Reader
  let isQuiet: Bool
  private let hasColor: Bool
  private let state = Mutex(State())

  private struct State {
    var bar: String?
    var lastDrawn: ContinuousClock.Instant?
  }

  init(_ options: OutputOptions) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    reader = options.json ? .program : isTerminal ? .terminal : .pipe
    isQuiet = options.quiet
    hasColor = isTerminal && !options.noColor && getenv("NO_COLOR") == nil && Console.variable("TERM") != "dumb"
  }

  /// A result for people. Programs are told by ``event(_:_:)``.
  func line(_ text: String) {
    guard reader != .program && !isQuiet else { return }
    state.withLock { emit(text + "\n", over: &$0) }
  }

  /// A result for programs. People are told by ``line(_:)``.
  func event(_ name: String, _ fields: KeyValuePairs<String, JSONValue>) {
    guard reader == .program else { return }
    let text = JSONLine(event: name, fields: fields).text
    state.withLock { emit(text + "\n", over: &$0) }
  }

  /// Something that is no result, on standard error: a warning, an error.
  func note(_ text: String) {
    state.withLock { state in
      clear(&state)
      Console.put(text + "\n", to: STDERR_FILENO)
      draw(&state)
    }
  }

  /// Draws how far the work is: a bar on a terminal about ten times a second; in a pipe a line every ten seconds.
  func progress(_ done: Int, of total: Int, _ text: String) {
    guard reader != .program, !isQuiet, total > 0 else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      let wait: Duration = reader == .terminal ? .milliseconds(100) : .seconds(10)
      let isDue = state.lastDrawn.map { now - $0 >= wait } ?? (reader == .terminal)
      if state.lastDrawn == nil { state.lastDrawn = now }
      guard isDue || (done == total && reader == .terminal) else { return }
      state.lastDrawn = now
      if reader == .terminal {
        state.bar = bar(done, of: total, text)
        draw(&state)
      } else {
        Console.put("\(done)/\(total) \(text)\n", to: STDOUT_FILENO)
      }
    }
  }

  /// Takes the bar away.
  func endProgress() {
    state.withLock { state in
      clear(&state)
      state.bar = nil
      state.lastDrawn = nil
    }
  }

  /// Text in red, where there are colours.
  func red(_ text: String) -> String { hasColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

  /// Text in bold, where there are weights.
  func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Tells of an error, and gives what to throw so that the process ends with its code.
  func report(_ error: any Error) -> ExitCode {
    guard !(error is ExitCode) else { return error as? ExitCode ?? .failure }
    let explained = ExplainedError(error)
    if !explained.text.isEmpty {
      event("error", ["message": .string(explained.text), "exit": .int(Int(explained.code.rawValue))])
      note("\(red("Error:")) \(explained.text)")
    }
    return explained.code
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension Console {
  private func emit(_ text: String, over state: inout State) {
    clear(&state)
    Console.put(text, to: STDOUT_FILENO)
    draw(&state)
  }

  private func draw(_ state: inout State) {
    if let bar = state.bar { Console.put("\r\u{1B}[K\(bar)", to: STDOUT_FILENO) }
  }

  private func clear(_ state: inout State) {
    if state.bar != nil { Console.put("\r\u{1B}[K", to: STDOUT_FILENO) }
  }

  private func bar(_ done: Int, of total: Int, _ text: String) -> String {
    let cells = 30
    let filled = min(cells, done * cells / max(1, total))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    let line = "\(bar) \(done)/\(total) \(text)"
    return String(line.prefix(max(20, Console.columns - 1)))
  }

  private static var columns: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Writes at once: a reader at the other end of a pipe sees each line when it happens.
  static func put(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
