import CellLink
import Synchronization

/// A bar below the cell that fills in place.
///
///     let bar = ProgressBar(total: 100, "Drawing")
///     for _ in 0..<100 { …; bar.advance() }
public final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var drawn: ContinuousClock.Instant?
    var note: String
  }

  public let total: Int
  private let place: DisplayedValue
  private let state: Mutex<State>
  /// So that a bar of many short steps does not flood the front end.
  private static let pause = Duration.milliseconds(100)

  /// - Parameters:
  ///   - total: The number of steps; at least 1.
  ///   - note: Stands beside the bar.
  public init(total: Int, _ note: String = "") {
    self.total = max(1, total)
    state = Mutex(State(note: note))
    place = display(Self.drawing(0, of: self.total, note), id: "progress-\(UInt64.random(in: .min ... .max))")
  }

  /// Fills the bar by `steps`, and changes the note beside it when one is given.
  public func advance(by steps: Int = 1, _ note: String? = nil) {
    let drawing: HTML? = state.withLock { state in
      state.done = min(total, state.done + steps)
      if let note { state.note = note }
      let now = ContinuousClock.now
      if let drawn = state.drawn, now - drawn < Self.pause, state.done < total { return nil }
      state.drawn = now
      return Self.drawing(state.done, of: total, state.note)
    }
    if let drawing { place.update(drawing) }
  }

  private static func drawing(_ done: Int, of total: Int, _ note: String) -> HTML {
    HTML("<progress value=\"\(done)\" max=\"\(total)\"></progress> \(done) / \(total) \(HTML.escaped(note))")
  }
}

/// The elements of `elements`, with a bar that fills as they are taken.
public func progress<Elements: Collection>(_ elements: Elements, _ note: String = "") -> some Sequence<Elements.Element>
{
  let bar = ProgressBar(total: elements.count, note)
  return sequence(state: (elements.makeIterator(), true)) { state -> Elements.Element? in
    if !state.1 { bar.advance() }
    state.1 = false
    return state.0.next()
  }
}
