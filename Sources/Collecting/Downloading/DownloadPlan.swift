import Catalog
import Images
import SystemPackage

/// What is to be done about each link of a list: fetch it, under which name, or leave it.
///
/// A link's place in the list names its file. A link that is held already is recognised by its address, whatever its
/// place is now. A name that another link's picture has is never used: the newcomer gets the next free number.
struct DownloadPlan {
  private(set) var jobs: [DownloadJob] = []
  private(set) var skipped: [SkippedLink] = []
  /// Files that are there without a record: from a run without a catalog, or one that was killed between the two.
  private(set) var adopted: [DownloadRecord] = []

  private var seen: [String: Int] = [:]
  private var ledger: FolderLedger
  private let target: DownloadTarget

  /// - Parameters:
  ///   - links: With their places in the list.
  ///   - target: The folder that they go to.
  ///   - catalog: What is known of earlier runs.
  /// - Throws: ``CollectingError``, `CatalogError`.
  init(_ links: [(position: Int, link: ImageLink)], target: DownloadTarget, catalog: Catalog?) throws {
    self.target = target
    ledger = try FolderLedger(target: target, catalog: catalog, positions: (links.map(\.position).max() ?? -1) + 1)
    for (position, link) in links { add(link.url, at: position) }
  }

  private mutating func add(_ url: String, at position: Int) {
    if let reason = reasonToSkip(url, at: position) {
      skipped.append(SkippedLink(url: url, label: target.label, position: position, reason: reason))
    } else {
      jobs.append(
        DownloadJob(
          url: url, label: target.label, position: position, folder: target.folder,
          relativeFolder: target.relativeFolder, stem: ledger.takeStem(position)))
    }
    seen[url] = seen[url] ?? position
  }

  private mutating func reasonToSkip(_ url: String, at position: Int) -> SkippedLink.Reason? {
    if let earlier = seen[url] { return .repeated(position: earlier) }
    if let reason = ledger.reasonToSkip(url) { return reason }
    guard let name = ledger.unclaimedFile(position) else { return nil }
    adopted.append(
      DownloadRecord(
        url: url, folder: target.relativeFolder, label: target.label, position: position, status: .saved,
        path: target.relativeFolder.appending(name), attempts: 0))
    return .held(target.folder.appending(name))
  }
}

/// A class folder that pictures go to.
struct DownloadTarget: Hashable, Sendable {
  var folder: FilePath
  /// The same, relative to the data set.
  var relativeFolder: FilePath
  var label: String
}

/// What a class folder holds, by the catalog and by its files.
private struct FolderLedger {
  private let target: DownloadTarget
  private var fileOfStem: [String: String] = [:]
  private var held: [String: FilePath] = [:]
  private var putAway: [String: FilePath] = [:]
  private var claimed: Set<String> = []
  private var nextFree: Int

  init(target: DownloadTarget, catalog: Catalog?, positions: Int) throws {
    self.target = target
    nextFree = positions
    for name in try Files.names(in: target.folder) where !name.hasPrefix(".") {
      if let stem = FilePath(name).stem { fileOfStem[stem] = name }
    }
    var gone: Set<FilePath> = []
    for status in [ImageRecord.Status.quarantined, .removed] {
      for image in try catalog?.images(status: status) ?? [] { gone.insert(image.path) }
    }
    for record in try catalog?.downloads(folder: target.relativeFolder, status: .saved) ?? [] {
      note(record, isGone: record.path.map { gone.contains($0) } ?? false)
    }
    let numbers = fileOfStem.keys.compactMap { Int($0) } + claimed.compactMap { Int($0) }
    nextFree = max(positions, (numbers.max() ?? -1) + 1)
  }

  private mutating func note(_ record: DownloadRecord, isGone: Bool) {
    guard let path = record.path, let stem = path.stem, let name = path.lastComponent?.string else { return }
    if fileOfStem[stem] == name {
      held[record.url] = target.folder.appending(name)
      claimed.insert(stem)
    } else if isGone {
      putAway[record.url] = target.folder.appending(name)
      claimed.insert(stem)
    }
  }

  func reasonToSkip(_ url: String) -> SkippedLink.Reason? {
    held[url].map { .held($0) } ?? putAway[url].map { .putAway($0) }
  }

  /// The image at this place in the list that no record speaks of.
  func unclaimedFile(_ position: Int) -> String? {
    let stem = FolderLedger.stem(position)
    guard !claimed.contains(stem), let name = fileOfStem[stem], ImageSuffix.isImage(FilePath(name)) else { return nil }
    return name
  }

  mutating func takeStem(_ position: Int) -> String {
    let stem = FolderLedger.stem(position)
    guard claimed.contains(stem) || fileOfStem[stem] != nil else { return stem }
    defer { nextFree += 1 }
    return FolderLedger.stem(nextFree)
  }

  private static func stem(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
