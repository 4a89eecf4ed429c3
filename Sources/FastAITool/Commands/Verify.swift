import ArgumentParser
import Catalog
import Collecting
import Images
import SystemPackage

struct Verify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode every image fully, and put the broken ones away.",
    discussion: """
      Broken files move to .fastai/quarantine in the data set, and come back with fastai restore. Wrong suffixes are \
      mended, copies and near duplicates are reported. The next run looks only at what has changed. With --work nothing \
      in the data set is touched: the catalog in that folder says what to leave out.

      Example:

        fastai verify data/bears
      """)

  @Argument(help: "The data set, or one class folder.")
  var directory: String

  @Option(help: "What to do with broken files.")
  var onFailure = OnFailure.quarantine

  @Option(help: "Shrink images so that no side is longer, in pixels.")
  var maxSize: Int?

  @Option(help: "Threads that decode. (default: one a core)")
  var workers: Int?

  @Option(help: "Touch nothing when a larger share of the files is broken.")
  var maxBad = 0.2

  @Option(help: "In how many of 64 bits the hashes of near duplicates may differ; 0 to 32.")
  var near = 10

  @Flag(help: "Look for exact copies only.")
  var noNear = false

  @Option(help: "Keep the catalog in this folder, and leave the data set as it is.")
  var work: String?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard maxSize.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-size must be at least 1.") }
    guard workers.map({ $0 > 0 }) ?? true else { throw ValidationError("--workers must be at least 1.") }
    guard (0...32).contains(near) else { throw ValidationError("--near is from 0 to 32.") }
    guard work == nil || onFailure != .delete else { throw ValidationError("--work deletes nothing: use quarantine.") }
    guard (0...1).contains(maxBad) else { throw ValidationError("--max-bad is a share, from 0 to 1.") }
  }

  func run(_ console: Console) async throws {
    var options = VerifyOptions()
    options.maxBadFraction = maxBad
    options.nearDuplicateDistance = noNear ? nil : near
    options.catalog = CatalogLocation(work: work)
    do {
      let report = try await verifyImages(
        in: FilePath(directory), onFailure: onFailure.action, maxSize: maxSize, workers: workers, options: options
      ) { console.tell($0) }
      console.tell(report, action: onFailure.action)
    } catch let error as CollectingError {
      if let report = error.report { console.tell(report, action: .report, wasStopped: true) }
      throw error
    }
  }
}

/// What `--on-failure` may say.
enum OnFailure: String, CaseIterable, ExpressibleByArgument {
  case report, quarantine, delete

  var action: FailureAction {
    switch self {
    case .report: .report
    case .quarantine: .quarantine
    case .delete: .delete
    }
  }
}

extension Console {
  fileprivate func tell(_ event: VerifyEvent) {
    if case .bad(let image) = event.kind {
      self.event("bad", ["path": .string(image.path.string), "reason": .string(image.reason)])
      line("\(red("bad")) \(image.path): \(image.reason)")
    }
    progress(event.counts.done, of: event.counts.total, "\(event.counts.bad) bad")
  }

  fileprivate func tell(_ report: VerifyReport, action: FailureAction, wasStopped: Bool = false) {
    endProgress()
    tellCopies(report)
    for image in report.wrongSuffixes { tell(image) }
    for path in report.shrunk { event("shrunk", ["path": .string(path.string)]) }
    event(
      "verified",
      [
        "good": .int(report.good.count), "bad": .int(report.bad.count), "duplicates": .int(report.duplicateCount),
        "seconds": .seconds(report.seconds), "unchanged": .int(report.unchanged),
        "wrongSuffixes": .int(report.wrongSuffixes.count), "shrunk": .int(report.shrunk.count),
        "stopped": .bool(wasStopped), "nearDuplicates": .int(report.nearDuplicateCount),
      ])
    let time = (report.seconds * 10).rounded() / 10
    let copies = "\(report.duplicateCount) duplicates, \(report.nearDuplicateCount) near"
    line(bold("\(report.good.count) good, \(report.bad.count) bad, \(copies) in \(time) s"))
    if report.unchanged > 0 { line("  \(report.unchanged) had not changed since the last time") }
    if action == .quarantine && !report.bad.isEmpty {
      line("  the bad ones are in quarantine: fastai restore undoes it")
    }
  }

  /// Tells of the groups of copies.
  func tellCopies(_ report: VerifyReport) {
    for group in report.duplicates { tell(group) }
    for group in report.nearDuplicates { tell(group) }
  }

  private func tell(_ group: NearDuplicateGroup) {
    let paths = group.paths.map(\.string)
    event(
      "nearDuplicate",
      [
        "paths": .strings(paths), "labels": .strings(group.labels), "labelsDisagree": .bool(group.labelsDisagree),
        "distance": .int(group.distance),
      ])
    let warning = group.labelsDisagree ? red("nearly the same, different labels: ") : "nearly the same: "
    line("\(warning)\(paths.joined(separator: ", "))")
  }

  private func tell(_ group: DuplicateGroup) {
    let paths = group.paths.map(\.string)
    event(
      "duplicate",
      [
        "paths": .strings(paths), "labels": .strings(group.labels), "labelsDisagree": .bool(group.labelsDisagree),
      ])
    let warning = group.labelsDisagree ? red("the same picture, different labels: ") : "the same picture: "
    line("\(warning)\(paths.joined(separator: ", "))")
  }

  private func tell(_ image: WrongSuffix) {
    event(
      "wrongSuffix",
      [
        "path": .string(image.path.string), "suffix": .string(image.suffix),
        "newPath": JSONValue(image.newPath?.string),
      ])
    line("wrong suffix \(image.path): \(image.newPath.map { "now \($0)" } ?? "the content is \(image.suffix)")")
  }
}
