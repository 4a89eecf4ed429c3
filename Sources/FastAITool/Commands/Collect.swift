import ArgumentParser
import Collecting
import Images
import Synchronization
import SystemPackage

struct Collect: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Download lists of links into class folders.",
    discussion: """
      A list is a text file with one link a line, a CSV with a column url (and perhaps label), JSON Lines, or a saved \
      page. One bad link never stops the others, and the same command again fetches only what is missing.

      Example:

        fastai collect urls_black.txt urls_teddys.txt --to data/bears
      """)

  @Argument(help: "Lists of links; - for standard input. A list named urls_NAME.txt gives the label NAME.")
  var urls: [String]

  @Option(help: "The data set: each label gets a folder in it.")
  var to: String

  @Option(help: "The label of all links, whatever their lists say.")
  var label: String?

  @Option(help: "Links taken from each list.")
  var maxPics = 1000

  @Option(help: "Downloads at a time; 0 for one after the other, with each error in full.")
  var workers = 8

  @Option(help: "Seconds to wait for a silent server; a whole picture may take six times as long.")
  var timeout = 10.0

  @Option(help: "Further tries when a failure may pass.")
  var retries = 3

  @Option(help: "Larger pictures are refused.")
  var maxBytes = ByteCount(50_000_000)

  @Option(help: "Shrink pictures so that no side is longer, in pixels.")
  var maxSize: Int?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard maxPics > 0 else { throw ValidationError("--max-pics must be at least 1.") }
    guard workers >= 0 else { throw ValidationError("--workers may not be negative.") }
    guard timeout > 0, timeout <= 86_400 else { throw ValidationError("--timeout must be from 0 to 86400 seconds.") }
    guard retries >= 0 else { throw ValidationError("--retries may not be negative.") }
    guard maxSize.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-size must be at least 1.") }
  }

  func run(_ console: Console) async throws {
    let dataset = FilePath(to)
    let lists = try urls.map { try NamedList($0, label: label) }
    let started = ContinuousClock.now
    let teller = CollectTeller(console: console, showsDetail: workers == 0)
    defer { teller.finish(after: ContinuousClock.now - started, wasInterrupted: Task.isCancelled) }
    for list in lists {
      teller.begin(list)
      try await downloadImages(
        list.list.links, to: list.label.map { dataset / $0 } ?? dataset, label: list.label, maxPics: maxPics,
        workers: workers, options: options(dataset), progress: teller.tell)
    }
    try teller.failIfNothingIsHeld()
  }

  private func options(_ dataset: FilePath) -> DownloadOptions {
    var options = DownloadOptions(timeout: .seconds(timeout))
    options.retries = retries
    options.maxBytes = maxBytes.bytes
    options.maxSize = maxSize
    options.root = dataset
    return options
  }
}

/// A list as the command line names it.
struct NamedList {
  let name: String
  let list: LinkList
  /// The label of all its links; nil when each has its own.
  let label: String?

  init(_ name: String, label: String?) throws {
    self.name = name
    list =
      name == "-"
      ? try LinkList(text: NamedList.standardInput(), name: "standard input")
      : try LinkList(contentsOf: FilePath(name))
    let hasOwn = list.links.allSatisfy { $0.label != nil }
    self.label = try NamedList.checked(label ?? (hasOwn ? nil : list.label), hasOwn: hasOwn, name: name)
  }

  private static func checked(_ label: String?, hasOwn: Bool, name: String) throws -> String? {
    guard let label else {
      if hasOwn { return nil }
      throw CommandError(
        code: .usage, message: "\(name): no label for these links",
        remedy: "Name the list urls_NAME.txt, or give --label NAME")
    }
    guard !label.isEmpty, !label.hasPrefix("."), !label.contains("/") else {
      throw CommandError(code: .usage, message: "\(label): a label must be fit to name a folder")
    }
    return label
  }

  private static func standardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}

/// Says what becomes of each link, and in the end of all of them.
private final class CollectTeller: Sendable {
  private struct State {
    var earlier = DownloadCounts()
    var current = DownloadCounts()
    var name = ""
    var reasons: [String: Int] = [:]
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
      if case .failed(let failure) = event.kind { state.reasons[failure.reason, default: 0] += 1 }
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
    console.progress(counts.done, of: counts.total, "\(name): \(counts.saved) saved, \(counts.failed) failed")
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

  func finish(after time: Duration, wasInterrupted: Bool) {
    console.endProgress()
    let sum = totals
    console.event(
      "collected",
      [
        "saved": .int(sum.saved), "skipped": .int(sum.skipped), "failed": .int(sum.failed),
        "seconds": .seconds(time / .seconds(1)), "bytes": .int(sum.bytes), "interrupted": .bool(wasInterrupted),
      ])
    let head = wasInterrupted ? "Stopped. Kept: " : ""
    console.line(
      console.bold(
        "\(head)\(sum.saved) saved, \(sum.skipped) skipped, \(sum.failed) failed in \(time.formattedSeconds) s"))
    for (reason, count) in state.withLock({ $0.reasons }).sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      console.line("  \(count) × \(reason)")
    }
    if sum.failed > 0 || wasInterrupted { console.line("The same command again tries only what is missing.") }
  }

  func failIfNothingIsHeld() throws {
    let sum = totals
    guard sum.failed > 0, sum.saved + sum.skipped == 0 else { return }
    throw CommandError(
      code: .unavailable, message: "none of the \(sum.failed) links gave a picture",
      remedy: "The reasons are above; --workers 0 shows each error in full")
  }
}

extension Duration {
  /// With one digit behind the point.
  var formattedSeconds: String { "\((self / .seconds(1) * 10).rounded() / 10)" }
}
