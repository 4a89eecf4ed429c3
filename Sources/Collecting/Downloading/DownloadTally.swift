/// The report as it grows; every addition is told to whoever listens.
struct DownloadTally: Sendable {
  private(set) var report = DownloadReport()
  private(set) var counts = DownloadCounts()
  private let started = ContinuousClock.now
  private let listener: (@Sendable (DownloadEvent) -> Void)?

  init(total: Int, listener: (@Sendable (DownloadEvent) -> Void)?) {
    self.listener = listener
    counts.total = total
    tell(.started)
  }

  mutating func add(_ image: SavedImage) {
    report.saved.append(image)
    counts.saved += 1
    counts.bytes += image.bytes
    tell(.saved(image))
  }

  mutating func add(_ link: SkippedLink) {
    report.skipped.append(link)
    counts.skipped += 1
    tell(.skipped(link))
  }

  mutating func add(_ failure: DownloadFailure) {
    report.failures.append(failure)
    counts.failed += 1
    tell(.failed(failure))
  }

  func tellRetry(_ failure: DownloadFailure, delay: Duration) { tell(.retrying(failure, delay: delay)) }

  private func tell(_ kind: DownloadEvent.Kind) { listener?(DownloadEvent(kind: kind, counts: counts)) }

  /// The report in the order of the list, with the time that it took.
  func finished() -> DownloadReport {
    var report = report
    report.sort()
    report.seconds = (ContinuousClock.now - started).seconds
    return report
  }
}
