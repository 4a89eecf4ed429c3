public import Catalog
public import SystemPackage
import Training

/// Cleaning a data set by looking at what a network finds odd (fastai: `ImageCleaner`), without a page around it.
///
///     let session = try CleaningSession(Catalog(dataset: bears), classes, judgements)
///     for id in await session.images(.init(show: .open)).prefix(20) { … }
///     try await session.act(.delete, on: [7])
///     try await session.undo()
///
/// Every action is in the catalog's journal when the call returns, and several sessions, pages and commands may edit one
/// data set at the same time: an action that was decided on an image as it was before somebody else changed it is refused.
/// Files are put into quarantine, never destroyed. The work is done on a thread of its own.
public actor CleaningSession {
  /// What came of an action.
  public struct Change: Sendable {
    /// Images that are not as they were when the caller last asked.
    public let items: [CleaningItem]
    /// Images that an undo has left as they are, because something else has changed them since.
    public let skipped: [FilePath]
    /// What the journal says, for the next action.
    public let revision: Int64
  }

  /// In the order of the network's outputs, and then those that only people know.
  public nonisolated let classes: [String]
  /// The folder of the data set.
  public nonisolated let dataset: FilePath
  public nonisolated let catalog: Catalog
  /// The images, by ``CleaningItem/id``; those that came later stand at the end.
  public internal(set) var items: [CleaningItem]
  /// How far the session has read the journal.
  public private(set) var revision: Int64
  var ids: [FilePath: Int]
  /// The most suspect first.
  var ranking: [Int]
  /// In the order of the paths.
  var alphabet: [Int]
  /// Pictures that users have sent and that nobody has judged yet.
  var arrivals: Set<FilePath>
  let judge: Judge?
  private let source: String
  private let thread: ThreadExecutor

  /// The probability of each class that the network knows, in its order, for the image in a file.
  public typealias Judge = @Sendable (_ file: FilePath) async throws -> [Float]

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Begins a session on the images that are both in the catalog and judged.
  ///
  /// - Parameters:
  ///   - catalog: Of the data set; it was opened with the data set's folder.
  ///   - outputs: The classes, in the order of the network's outputs.
  ///   - judgements: What the network says of the images; of several judgements of one image the first counts.
  ///   - source: Who acts, for the journal.
  ///   - judge: Judges what users send meanwhile, see ``takeIn()``; without it that waits for the next session.
  /// - Throws: `CatalogError`; `LearnerError` with code `.data` when there is nothing to look at.
  public init(
    _ catalog: Catalog, classes outputs: [String], _ judgements: [ImageJudgement], source: String = "cleaner",
    judge: Judge? = nil
  ) throws {
    let (records, revision, firstLabels) = (
      try catalog.images(ImageQuery()), try catalog.revision(), try catalog.firstLabels()
    )
    let judged = Dictionary(judgements.map { (FilePath($0.path), $0) }) { first, _ in first }
    let known = records.filter { $0.status != .removed && $0.status != .bad && judged[$0.path] != nil }
    items = try known.enumerated().compactMap { id, record in
      try judged[record.path].map { judgement in
        CleaningItem(
          id: id, record: record, judgement: judgement, firstLabel: firstLabels[record.path] ?? record.label,
          predicted: outputs.indices.contains(judgement.predicted) ? outputs[judgement.predicted] : "?",
          source: try catalog.source(of: record))
      }
    }
    guard !items.isEmpty, let dataset = catalog.dataset else {
      throw LearnerError(
        .data, "there is no image in \(catalog.path) that was judged", remedy: "give the data set's own folder")
    }
    let own = Set(outputs)
    classes = outputs + Set(items.map(\.label)).subtracting(own).sorted()
    (self.catalog, self.dataset, self.revision, self.source) = (catalog, dataset, revision, source)
    ids = Dictionary(items.map { ($0.path, $0.id) }) { first, _ in first }
    (ranking, alphabet) = (Self.ranked(items), Array(items.indices))
    self.judge = judge
    // Sent while the others were judged.
    arrivals = Set(records.filter { $0.isArrival && judged[$0.path] == nil }.map(\.path))
    thread = ThreadExecutor(name: "cleaning")
  }

  static func ranked(_ items: [CleaningItem]) -> [Int] {
    let keys = items.map(\.suspicion)
    return items.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1] }
  }

  // MARK: Looking

  /// The images that a query asks for, by ``CleaningItem/id``.
  public func images(_ query: CleaningQuery = .init()) -> [Int] {
    let wanted = (query.order == .name ? alphabet : ranking).filter { query.admits(items[$0]) }
    switch query.order {
    case .loss, .name: return wanted
    case .unsure:
      let margins = Dictionary(uniqueKeysWithValues: wanted.map { ($0, items[$0].margin) })
      return wanted.sorted { (margins[$0] ?? 1, $0) < (margins[$1] ?? 1, $1) }
    }
  }

  /// An image, or nil when there is none with that number.
  public func item(_ id: Int) -> CleaningItem? { items.indices.contains(id) ? items[id] : nil }

  /// An image by its path relative to the data set.
  public func item(at path: FilePath) -> CleaningItem? { ids[path].map { items[$0] } }

  /// Where the file of an image lies now.
  public func file(of id: Int) -> FilePath? {
    item(id).map { dataset.pushing($0.record.storedAt ?? $0.path) }
  }

  /// Takes in what others have changed.
  ///
  /// - Parameter revision: What the caller has seen.
  /// - Returns: All that has changed since.
  /// - Throws: `CatalogError`.
  public func changes(after revision: Int64) throws -> Change { try change(since: revision, skipped: []) }

  // MARK: Acting

  /// Decides about images, as one step that ``undo(expecting:)`` takes back.
  ///
  /// - Parameters:
  ///   - action: What is decided.
  ///   - ids: About which images.
  ///   - seen: The revision that the decision was made on; the session's own by default.
  /// - Returns: The images as they are now.
  /// - Throws: `CatalogError` with code `.conflict` when one of them was changed since `seen`: nothing is done then;
  ///   `LearnerError` with code `.usage` for a number or a class that makes no sense.
  @discardableResult
  public func act(_ action: CleaningAction, on ids: [Int], seen: Int64? = nil) throws -> Change {
    if let wrong = ids.first(where: { !items.indices.contains($0) }) {
      throw LearnerError(.usage, "there is no image \(wrong)", remedy: "numbers run from 0 to \(items.count - 1)")
    }
    if case .relabel(let label) = action, !classes.contains(label) {
      throw LearnerError(.usage, "there is no class \(label)", remedy: "one of \(classes.joined(separator: ", "))")
    }
    let seen = seen ?? revision
    try catalog.apply(
      ids.flatMap { action.edits(of: items[$0]) }, by: source, unlessChangedSince: seen)
    return try change(since: min(seen, revision), skipped: [])
  }

  /// Takes the last step back that has not been taken back yet, across restarts and whoever made it.
  ///
  /// - Parameter step: The step that is meant; nil for whatever is next.
  /// - Returns: The images as they are now.
  /// - Throws: `CatalogError`, with code `.conflict` when another step is next.
  @discardableResult
  public func undo(expecting step: Int64? = nil) throws -> Change {
    let before = revision
    return try change(since: before, skipped: catalog.undo(expecting: step)?.skipped ?? [])
  }

  /// Does the step again that was taken back last.
  ///
  /// - Parameter step: The step that is meant; nil for whatever is next.
  /// - Returns: The images as they are now.
  /// - Throws: `CatalogError`, with code `.conflict` when another step is next.
  @discardableResult
  public func redo(expecting step: Int64? = nil) throws -> Change {
    let before = revision
    return try change(since: before, skipped: catalog.redo(expecting: step)?.skipped ?? [])
  }

  /// Writes `cleaned.csv` as fastai's cleaner does: what is left, with its classes.
  ///
  /// - Parameter path: The file; `cleaned.csv` in the data set by default.
  /// - Returns: Where it was written, and how many images it names.
  /// - Throws: `CatalogError` with code `.unwritable`.
  @discardableResult
  public func export(to path: FilePath? = nil) throws -> (path: FilePath, count: Int) {
    let path = path ?? dataset.appending("cleaned.csv")
    let list = try catalog.cleanedList()
    try list.write(to: path)
    return (path, list.rows.count)
  }

  func change(since seen: Int64, skipped: [FilePath]) throws -> Change {
    let new = try catalog.changes(after: min(seen, revision))
    let changed = new.images.compactMap { record -> CleaningItem? in
      guard let id = ids[record.path] else {
        if record.isArrival { arrivals.insert(record.path) }
        return nil
      }
      items[id].record = record
      return items[id]
    }
    revision = new.revision
    return Change(items: changed, skipped: skipped, revision: revision)
  }
}

extension ImageRecord {
  /// Whether a user has sent it, and it is there to be looked at.
  fileprivate var isArrival: Bool { isFeedback && status.isInUse }
}

extension Catalog {
  /// What was said of a picture when a user sent it; nil for those that were in the data set.
  func source(of record: ImageRecord) throws -> String? {
    guard record.isFeedback else { return nil }
    let reason = try journal(of: record.path, limit: 1).first?.reason ?? "a user says \(record.label)"
    let isSame = reason.hasPrefix("a user says \(record.label);") || record.isReviewed
    return isSame ? reason : "\(reason); another user says \(record.label)"
  }
}
