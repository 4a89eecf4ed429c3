public import Catalog
import SystemPackage
import Training

/// How far a person has come, and whether it is worth going on.
public struct CleaningProgress: Sendable, Hashable {
  /// Images that the query admits.
  public let total: Int
  /// Of these, those that somebody has decided about.
  public let looked: Int
  public let relabeled, deleted: Int
  /// Decisions since the last correction, in the order of suspicion: so many in a row were right.
  public let cleanRun: Int

  /// With 95 % confidence at most this share of what comes next is wrong, for it is less suspect than what was just
  /// looked at: the upper end of Wilson's interval for no error among the last ``cleanRun``.
  public var mostWrong: Double { wilsonInterval(errors: 0, of: cleanRun).upperBound }

  /// Whether the last two screens were clean: the lesson's rule of when to stop.
  public func canStop(screen: Int) -> Bool { cleanRun >= 2 * max(1, screen) && looked < total }
}

extension CleaningSession {
  /// How far the images have been looked at that a query asks for; what the query shows of them does not matter.
  public func progress(_ query: CleaningQuery = .init()) -> CleaningProgress {
    let states = ranking.lazy.map { self.items[$0] }.filter { item in
      (query.part == nil || item.part == query.part) && (query.label == nil || item.firstLabel == query.label)
    }.map(\.state)
    var (total, looked, relabeled, deleted, run) = (0, 0, 0, 0, 0)
    for state in states {
      total += 1
      switch state {
      case .open: continue
      case .kept: run += 1
      case .relabeled: (relabeled, run) = (relabeled + 1, 0)
      case .deleted: (deleted, run) = (deleted + 1, 0)
      }
      looked += 1
    }
    return CleaningProgress(total: total, looked: looked, relabeled: relabeled, deleted: deleted, cleanRun: run)
  }

  /// How many images that are in use each class has, in the order of the classes.
  public func classCounts() -> [(name: String, count: Int)] {
    let counts = Dictionary(grouping: items.lazy.filter { $0.record.status.isInUse }, by: \.label).mapValues(\.count)
    return classes.map { ($0, counts[$0] ?? 0) }
  }

  /// What ``undo(expecting:)`` and ``redo(expecting:)`` would do, with the steps' numbers.
  ///
  /// - Throws: `CatalogError`.
  public func nextSteps() throws -> (undo: JournalStep?, redo: JournalStep?) {
    (try catalog.nextUndo(), try catalog.nextRedo())
  }
}

extension JournalStep {
  /// What the step did, in a few words: `delete 3 images`, `relabel black/00000007.jpg to grizzly`.
  public var words: String {
    let paths = Set(entries.map(\.path))
    let what = paths.count == 1 ? paths.first.map { $0.string } ?? "" : "\(paths.count) images"
    let changes = Set(entries.map(\.change))
    if changes.contains(.relabeled), let label = entries.lazy.compactMap({ $0.relabeling?.to }).first {
      return "relabel \(what) to \(label)"
    }
    if changes.contains(.quarantined) { return "delete \(what)" }
    if changes.contains(.restored) { return "bring back \(what)" }
    if changes.contains(.assigned) { return "move \(what) to another part" }
    return changes.contains(.unreviewed) ? "put back \(what)" : "keep \(what)"
  }
}
