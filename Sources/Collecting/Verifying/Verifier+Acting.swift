import Catalog
import Images
import SystemPackage

// What is about to be done is written to the catalog first, in one step, and done afterwards. What a crash cuts off is
// completed when the catalog is opened again.
extension Verifier {
  /// Whether files may be moved, deleted and written. With the catalog in a work folder they may not.
  private var touchesFiles: Bool { catalog?.movesFiles ?? true }

  /// Puts away what is bad, mends suffixes, and shrinks.
  ///
  /// - Returns: The sound files under their new names.
  /// - Throws: ``CollectingError``, `CatalogError`, `CancellationError`.
  func act(on checked: [CheckedFile], maxSize: Int?, _ report: inout VerifyReport) async throws {
    try await putAway(checked, &report)
    guard touchesFiles else { return }
    let mended = try await mendSuffixes(checked, &report)
    if let maxSize { try await shrink(mended, to: maxSize, &report) }
  }

  private func putAway(_ checked: [CheckedFile], _ report: inout VerifyReport) async throws {
    let bad = checked.compactMap { item -> (file: ListedFile, reason: String)? in
      if case .bad(let reason) = item.verdict { (item.file, reason) } else { nil }
    }
    let places =
      if let catalog, action == .quarantine {
        try await threads.run { try catalog.quarantine(bad) }
      } else {
        try await putAway(bad)
      }
    for index in report.bad.indices {
      report.bad[index].movedTo = places[bad[index].file.relative].map(root.pushing)
    }
  }

  /// Without a catalog, or for good.
  ///
  /// - Returns: Where each file lies now, relative to the data set, by where it lay.
  private func putAway(_ bad: [(file: ListedFile, reason: String)]) async throws -> [FilePath: FilePath] {
    var plan = PutAwayPlan(root: root, action: action)
    for (file, reason) in bad { plan.add(file, reason: reason) }
    let steps = plan.steps
    try await commit(plan.changes)
    try await threads.run { for step in steps { try step.perform() } }
    return plan.places
  }

  /// Gives files the suffix of their content.
  ///
  /// - Returns: The sound files under their new names.
  private func mendSuffixes(_ checked: [CheckedFile], _ report: inout VerifyReport) async throws -> [CheckedFile] {
    var changes = CatalogChanges()
    var moves: [(from: FilePath, to: FilePath)] = []
    let good = checked.filter { $0.verdict.facts != nil }.map { item in
      guard let facts = item.verdict.facts, !ImageSuffix.suits(item.file.path, facts.format) else { return item }
      let mended = item.named(suffix: facts.format.fileExtension, taken: Set(moves.map(\.to)), root: root)
      moves.append((item.file.path, mended.file.path))
      changes.rename(item.file, to: mended.file, facts)
      return mended
    }
    try await commit(changes)
    if catalog == nil {
      try await threads.run { [moves] in for move in moves { try Files.move(move.from, to: move.to) } }
    }
    report.rename(Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first })
    for (index, move) in moves.enumerated() { report.wrongSuffixes[index].newPath = move.to }
    report.good = good.map(\.file.path)
    return good
  }

  private func shrink(_ good: [CheckedFile], to maxSize: Int, _ report: inout VerifyReport) async throws {
    let large = good.filter { item in item.verdict.facts.map { max($0.width, $0.height) > maxSize } ?? false }
    let names = try await withThrowingTaskGroup(of: (FilePath, FilePath)?.self) { group in
      for item in large { group.addTask { try await threads.run { try shrink(item, to: maxSize) } } }
      return try await group.reduce(into: [FilePath: FilePath]()) { names, pair in
        if let pair { names[pair.0] = pair.1 }
      }
    }
    report.shrunk = names.values.sorted { $0.string < $1.string }
    report.rename(names)
  }

  /// - Returns: The file's old and new name; nil when it cannot be written smaller.
  private func shrink(_ item: CheckedFile, to maxSize: Int) throws -> (FilePath, FilePath)? {
    guard let facts = item.verdict.facts,
      let smaller = try Shrinking.shrunk(contentsOf: item.file.path, format: facts.format, maxSize: maxSize)
    else { return nil }
    let isSame = smaller.format == facts.format
    let target = isSame ? item : item.named(suffix: smaller.format.fileExtension, taken: [], root: root)
    try FileBytes.write(smaller.bytes, to: target.file.path)
    let verdict = ImageVerdict.check(target.file.path)
    var changes = CatalogChanges()
    if let facts = verdict.facts { changes.shrink(item.file, to: try target.file.refreshed(), facts) }
    try catalog?.commit(changes)
    if !isSame { try Files.remove(item.file.path) }
    return (item.file.path, target.file.path)
  }
}

