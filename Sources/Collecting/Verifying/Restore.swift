import Catalog
public import SystemPackage

/// What came back from quarantine.
public struct RestoreReport: Hashable, Sendable {
  /// Files that lie in their old places again.
  public internal(set) var restored: [FilePath] = []
  /// Files that stay in quarantine because another one has their place now.
  public internal(set) var kept: [FilePath] = []
}

/// Brings back what ``verifyImages(in:onFailure:maxSize:workers:options:progress:)`` has put away.
///
/// - Parameters:
///   - dataset: The folder that holds the class folders.
///   - catalog: Where the catalog is kept.
/// - Returns: What came back, and what could not.
/// - Throws: ``CollectingError``, `CatalogError`.
@discardableResult
public func restore(in dataset: FilePath, catalog: CatalogLocation = .dataset) async throws -> RestoreReport {
  guard Files.facts(dataset)?.isFolder == true else {
    throw CollectingError(.missingFolder, path: dataset, message: "there is no such folder")
  }
  let root = DatasetRoot.of(anyFolder: dataset)
  return try await WorkerThreads.with(count: 1) { threads in
    try await threads.run { try Quarantine(root: root, catalog: catalog.openIfThere(dataset: root)).restore() }
  }
}

/// The folder of a data set where bad files wait, under the paths that they had.
struct Quarantine: Sendable {
  let root: FilePath
  let catalog: Catalog?

  static func folder(root: FilePath) -> FilePath { Catalog.folder(of: root).appending("quarantine") }

  static func place(of relative: FilePath, root: FilePath) -> FilePath { folder(root: root).pushing(relative) }

  /// The catalog is told first, as in a verification: a restoration that is killed is completed by the next.
  func restore() throws -> RestoreReport {
    let folder = Quarantine.folder(root: root)
    guard Files.exists(folder) else { return RestoreReport() }
    let records = try Dictionary(
      (catalog?.images(status: .quarantined) ?? []).compactMap { image in image.storedAt.map { ($0, image) } },
      uniquingKeysWith: { first, _ in first })
    var report = RestoreReport()
    for stored in try files(in: folder) { try restore(stored, records[stored.relative(to: root)], &report) }
    try removeEmpty(folder)
    return report
  }

  private func restore(_ stored: FilePath, _ record: ImageRecord?, _ report: inout RestoreReport) throws {
    let relative = record?.path ?? stored.relative(to: Quarantine.folder(root: root))
    let place = root.pushing(relative)
    guard !Files.exists(place) else { return report.kept.append(stored) }
    if var record {
      record.status = .unverified
      record.storedAt = nil
      let entry = JournalEntry(.restored, path: stored.relative(to: root), newPath: relative)
      try catalog?.commit(CatalogChanges(images: [record], journal: [entry]))
    }
    try Files.makeFolder(place.removingLastComponent())
    try Files.move(stored, to: place)
    report.restored.append(place)
  }

  private func files(in folder: FilePath) throws -> [FilePath] {
    try Files.names(in: folder).map(folder.appending).flatMap { path in
      Files.facts(path)?.isFolder == true ? try files(in: path) : [path]
    }
  }

  private func removeEmpty(_ folder: FilePath) throws {
    for path in try Files.names(in: folder).map(folder.appending) where Files.facts(path)?.isFolder == true {
      try removeEmpty(path)
    }
    Files.removeIfEmpty(folder)
  }
}
