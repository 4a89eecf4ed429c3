import Catalog
import Foundation
import Images
import SystemPackage
import Training
import Vision

/// The cleaner with keys, one picture at a time: for work over SSH.
struct TerminalCleaner {
  private let session: CleaningSession
  private let terminal: RawTerminal
  private let graphics: TerminalGraphics
  private var ids: [Int]
  private var place = 0
  private var message = ""
  private var part: DatasetPart?

  /// - Throws: ``CommandError`` when there is no terminal.
  init(_ session: CleaningSession) async throws {
    self.session = session
    ids = await session.images()
    terminal = try RawTerminal()
    graphics = TerminalGraphics(
      ProcessInfo.processInfo.environment,
      deviceAttributes: terminal.answer(to: "\u{1B}[c", endingIn: UInt8(ascii: "c")))
    place = await firstOpen(from: 0) ?? 0
  }

  /// Until q or Ctrl-C.
  mutating func run() async throws {
    defer { terminal.restore() }
    try await draw()
    for await key in terminal.keys() {
      if key == .character("q") { break }
      do {
        try await take(key)
      } catch let error as CatalogError {
        message = "Not done: \(error.message)"
      }
      try await draw()
    }
    try Task.checkCancellation()
  }

  // MARK: Keys

  private mutating func take(_ key: RawTerminal.Key) async throws {
    message = ""
    switch key {
    case .right, .down, .character(" "): place = min(place + 1, ids.count - 1)
    case .left, .up: place = max(place - 1, 0)
    case .character("k"), .enter: try await act(.keep, "kept")
    case .character("d"), .delete: try await toggleDeleted()
    case .character("a"): try await accept()
    case .character("z"): try await step(session.undo(), "Undone")
    case .character("Z"): try await step(session.redo(), "Done again")
    case .character("n"): place = await firstOpen(from: place + 1) ?? place
    case .character("p"): try await nextPart()
    case .character("e"):
      let (path, count) = try await session.export()
      message = "\(count) pictures written to \(path)"
    case .character(let digit): try await relabel(digit)
    case .escape, .resized: break
    }
  }

  private mutating func act(_ action: CleaningAction, _ words: String) async throws {
    guard let item = await current else { return }
    _ = try await session.act(action, on: [item.id])
    message = "\(item.path) \(words); z takes it back"
    if let next = await firstOpen(from: place + 1) { place = next }
  }

  private mutating func toggleDeleted() async throws {
    guard let item = await current else { return }
    let isDeleted = item.state == .deleted
    try await act(isDeleted ? .reset : .delete, isDeleted ? "is back" : "deleted")
  }

  private mutating func accept() async throws {
    guard let item = await current, item.predicted != item.label else {
      message = "The model suggests no other class"
      return
    }
    try await act(.relabel(item.predicted), "relabelled to \(item.predicted)")
  }

  private mutating func relabel(_ digit: Character) async throws {
    guard let number = digit.wholeNumberValue, session.classes.indices.contains(number - 1) else { return }
    try await act(.relabel(session.classes[number - 1]), "relabelled to \(session.classes[number - 1])")
  }

  private mutating func step(_ change: CleaningSession.Change, _ words: String) {
    message = change.items.isEmpty ? "There is nothing to \(words == "Undone" ? "undo" : "do again")" : words
    guard let first = change.items.first, let found = ids.firstIndex(of: first.id) else { return }
    place = found
  }

  private mutating func nextPart() async throws {
    try await session.takeIn()
    let parts = await Array(Set(session.items.map(\.part))).sorted { $0.rawValue < $1.rawValue }
    let choices: [DatasetPart?] = [nil] + parts.map(Optional.some)
    part = choices[((choices.firstIndex(of: part) ?? 0) + 1) % choices.count]
    ids = await session.images(.init(part: part))
    place = await firstOpen(from: 0) ?? 0
  }

  private func firstOpen(from start: Int) async -> Int? {
    let items = await session.items
    return ids.indices.dropFirst(max(0, start)).first { items[ids[$0]].state == .open }
  }

  private var current: CleaningItem? {
    get async { ids.indices.contains(place) ? await session.item(ids[place]) : nil }
  }

  // MARK: Screen