/// Which bad files go where, when there is no catalog or when they are deleted.
private struct PutAwayPlan {
  struct Step: Sendable {
    var source: FilePath
    /// nil to delete.
    var destination: FilePath?

    func perform() throws {
      guard let destination else { return try Files.remove(source) }
      try Files.makeFolder(destination.removingLastComponent())
      try Files.move(source, to: destination)
    }
  }

  let root: FilePath
  let action: FailureAction
  private(set) var steps: [Step] = []
  private(set) var places: [FilePath: FilePath] = [:]
  private(set) var changes = CatalogChanges()
  private var taken: Set<FilePath> = []

  init(root: FilePath, action: FailureAction) {
    self.root = root
    self.action = action
  }

  mutating func add(_ file: ListedFile, reason: String) {
    let isQuarantine = action == .quarantine
    let place = isQuarantine ? Files.freeName(Quarantine.place(of: file.relative, root: root), taken: taken) : nil
    if let place { taken.insert(place) }
    steps.append(Step(source: file.path, destination: place))
    places[file.relative] = place?.relative(to: root)
    changes.images.append(ImageRecord(file, bad: reason, status: .removed))
    changes.journal.append(JournalEntry(.removed, path: file.relative, reason: reason))
  }
}

extension Catalog {
  /// Puts bad files away, in one step that can be undone.
  ///
  /// - Returns: Where each file lies now, by where it lay, both relative to the data set.
  fileprivate func quarantine(_ bad: [(file: ListedFile, reason: String)]) throws -> [FilePath: FilePath] {
    try commit(CatalogChanges(images: bad.map { ImageRecord($0.file, bad: $0.reason, status: .bad) }))
    let entries = try apply(bad.map { .quarantine($0.file.relative, reason: $0.reason) }, by: "verify")
    return entries.reduce(into: [:]) { places, entry in places[entry.path] = entry.newPath }
  }
}

extension CheckedFile {
  /// The same file under the name that it gets with another suffix.
  fileprivate func named(suffix: String, taken: Set<FilePath>, root: FilePath) -> CheckedFile {
    var named = self
    let name = "\(file.path.stem ?? "image").\(suffix)"
    named.file.path = Files.freeName(file.path.removingLastComponent().appending(name), taken: taken)
    named.file.relative = named.file.path.relative(to: root)
    return named
  }
}

extension ListedFile {
  /// With size and time of now.
  fileprivate func refreshed() throws -> ListedFile {
    guard let facts = Files.facts(path) else { throw Files.failure("read", path) }
    return ListedFile(path: path, relative: relative, bytes: facts.bytes, modified: facts.modified)
  }
}

extension CatalogChanges {
  fileprivate mutating func rename(_ old: ListedFile, to new: ListedFile, _ facts: ImageFacts) {
    moves.append(Move(from: old.relative, to: new.relative))
    images.append(ImageRecord(new, facts))
    journal.append(JournalEntry(.renamed, path: old.relative, newPath: new.relative, reason: "wrong suffix"))
  }

  fileprivate mutating func shrink(_ old: ListedFile, to new: ListedFile, _ facts: ImageFacts) {
    if old.relative != new.relative { moves.append(Move(from: old.relative, to: new.relative)) }
    images.append(ImageRecord(new, facts))
    journal.append(
      JournalEntry(.shrunk, path: old.relative, newPath: new.relative, reason: "\(facts.width) × \(facts.height)"))
  }
}
