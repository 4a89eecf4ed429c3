import Catalog
import SystemPackage

/// Which link goes into which class folder.
struct DownloadTargets {
  let root: FilePath
  private let byLabel: [String: DownloadTarget]
  private let fallback: DownloadTarget
  private let usesOwnLabels: Bool

  var all: [DownloadTarget] { byLabel.values.sorted { $0.label < $1.label } }

  /// - Parameters:
  ///   - folder: The class folder; or the data set, when the links carry classes of their own.
  ///   - label: The class of all links, whatever they say.
  ///   - links: The links.
  ///   - root: The data set; nil to find it.
  init(folder: FilePath, label: String?, links: [ImageLink], root: FilePath?) {
    usesOwnLabels = label == nil && links.contains { $0.label != nil }
    let root = root ?? (usesOwnLabels ? folder : DatasetRoot.of(classFolder: folder))
    self.root = root
    let name = label ?? folder.lastComponent?.string ?? ""
    fallback = DownloadTarget(folder: folder, relativeFolder: folder.relative(to: root), label: name)
    var byLabel: [String: DownloadTarget] = [:]
    for link in links {
      let target = usesOwnLabels ? fallback.child(link.label) : fallback
      byLabel[target.label] = target
    }
    self.byLabel = byLabel.isEmpty ? [name: fallback] : byLabel
  }

  private func target(of link: ImageLink) -> DownloadTarget { usesOwnLabels ? fallback.child(link.label) : fallback }

  /// Sorts the links into what is to be fetched and what is not; tells the latter, and records files that had no
  /// record.
  func plan(
    _ links: [(position: Int, link: ImageLink)], catalog: Catalog?, tally: inout DownloadTally
  ) throws -> [DownloadJob] {
    var jobs: [DownloadJob] = []
    for (target, links) in Dictionary(grouping: links, by: { target(of: $0.link) }) {
      let plan = try DownloadPlan(links, target: target, catalog: catalog)
      try removeLeftovers(in: target.folder)
      try catalog?.commit(CatalogChanges(downloads: plan.adopted))
      for link in plan.skipped { tally.add(link) }
      jobs += plan.jobs
    }
    return jobs.sorted { $0.position < $1.position }
  }

  /// Deletes what a run that was killed had begun to receive.
  private func removeLeftovers(in folder: FilePath) throws {
    for name in try Files.names(in: folder) where name.hasPrefix(".") && name.hasSuffix(".part") {
      try Files.remove(folder.appending(name))
    }
  }
}

extension DownloadTarget {
  /// The folder of a class inside this one; without a class, this one.
  fileprivate func child(_ label: String?) -> DownloadTarget {
    guard let label else { return self }
    let name = label.safeFolderName
    return DownloadTarget(
      folder: folder.appending(name), relativeFolder: relativeFolder.appending(name), label: label)
  }
}

extension String {
  /// The text as the name of one folder: no slashes, no leading dots, never empty.
  var safeFolderName: String {
    let name = String(map { $0 == "/" || $0 == "\\" || $0 == "\0" ? "_" : $0 }.drop { $0 == "." })
    return name.isEmpty ? "_" : name
  }
}

extension FilePath {
  /// The path as seen from `root`, when it lies inside; else the path itself.
  func relative(to root: FilePath) -> FilePath {
    var path = lexicallyNormalized()
    let root = root.lexicallyNormalized()
    if root == "." || root.isEmpty { return path == "." ? "" : path }
    return path.removePrefix(root) ? path : lexicallyNormalized()
  }
}

/// The locks of several folders, in the order of their names so that two processes cannot wait for each other.
final class FolderLocks {
  private var descriptors: [Int32] = []

  init(_ folders: [FilePath]) throws {
    for folder in Set(folders).sorted(by: { $0.string < $1.string }) { descriptors.append(try Files.lock(folder)) }
  }

  func release() {
    for descriptor in descriptors { Files.unlock(descriptor) }
    descriptors = []
  }

  deinit { release() }
}
