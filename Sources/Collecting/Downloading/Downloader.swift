import AsyncHTTPClient
import Catalog
import Images
import NIOCore
import SystemPackage

/// Works a plan off: starts requests as places come free, waits before retries, and gathers the report.
///
/// A link gives its place up as soon as its last byte is there: the disk is waited for beside the next request.
struct Downloader: Sendable {
  let fetcher: Fetcher
  let ledger: Ledger
  let options: DownloadOptions
  /// 0 for one at a time in the order of the list.
  let workers: Int

  private var keepsOrder: Bool { workers == 0 }
  /// Pictures that may wait for the disk before requests wait for them.
  private var maxFinishing: Int { keepsOrder ? 1 : 4 * workers }

  /// What a child task comes back with.
  private enum Step: Sendable {
    case received(DownloadJob, ReceivedImage)
    case saved(DownloadJob, SavedImage)
    case failed(DownloadJob, AttemptFailure)
    /// It had arrived, and is broken.
    case refused(DownloadJob, AttemptFailure)
    case retry(DownloadJob)
    case cancelled
  }

  private typealias Steps = ThrowingTaskGroup<Step, any Error>

  /// What changes while the plan is worked off.
  private struct State: Sendable {
    var schedule: DownloadSchedule
    var tally: DownloadTally
    var finishing = 0
  }

  /// - Throws: ``CollectingError``, `CatalogError`, or `CancellationError` after the requests under way have ended.
  func run(_ jobs: [DownloadJob], tally: inout DownloadTally) async throws {
    let perHost = options.perHost ?? max(1, workers)
    let schedule = DownloadSchedule(jobs, limit: max(1, workers), perHost: perHost, keepsOrder: keepsOrder)
    let initial = State(schedule: schedule, tally: tally)
    tally = try await withThrowingTaskGroup(of: Step.self) { group in
      var state = initial
      start(&state, &group)
      while let step = try await group.next() {
        try await take(step, &state, &group)
        if !Task.isCancelled { start(&state, &group) }
      }
      return state.tally
    }
    try Task.checkCancellation()
  }

  private func start(_ state: inout State, _ group: inout Steps) {
    while state.finishing < maxFinishing, let job = state.schedule.next() {
      group.addTask { try await attempt(job) }
    }
  }

  private func take(_ step: Step, _ state: inout State, _ group: inout Steps) async throws {
    switch step {
    case .received(let job, let image):
      if !keepsOrder { state.schedule.finished(job) }
      state.finishing += 1
      group.addTask { try await finish(job, image) }
    case .saved(let job, let image):
      if keepsOrder { state.schedule.finished(job) }
      state.finishing -= 1
      state.tally.add(image)
    case .failed(let job, let failure): try await take(failure, of: job, &state, &group)
    case .refused(let job, let failure):
      if keepsOrder { state.schedule.finished(job) }
      state.finishing -= 1
      try await giveUp(job, failure, &state)
    case .retry(let job):
      if keepsOrder { group.addTask { try await attempt(job) } } else { state.schedule.add(job) }
    case .cancelled: break
    }
  }

  /// Puts the link off, or gives it up. Its place is free for others meanwhile, unless the order is to be kept.
  private func take(
    _ failure: AttemptFailure, of job: DownloadJob, _ state: inout State, _ group: inout Steps
  ) async throws {
    let isLast = !failure.mayPass || job.attempts > options.retries
    if isLast || !keepsOrder { state.schedule.finished(job) }
    if isLast { return try await giveUp(job, failure, &state) }
    var job = job
    job.failures.append(job.record(failure))
    let delay = options.delay(afterAttempt: job.attempts, asked: failure.retryAfter)
    state.tally.tellRetry(job.failure(failure), delay: delay)
    group.addTask { [job] in
      do { try await Task.sleep(for: delay) } catch { return .cancelled }
      return .retry(job)
    }
  }

  private func giveUp(_ job: DownloadJob, _ failure: AttemptFailure, _ state: inout State) async throws {
    let attempts = job.failures + [job.record(failure)]
    try await ledger.record(CatalogChanges(downloads: [.failed(job, failure)], attempts: attempts), in: job.folder)
    state.tally.add(job.failure(failure))
  }

  private func attempt(_ job: DownloadJob) async throws -> Step {
    var job = job
    job.attempts += 1
    do {
      return .received(job, try await fetcher.fetch(job))
    } catch let failure as AttemptFailure {
      return .failed(job, failure)
    } catch is CancellationError {
      return .cancelled
    }
  }

  private func finish(_ job: DownloadJob, _ image: ReceivedImage) async throws -> Step {
    do {
      let (saved, facts) = try await fetcher.threads.run {
        let facts = try options.verifies ? image.verified() : nil
        return (try image.keep(for: job), facts)
      }
      try await ledger.record(.saved(job, image, saved, facts), in: job.folder)
      return .saved(job, saved)
    } catch let failure as AttemptFailure {
      image.discard()
      return .refused(job, failure)
    } catch is CancellationError {
      image.discard()
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
  static func saved(
    _ job: DownloadJob, _ received: ReceivedImage, _ image: SavedImage, _ facts: ImageFacts?
  ) -> CatalogChanges {
    let path = job.relativeFolder.appending(image.path.lastComponent?.string ?? job.stem)
    let download = DownloadRecord(
      url: job.url, folder: job.relativeFolder, label: job.label, position: job.position, status: .saved, path: path,
      httpStatus: received.status, bytes: image.bytes, contentType: received.contentType, sha256: image.sha256,
      attempts: job.attempts)
    let record = ImageRecord(
      path: path, label: job.label, status: facts == nil ? .unverified : .good, url: job.url, sha256: image.sha256,
      format: received.format.rawValue, width: facts?.width, height: facts?.height, orientation: facts?.orientation,
      bytes: image.bytes, modified: Files.facts(image.path)?.modified, perceptualHash: facts?.looks.bits)
    return CatalogChanges(
      downloads: [download], attempts: job.failures, images: [record], journal: [JournalEntry(.saved, path: path)])
  }
}

extension DownloadRecord {
  static func failed(_ job: DownloadJob, _ failure: AttemptFailure) -> DownloadRecord {
    DownloadRecord(
      url: job.url, folder: job.relativeFolder, label: job.label, position: job.position, status: .failed,
      httpStatus: failure.status, contentType: failure.contentType, reason: failure.reason, attempts: job.attempts)
  }
}
