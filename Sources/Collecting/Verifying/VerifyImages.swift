import Catalog
public import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Decodes every image of a data set to its last pixel, and puts away what is broken (`fastai: verify_images`).
///
/// A name whose suffix does not suit the content is mended; copies of the same bytes and pictures that look the same are
/// reported. Called again, it decodes only what is new or has changed. What it puts away is one step of the catalog's
/// journal, and `Catalog.undo()` takes it back. With the catalog in a work folder, files stay as they are.
///
///     let report = try await verifyImages(in: bears)
///     for image in report.bad { print(image.path, image.reason) }
///
/// - Parameters:
///   - folder: The data set, or one class folder of it.
///   - onFailure: What to do with broken files. Unless it is `.report`, nothing is done at all when more than a fifth
///     of the files are broken: see ``VerifyOptions/maxBadFraction``.
///   - maxSize: Makes larger images smaller, so that no side is longer, in pixels; nil leaves them. Not with `.report`.
///   - workers: Threads that decode; nil for one a core.
///   - options: The limit of the safety stop, and where the catalog is kept.
///   - progress: Told of every file, from one task at a time.
/// - Returns: What is good, bad, and there more than once.
/// - Throws: ``CollectingError`` for what stops everything, with code `.tooManyBad` and the report when the safety stop
///   has held; `CatalogError`; `CancellationError`.
@discardableResult
public func verifyImages(
  in folder: FilePath, onFailure: FailureAction = .quarantine, maxSize: Int? = nil, workers: Int? = nil,
  options: VerifyOptions = .init(), progress: (@Sendable (VerifyEvent) -> Void)? = nil
) async throws -> VerifyReport {
  if let maxSize, maxSize < 1 {
    throw CollectingError(.badOption, subject: "maxSize", message: "must be at least one pixel")
  }
  if case .folder = options.catalog, onFailure == .delete {
    throw CollectingError(
      .badOption, subject: "onFailure", message: "with the catalog in a work folder no file is deleted",
      remedy: "Use quarantine: it is noted in the catalog, and the files stay")
  }
  let started = ContinuousClock.now
  let root = options.root ?? DatasetRoot.of(anyFolder: folder)
  let files = try ImageListing.files(in: folder, root: root)
  let catalog =
    onFailure == .report ? try? options.catalog.openIfThere(dataset: root) : try options.catalog.open(dataset: root)
  let cores = ProcessInfo.processInfo.activeProcessorCount
  return try await WorkerThreads.with(count: max(1, workers ?? cores)) { threads in
    let verifier = Verifier(root: root, catalog: catalog, threads: threads, action: onFailure, listener: progress)
    let checked = try await verifier.check(files)
    var report = try await verifier.report(on: checked, nearness: options.nearDuplicateDistance)
    report.seconds = (ContinuousClock.now - started).seconds
    if onFailure != .report {
      try options.stopIfTooMany(report, folder: folder)
      try await verifier.act(on: checked, maxSize: maxSize, &report)
    }
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }
}

extension VerifyOptions {
  fileprivate func stopIfTooMany(_ report: VerifyReport, folder: FilePath) throws {
    let (bad, total) = (report.bad.count, report.good.count + report.bad.count)
    guard bad > alwaysAllowed, Double(bad) > maxBadFraction * Double(total) else { return }
    throw CollectingError(
      .tooManyBad, subject: folder.string,
      message: "\(bad) of \(total) files are bad, so none was touched: this is more likely a mistake",
      remedy: "Look at the reasons; to go on all the same, allow a larger share (--max-bad 1)", report: report)
  }
}
