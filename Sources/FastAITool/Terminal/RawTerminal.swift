import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal while a program has it to itself: keys one by one, nothing echoed, the screen given back afterwards.
final class RawTerminal: Sendable {
  /// A key, or that the window has another size.
  enum Key: Equatable, Sendable {
    case character(Character)
    case left, right, up, down, enter, delete, escape, resized
  }

  struct Size: Equatable, Sendable {
    let columns, rows: Int
    /// Of one character, in pixels; a guess where the terminal does not say.
    let cellWidth, cellHeight: Int
  }

  private let saved: termios
  private let isOver = Atomic(false)

  /// - Throws: ``CommandError`` when standard input or output is no terminal.
  init() throws {
    var settings = termios()
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else {
      throw CommandError(
        code: .usage, message: "--terminal needs a terminal", remedy: "Leave it out to clean in a browser")
    }
    saved = settings
    // Ctrl-C stays what it is. A read waits a tenth of a second at most, so that its thread can end.
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &settings.c_cc) { codes in
      codes[Int(VMIN)] = 0
      codes[Int(VTIME)] = 1
    }
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    put("\u{1B}[?1049h\u{1B}[?25l")
  }

  /// Gives the screen back; harmless when it was done already.
  func restore() {
    guard !isOver.exchange(true, ordering: .relaxed) else { return }
    put("\u{1B}[?25h\u{1B}[?1049l")
    var settings = saved
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
  }

  deinit { restore() }

  var size: Size {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return Size(columns: 80, rows: 24, cellWidth: 9, cellHeight: 18)
    }
    let (columns, rows) = (Int(window.ws_col), Int(window.ws_row))
    let (width, height) = (Int(window.ws_xpixel) / columns, Int(window.ws_ypixel) / rows)
    return Size(
      columns: columns, rows: rows, cellWidth: width > 0 ? width : 9, cellHeight: height > 0 ? height : 18)
  }

  func put(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR && errno != EAGAIN { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  /// What the terminal answers to a question, up to a letter; empty when it says nothing.
  func answer(to question: String, endingIn end: UInt8) -> [UInt8] {
    put(question)
    var answer: [UInt8] = []
    for _ in 0..<5 {
      while let byte = Self.byte() {
        answer.append(byte)
        if byte == end { return answer }
      }
    }
    return []
  }

  /// Keys as they are pressed, until the caller stops listening or the terminal is gone.
  func keys() -> AsyncStream<Key> {
    AsyncStream { continuation in
      let thread = Thread { [self] in
        var size = self.size
        while !isOver.load(ordering: .relaxed) {
          if let key = Self.key() { continuation.yield(key) }
          if size != self.size {
            size = self.size
            continuation.yield(.resized)
          }
          if isatty(STDIN_FILENO) != 1 { break }
        }
        continuation.finish()
      }
      thread.start()
    }
  }

  /// nil when a tenth of a second went by without one.
  private static func key() -> Key? {
    guard let first = byte() else { return nil }
    switch first {
    case 27: return escaped()
    case 10, 13: return .enter
    case 8, 127: return .delete
    default:
      let more = first < 0x80 ? 0 : first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
      let bytes = [first] + (0..<more).compactMap { _ in byte() }
      return String(decoding: bytes, as: UTF8.self).first.map { .character($0) }
    }
  }

  private static func escaped() -> Key? {
    guard let second = byte(), second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else { return .escape }
    var last = byte()
    while let byte = last, byte < 0x40 {  // parameters
      if byte == UInt8(ascii: "3") { return Self.byte() == UInt8(ascii: "~") ? .delete : nil }
      last = Self.byte()
    }
    switch last {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return .right
    case UInt8(ascii: "D"): return .left
    default: return nil
    }
  }

  private static func byte() -> UInt8? {
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
  }
}