  private func draw() async throws {
    let size = terminal.size
    guard let item = await current else { return }
    let progress = await session.progress(.init(part: part))
    var screen = TerminalScreen(size, classes: session.classes)
    let scope = part.map { ", \($0.rawValue)" } ?? ""
    screen.header =
      "\(place + 1) of \(ids.count)\(scope) · looked at \(progress.looked), "
      + "corrected \(progress.relabeled + progress.deleted)"
    screen.advice =
      progress.canStop(screen: 12)
      ? "The last \(progress.cleanRun) were right: you can probably stop." : ""
    screen.message = message
    let field = screen.pictureField
    let picture = await picture(of: item, field.columns, field.rows, size)
    terminal.put(graphics.clearing + screen.text(item))
    if let picture {
      terminal.put(try graphics.text(of: picture, column: field.column, row: field.row, size))
    }
  }

  private func picture(of item: CleaningItem, _ columns: Int, _ rows: Int, _ size: RawTerminal.Size) async -> RGBImage?
  {
    guard let file = await session.file(of: item.id) else { return nil }
    let target = graphics.pixels(columns: columns, rows: rows, size)
    return try? RGBImage(contentsOf: file, resized: .pad(width: max(1, target.width), height: max(1, target.height)))
  }
}

/// Where what stands on the screen: the picture, beside or above it what is known, below it the keys.
struct TerminalScreen {
  var header = "", advice = "", message = ""
  private let size: RawTerminal.Size
  private let classes: [String]
  private let isWide: Bool

  init(_ size: RawTerminal.Size, classes: [String]) {
    (self.size, self.classes, isWide) = (size, classes, size.columns >= 76)
  }

  /// In characters, from 1.
  var pictureField: (column: Int, row: Int, columns: Int, rows: Int) {
    let below = isWide ? 4 : 10
    return (2, 3, max(4, isWide ? size.columns - 38 : size.columns - 2), max(2, size.rows - 2 - below))
  }

  /// All but the picture.
  func text(_ item: CleaningItem) -> String {
    let field = pictureField
    var text = "\u{1B}[2J" + at(1, 1, "\u{1B}[7m\(fitted(" " + header, size.columns, filling: true))\u{1B}[0m")
    let (column, row) = isWide ? (size.columns - 34, 3) : (2, field.row + field.rows + 1)
    for (line, words) in facts(item).enumerated() where isWide || line < 6 { text += at(column, row + line, words) }
    text += at(2, size.rows - 2, "\u{1B}[2m\(fitted(keys, size.columns - 2))\u{1B}[0m")
    text += at(2, size.rows - 1, "\u{1B}[2m\(fitted(moreKeys, size.columns - 2))\u{1B}[0m")
    return text + at(2, size.rows, fitted(message.isEmpty ? advice : message, size.columns - 2))
  }

  private func facts(_ item: CleaningItem) -> [String] {
    let width = isWide ? 34 : size.columns - 2
    let loss = item.judgement.loss.map { String(format: ", loss %.2f", $0) } ?? ""
    let model = String(format: "%@ %.0f %%", item.predicted, item.probability * 100)
    let isOther = item.predicted != item.label
    let state = ["open": "", "kept": "✓ kept", "relabeled": "→ was \(item.firstLabel)", "deleted": "✗ deleted"]
    return [
      "\u{1B}[1m\(fitted(item.path.lastComponent?.string ?? "", width))\u{1B}[0m",
      fitted("label  \(item.label)\(loss)", width),
      "\(isOther ? "\u{1B}[33m" : "\u{1B}[2m")\(fitted("model  \(model)", width))\u{1B}[0m",
      "\u{1B}[36m\(fitted(state[item.state.rawValue] ?? "", width))\u{1B}[0m", "",
    ]
      + classes.prefix(9).enumerated().map { place, name in
        let share = item.judgement.probabilities.indices.contains(place) ? item.judgement.probabilities[place] : 0
        let bar = String(repeating: "▇", count: Int((share * 12).rounded()))
        return fitted("\(place + 1) \(fitted(name, 16, filling: true)) \(bar)", width)
      }
  }

  private var keys: String { "k keep   d delete   a take the model's class   1-9 relabel   z undo   Z redo" }
  private var moreKeys: String { "← → move   n next not looked at   p part   e export cleaned.csv   q quit" }

  private func at(_ column: Int, _ row: Int, _ text: String) -> String {
    "\u{1B}[\(max(1, row));\(max(1, column))H\(text)"
  }

  /// Cut off, or filled with blanks.
  private func fitted(_ text: String, _ width: Int, filling: Bool = false) -> String {
    let safe = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    let cut = safe.count > width ? safe.prefix(max(0, width - 1)) + "…" : safe[...]
    return cut + (filling ? String(repeating: " ", count: max(0, width - cut.count)) : "")
  }
}
