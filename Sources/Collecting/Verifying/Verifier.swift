import Catalog
import Images
import SystemPackage

/// A file and what was found.
struct CheckedFile: Sendable {
  var file: ListedFile
  var verdict: ImageVerdict
  /// The class: as edited, or else the folder's name.
  var label: String
}

/// Looks at files, and then acts on what was found.
struct Verifier: Sendable {
  let root: FilePath
  let catalog: Catalog?
  let threads: WorkerThreads
  let action: FailureAction
  let listener: (@Sendable (VerifyEvent) -> Void)?

  /// Verdicts that are written to the catalog at a time, so that a run that is stopped can go on from there.
  private static let batch = 500

  /// Looks at all files, several at a time.
  ///
  /// - Throws: `CatalogError`, `CancellationError`.
  func check(_ files: [ListedFile]) async throws -> [CheckedFile] {
    let known = try knownImages()
    var tally = VerifyTally(total: files.count, listener: listener)
    var fresh: [ImageRecord] = []
    let checked = try await withThrowingTaskGroup(of: CheckedFile.self) { group in
      var rest = files[...]
      var checked: [CheckedFile] = []
      for file in rest.popFirst(threads.count * 2) { group.addTask { try await check(file, known[file.relative]) } }
      while let next = try await group.next() {
        if let file = rest.popFirst() { group.addTask { try await check(file, known[file.relative]) } }
        checked.append(next)
        tally.add(next)
        if case .good(let facts) = next.verdict { fresh.append(ImageRecord(next.file, facts)) }
        if fresh.count >= Verifier.batch { try await record(&fresh) }
      }
      return checked
    }
    try await record(&fresh)
    return checked.sorted { $0.file.path.string < $1.file.path.string }
  }

  private func check(_ file: ListedFile, _ record: ImageRecord?) async throws -> CheckedFile {
    let verdict = ImageVerdict.known(file, record)
    return CheckedFile(
      file: file, verdict: try await verdict.orElse { try await threads.run { .check(file.path) } },
      label: record?.label ?? file.label)
  }

  private func knownImages() throws -> [FilePath: ImageRecord] {
    let images = try catalog?.images() ?? []
    return Dictionary(images.map { ($0.path, $0) }) { first, _ in first }
  }

  private func record(_ images: inout [ImageRecord]) async throws {
    let changes = CatalogChanges(images: action == .report ? [] : images)
    images = []
    try await commit(changes)
  }

  func commit(_ changes: CatalogChanges) async throws {
    guard let catalog, !changes.isEmpty else { return }
    try await threads.run { try catalog.commit(changes) }
  }

  /// The report before anything is done.
  func report(on checked: [CheckedFile], nearness: Int?) async throws -> VerifyReport {
    var report = summary(of: checked)
    report.duplicates = DuplicateGroup.groups(of: checked)
    if let nearness {
      let finder = NearDuplicates(checked, distance: nearness)
      report.nearDuplicates = try await finder.groups(threads)
    }
    return report
  }

  private func summary(of checked: [CheckedFile]) -> VerifyReport {
    var report = VerifyReport()
    for item in checked {
      let path = item.file.path
      switch item.verdict {
      case .bad(let reason): report.bad.append(BadImage(path: path, reason: reason))
      case .unchanged(let facts), .good(let facts):
        report.good.append(path)
        if !ImageSuffix.suits(path, facts.format) {
          report.wrongSuffixes.append(WrongSuffix(path: path, suffix: facts.format.fileExtension))
        }
      }
      if case .unchanged = item.verdict { report.unchanged += 1 }
    }
    return report
  }
}

extension DuplicateGroup {
  /// Sound files with the same bytes.
  static func groups(of checked: [CheckedFile]) -> [DuplicateGroup] {
    var byHash: [String: [CheckedFile]] = [:]
    for item in checked {
      if let facts = item.verdict.facts { byHash[facts.sha256, default: []].append(item) }
    }
    return byHash.filter { $0.value.count > 1 }
      .map { hash, items in
        DuplicateGroup(sha256: hash, paths: items.map(\.file.path), labels: Set(items.map(\.label)).sorted())
      }
      .sorted { $0.paths[0].string < $1.paths[0].string }
  }
}

/// Counts verdicts, and tells whoever listens.
private struct VerifyTally {
  private var counts = VerifyCounts()
  private let listener: (@Sendable (VerifyEvent) -> Void)?

  init(total: Int, listener: (@Sendable (VerifyEvent) -> Void)?) {
    self.listener = listener
    counts.total = total
    listener?(VerifyEvent(kind: .started, counts: counts))
  }

  mutating func add(_ item: CheckedFile) {
    let kind: VerifyEvent.Kind
    if case .bad(let reason) = item.verdict {
      counts.bad += 1
      kind = .bad(BadImage(path: item.file.path, reason: reason))
    } else {
      counts.good += 1
      kind = .good(item.file.path)
    }
    listener?(VerifyEvent(kind: kind, counts: counts))
  }
}

extension ArraySlice {
  /// Takes up to so many elements from the front.
  fileprivate mutating func popFirst(_ count: Int) -> ArraySlice {
    defer { self = dropFirst(count) }
    return prefix(count)
  }
}

extension Optional where Wrapped: Sendable {
  /// The value, or what `other` finds.
  fileprivate func orElse(_ other: () async throws -> Wrapped) async rethrows -> Wrapped {
    if let self { return self }
    return try await other()
  }
}
