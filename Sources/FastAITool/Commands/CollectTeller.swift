import Collecting
import Foundation
import Images
import Synchronization
import SystemPackage

/// Says what becomes of each link, and in the end of all of them.
final class CollectTeller: Sendable {
  private struct State {
    var earlier = DownloadCounts()
    var current = DownloadCounts()
    var name = ""
    var reasons: [String: Int] = [:]
    var failures: [DownloadFailure] = []
    let started = ContinuousClock.now
  }

  private let console: Console
  private let showsDetail: Bool
  private let state = Mutex(State())

  init(console: Console, showsDetail: Bool) {
    self.console = console
    self.showsDetail = showsDetail
  }

  private var totals: DownloadCounts {
    state.withLock { state in
      var sum = state.earlier
      sum.saved += state.current.saved
      sum.skipped += state.current.skipped
      sum.failed += state.current.failed
      sum.total += state.current.total
      sum.bytes += state.current.bytes
      return sum
    }
  }

  func begin(_ list: NamedList) {
    let sum = totals
    state.withLock { state in
      (state.earlier, state.current) = (sum, DownloadCounts())
      state.name = list.label ?? list.name
    }
  }

  @Sendable func tell(_ event: DownloadEvent) {
    let name = state.withLock { state in
      state.current = event.counts
      if case .failed(let failure) = event.kind {
        state.reasons[failure.reason, default: 0] += 1
        state.failures.append(failure)
      }
      return state.name
    }
    switch event.kind {
    case .started: break
    case .saved(let image): tell(image)
    case .skipped(let link): tell(link)
    case .failed(let failure): tell(failure)
    case .retrying(let failure, let delay): tell(failure, retryIn: delay)
    }
    let counts = event.counts
    console.progress(
      counts.done, of: counts.total, "\(name): \(counts.saved) saved, \(counts.failed) failed\(rates)")
  }

  /// `, 41 a second, 1.8 MB/s`: of the pictures saved so far.
  private var rates: String {
    let sum = totals
    let seconds = (ContinuousClock.now - state.withLock { $0.started }) / .seconds(1)
    guard seconds > 0.5, sum.saved > 0 else { return "" }
    let megabytes = (Double(sum.bytes) / seconds / 100_000).rounded() / 10
    return ", \(Int((Double(sum.saved) / seconds).rounded())) a second, \(megabytes) MB/s"
  }

  private func tell(_ image: SavedImage) {
    console.event(
      "saved",
      [
        "url": .string(image.url), "path": .string(image.path.string), "label": .string(image.label),
        "position": .int(image.position), "bytes": .int(image.bytes), "attempts": .int(image.attempts),
      ])
  }

  private func tell(_ link: SkippedLink) {
    let (path, reason): (String?, String) =
      switch link.reason {
      case .held(let path): (path.string, "held")
      case .putAway(let path): (path.string, "put away")
      case .repeated(let position): (nil, "the same link as number \(position)")
      }
    console.event(
      "skipped",
      [
        "url": .string(link.url), "path": JSONValue(path), "label": .string(link.label),
        "position": .int(link.position), "reason": .string(reason),
      ])
  }

  private func tell(_ failure: DownloadFailure) {
    console.event(
      "failed",
      [
        "url": .string(failure.url), "status": JSONValue(failure.status), "reason": .string(failure.reason),
        "label": .string(failure.label), "position": .int(failure.position), "attempts": .int(failure.attempts),
        "detail": JSONValue(showsDetail ? failure.detail : nil),
      ])
    console.line("\(console.red("failed")) \(failure.url): \(failure.reason)")
    if showsDetail, let detail = failure.detail { console.line("       \(detail)") }
  }

  private func tell(_ failure: DownloadFailure, retryIn delay: Duration) {
    guard showsDetail else { return }
    console.line("again in \(delay.formattedSeconds) s: \(failure.url): \(failure.reason)")
  }

  /// Writes the links that failed, if any did.
  ///
  /// - Returns: The list's path, or nil when there is none.
  func writeRetryList(_ path: FilePath) throws -> FilePath? {
    let failures = state.withLock { $0.failures }
    guard !failures.isEmpty else { return nil }
    try OutputFolder.check(path)
    try FileBytes.write(Array(DownloadFailure.table(failures).utf8), to: path)
    return path
  }

  func finish(after time: Duration, retryList: FilePath?, _ copies: VerifyReport?, wasInterrupted: Bool) {
    console.endProgress()
    let sum = totals
    let seconds = time / .seconds(1)
    console.event(
      "collected",
      [
        "saved": .int(sum.saved), "skipped": .int(sum.skipped), "failed": .int(sum.failed),
        "seconds": .seconds(seconds), "bytes": .int(sum.bytes), "interrupted": .bool(wasInterrupted),
        "imagesPerSecond": .seconds(seconds > 0 ? Double(sum.saved) / seconds : 0),
        "retryList": JSONValue(retryList?.string), "duplicates": JSONValue(copies?.duplicateCount),
        "nearDuplicates": JSONValue(copies?.nearDuplicateCount),
      ])
    let head = wasInterrupted ? "Stopped. Kept: " : ""
    console.line(
      console.bold(
        "\(head)\(sum.saved) saved, \(sum.skipped) skipped, \(sum.failed) failed in \(time.formattedSeconds) s"))
    for (reason, count) in state.withLock({ $0.reasons }).sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      console.line("  \(count) × \(reason)")
    }
    if sum.failed > 0 || wasInterrupted { console.line("The same command again tries only what is missing.") }
    if let retryList { console.line("The links that failed: \(retryList)") }
  }

  func failIfTooManyFailed(_ share: Double) throws {
    let sum = totals
    guard sum.failed > 0 else { return }
    guard sum.saved + sum.skipped > 0 else {
      throw CommandError(
        code: .unavailable, message: "none of the \(sum.failed) links gave a picture",
        remedy: "The reasons are above; --workers 0 shows each error in full")
    }
    guard Double(sum.failed) > share * Double(sum.total) else { return }
    throw CommandError(
      code: .unavailable, message: "\(sum.failed) of \(sum.total) links failed, more than the share of --max-failed",
      remedy: "The reasons are above; the same command again tries only what is missing")
  }
}
