import AsyncHTTPClient
import Catalog
import Images
import NIOCore
import SystemPackage

/// Works a plan off: starts requests as places come free, waits before retries, and gathers the report.
struct Downloader: Sendable {
  let fetcher: Fetcher
  let ledger: Ledger
  let options: DownloadOptions
  /// 0 for one at a time in the order of the list.
  let workers: Int

  private var keepsOrder: Bool { workers == 0 }

  /// What a child task comes back with.
  private enum Step: Sendable {
    case saved(DownloadJob, SavedImage)
    case failed(DownloadJob, AttemptFailure)
    case retry(DownloadJob)
    case cancelled
  }

  /// - Throws: ``CollectingError``, `CatalogError`, or `CancellationError` after the requests under way have ended.
  func run(_ jobs: [DownloadJob], tally: inout DownloadTally) async throws {
    let perHost = keepsOrder ? 1 : options.perHost ?? workers
    var schedule = DownloadSchedule(jobs, limit: max(1, workers), perHost: perHost, keepsOrder: keepsOrder)
    tally = try await withThrowingTaskGroup(of: Step.self) { [tally] group in
      var tally = tally
      start(&schedule, &group)
      while let step = try await group.next() {
        try await take(step, &schedule, &group, &tally)
        if !Task.isCancelled { start(&schedule, &group) }
      }
      return tally
    }
    try Task.checkCancellation()
  }

  private func start(_ schedule: inout DownloadSchedule, _ group: inout ThrowingTaskGroup<Step, any Error>) {
    while let job = schedule.next() { group.addTask { try await attempt(job) } }
  }

  private func take(
    _ step: Step, _ schedule: inout DownloadSchedule, _ group: inout ThrowingTaskGroup<Step, any Error>,
    _ tally: inout DownloadTally
  ) async throws {
    switch step {
    case .saved(let job, let image):
      schedule.finished(job)
      tally.add(image)
    case .failed(let job, let failure) where failure.mayPass && job.attempts <= options.retries:
      retry(job, failure, &schedule, &group, &tally)
    case .failed(let job, let failure):
      schedule.finished(job)
      try await ledger.record(CatalogChanges(downloads: [.failed(job, failure)]), in: job.folder)
      tally.add(job.failure(failure))
    case .retry(let job):
      if keepsOrder { group.addTask { try await attempt(job) } } else { schedule.add(job) }
    case .cancelled: break
    }
  }

  /// Puts the link off. Its place is free for others meanwhile, unless the order of the list is to be kept.
  private func retry(
    _ job: DownloadJob, _ failure: AttemptFailure, _ schedule: inout DownloadSchedule,
    _ group: inout ThrowingTaskGroup<Step, any Error>, _ tally: inout DownloadTally
  ) {
    let delay = options.delay(afterAttempt: job.attempts, asked: failure.retryAfter)
    tally.tellRetry(job.failure(failure), delay: delay)
    if !keepsOrder { schedule.finished(job) }
    group.addTask {
      do { try await Task.sleep(for: delay) } catch { return .cancelled }
      return .retry(job)
    }
  }

  private func attempt(_ job: DownloadJob) async throws -> Step {
    var job = job
    job.attempts += 1
    do {
      let fetched = try await fetcher.fetch(job)
      try await ledger.record(.saved(job, fetched), in: job.folder)
      return .saved(job, fetched.image)
    } catch let failure as AttemptFailure {
      return .failed(job, failure)
    } catch is CancellationError {
      return .cancelled
    }
  }
}

extension DownloadOptions {
  /// How long to wait after so many failures: doubling, capped, and less a random part so that links that failed
  /// together do not return together.
  func delay(afterAttempt attempt: Int, asked: Duration?) -> Duration {
    let doubled = min(backoff * (1 << min(attempt - 1, 20)), maxBackoff)
    let own = doubled * Double.random(in: 0.5...1)
    return min(max(asked ?? .zero, own), maxBackoff)
  }
}

extension CatalogChanges {
  /// What is known once a picture is held.
  static func saved(_ job: DownloadJob, _ fetched: FetchedImage) -> CatalogChanges {
    let image = fetched.image
    let path = job.relativeFolder.appending(image.path.lastComponent?.string ?? job.stem)
    let download = DownloadRecord(
      url: job.url, folder: job.relativeFolder, label: job.label, position: job.position, status: .saved, path: path,
      httpStatus: fetched.status, bytes: image.bytes, contentType: fetched.contentType, sha256: image.sha256,
      attempts: job.attempts)
    let record = ImageRecord(
      path: path, label: job.label, status: .unverified, url: job.url, sha256: image.sha256,
      format: fetched.format.rawValue, bytes: image.bytes, modified: fetched.modified)
    return CatalogChanges(downloads: [download], images: [record], journal: [JournalEntry(.saved, path: path)])
  }
}

extension DownloadRecord {
  static func failed(_ job: DownloadJob, _ failure: AttemptFailure) -> DownloadRecord {
    DownloadRecord(
      url: job.url, folder: job.relativeFolder, label: job.label, position: job.position, status: .failed,
      httpStatus: failure.status, contentType: failure.contentType, reason: failure.reason, attempts: job.attempts)
  }
}
