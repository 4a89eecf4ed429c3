import ArgumentParser
import Catalog
import Collecting
import Images
import SystemPackage

struct Collect: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Download lists of links into class folders.",
    discussion: """
      A list is a text file with one link a line, a CSV with a column url (and perhaps label), JSON Lines, a saved \
      page, a browser's network log (HAR), or a folder. A link may be the path of a file. One bad link never stops the \
      others, the same command again fetches only what is missing, and what failed is written down as a list of its own.

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

  @Option(help: "Connections to one host at a time. (default: as many as --workers)")
  var perHost: Int?

  @Flag(help: "Decode each picture fully on arrival, refuse broken ones, and look for duplicates in the end.")
  var verify = false

  @Option(help: "Fail when a larger share of the links fails, from 0 to 1.")
  var maxFailed = 1.0

  @Option(help: "Where to write the links that failed. (default: retry.csv beside the catalog)")
  var retryList: String?

  @Option(help: "Keep the catalog in this folder instead of the data set.")
  var work: String?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard maxPics > 0 else { throw ValidationError("--max-pics must be at least 1.") }
    guard workers >= 0 else { throw ValidationError("--workers may not be negative.") }
    guard timeout > 0, timeout <= 86_400 else { throw ValidationError("--timeout must be from 0 to 86400 seconds.") }
    guard retries >= 0 else { throw ValidationError("--retries may not be negative.") }
    guard maxSize.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-size must be at least 1.") }
    guard perHost.map({ $0 > 0 }) ?? true else { throw ValidationError("--per-host must be at least 1.") }
    guard (0...1).contains(maxFailed) else { throw ValidationError("--max-failed is a share, from 0 to 1.") }
  }

  func run(_ console: Console) async throws {
    let dataset = FilePath(to)
    let lists = try urls.map { try NamedList($0, label: label) }
    let started = ContinuousClock.now
    let teller = CollectTeller(console: console, showsDetail: workers == 0)
    let copies: VerifyReport?
    do {
      copies = try await collect(lists, into: dataset, teller, console)
    } catch {
      // Whatever stopped it, what is held is whole, and is said.
      try? finish(teller, after: started, nil)
      throw error
    }
    try finish(teller, after: started, copies)
    try teller.failIfTooManyFailed(maxFailed)
  }

  private func collect(
    _ lists: [NamedList], into dataset: FilePath, _ teller: CollectTeller, _ console: Console
  ) async throws -> VerifyReport? {
    for list in lists {
      teller.begin(list)
      try await downloadImages(
        list.list.links, to: list.label.map { dataset / $0 } ?? dataset, label: list.label, maxPics: maxPics,
        workers: workers, options: options(dataset), progress: teller.tell)
    }
    guard verify else { return nil }
    var options = VerifyOptions()
    options.catalog = CatalogLocation(work: work)
    let report = try await verifyImages(in: dataset, onFailure: .report, options: options)
    console.endProgress()
    console.tellCopies(report)
    return report
  }

  private func finish(
    _ teller: CollectTeller, after started: ContinuousClock.Instant, _ copies: VerifyReport?
  ) throws {
    let home = work.map { FilePath($0) } ?? FilePath(to) / ".fastai"
    let list = try teller.writeRetryList(retryList.map { FilePath($0) } ?? home / "retry.csv")
    teller.finish(after: ContinuousClock.now - started, retryList: list, copies, wasInterrupted: Task.isCancelled)
  }

  private func options(_ dataset: FilePath) -> DownloadOptions {
    var options = DownloadOptions(timeout: .seconds(timeout))
    options.retries = retries
    options.maxBytes = maxBytes.bytes
    options.maxSize = maxSize
    options.perHost = perHost
    options.verifies = verify
    options.root = dataset
    options.catalog = CatalogLocation(work: work)
    return options
  }
}

extension CatalogLocation {
  /// What `--work` says.
  init(work: String?) { self = work.map { .folder(FilePath($0)) } ?? .dataset }
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
      ? try LinkList(text: NamedList.standardInput(), name: "standard input", relativeTo: ".")
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

extension Duration {
  /// With one digit behind the point.
  var formattedSeconds: String { "\((self / .seconds(1) * 10).rounded() / 10)" }
}
