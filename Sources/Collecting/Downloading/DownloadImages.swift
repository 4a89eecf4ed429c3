import AsyncHTTPClient
import Catalog
import NIOCore
public import SystemPackage

/// Downloads the pictures of a list of links into a class folder (`fastai: download_images`).
///
/// A picture is called by the place of its link in the list, `00000042.jpg`, with the suffix that its content has and
/// whatever its address says. It has this name only once it is whole. One bad link never stops the others: what failed,
/// and why, stands in the report. Called again, it fetches only what is not held yet.
///
///     let report = try await downloadImages(listedIn: "urls_black.txt", to: bears / "black", maxPics: 200)
///     print(report)
///
/// Links whose list gives them a class of their own go into the folder of that class inside `folder`, unless `label`
/// is given.
///
/// - Parameters:
///   - list: Text, CSV, JSON Lines or a saved page; see ``LinkList``.
///   - folder: The class folder; it is made, with its parents.
///   - label: The class; nil for the `NAME` of `urls_NAME.txt`, else the folder's name.
///   - maxPics: Links beyond this many are ignored.
///   - workers: Requests at a time. With 0 they are made one after the other, in order.
///   - options: Patience, limits, and where the ledger is kept.
///   - progress: Told of every step, in order, from one task at a time.
/// - Returns: What was saved, skipped and failed.
/// - Throws: ``CollectingError`` and `CatalogError` for what stops everything; `CancellationError` when the task was
///   cancelled: what was saved until then is whole, and stays.
@discardableResult
public func downloadImages(
  listedIn list: FilePath, to folder: FilePath, label: String? = nil, maxPics: Int = 1000, workers: Int = 8,
  options: DownloadOptions = .init(), progress: (@Sendable (DownloadEvent) -> Void)? = nil
) async throws -> DownloadReport {
  let list = try LinkList(contentsOf: list)
  let hasOwn = label == nil && list.links.contains { $0.label != nil }
  return try await downloadImages(
    list.links, to: folder, label: label ?? (hasOwn ? nil : list.label), maxPics: maxPics, workers: workers,
    options: options, progress: progress)
}

/// Downloads pictures into a class folder: see ``downloadImages(listedIn:to:label:maxPics:workers:options:progress:)``.
///
/// - Throws: ``CollectingError`` and `CatalogError` for what stops everything, `CancellationError`.
@discardableResult
public func downloadImages(
  _ links: [ImageLink], to folder: FilePath, label: String? = nil, maxPics: Int = 1000, workers: Int = 8,
  options: DownloadOptions = .init(), progress: (@Sendable (DownloadEvent) -> Void)? = nil
) async throws -> DownloadReport {
  guard maxPics >= 0, workers >= 0 else {
    throw CollectingError(.badOption, subject: "maxPics, workers", message: "neither may be negative")
  }
  let links = links.prefix(maxPics).enumerated().map { (position: $0.offset, link: $0.element) }
  let targets = DownloadTargets(folder: folder, label: label, links: links.map(\.link), root: options.root)
  for target in targets.all { try Files.makeFolder(target.folder) }
  let locks = try FolderLocks(targets.all.map(\.folder))
  defer { locks.release() }
  let catalog = try options.catalog.open(dataset: targets.root)
  var tally = DownloadTally(total: links.count, listener: progress)
  let jobs = try targets.plan(links, catalog: catalog, tally: &tally)
  try await fetch(jobs, catalog: catalog, workers: workers, options: options, tally: &tally)
  return tally.finished()
}

private func fetch(
  _ jobs: [DownloadJob], catalog: Catalog?, workers: Int, options: DownloadOptions, tally: inout DownloadTally
) async throws {
  let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: options.clientConfiguration(workers))
  tally = try await WorkerThreads.with(count: min(max(workers, 1), 8)) { [tally] threads in
    var tally = tally
    let downloader = Downloader(
      fetcher: Fetcher(client: client, options: options, threads: threads),
      ledger: Ledger(catalog: catalog, threads: threads), options: options, workers: workers)
    let result: Result<Void, any Error>
    do {
      result = .success(try await downloader.run(jobs, tally: &tally))
    } catch {
      result = .failure(error)
    }
    try? await client.shutdown()
    try result.get()
    return tally
  }
}

extension DownloadOptions {
  fileprivate func clientConfiguration(_ workers: Int) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration.singletonConfiguration  // takes compression off, up to 25-fold
    configuration.redirectConfiguration = .follow(max: maxRedirects, allowCycles: false)
    configuration.timeout = .init(connect: .init(connectTimeout), read: .init(idleTimeout))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, perHost ?? workers)
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}
