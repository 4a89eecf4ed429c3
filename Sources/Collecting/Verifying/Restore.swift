public import Catalog
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

  /// Brings back what the catalog knows, in one step that can be undone; then what else lies in the folder.
  func restore() throws -> RestoreReport {
    var report = RestoreReport()
    if let catalog { try restoreKnown(catalog, &report) }
    let folder = Quarantine.folder(root: root)
    guard Files.exists(folder) else { return report }
    for stored in try files(in: folder) where !report.kept.contains(stored) { try restoreUnknown(stored, &report) }
    try removeEmpty(folder)
    return report
  }

  private func restoreKnown(_ catalog: Catalog, _ report: inout RestoreReport) throws {
    var edits: [Edit] = []
    for image in try catalog.images(status: .quarantined) {
      let place = root.pushing(image.path)
      if let stored = image.storedAt, Files.exists(place) {
        report.kept.append(root.pushing(stored))
      } else {
        edits.append(.restore(image.path))
        report.restored.append(place)
      }
    }
    try catalog.apply(edits, by: "restore")
  }

  private func restoreUnknown(_ stored: FilePath, _ report: inout RestoreReport) throws {
    let place = root.pushing(stored.relative(to: Quarantine.folder(root: root)))
    guard !Files.exists(place) else { return report.kept.append(stored) }
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
