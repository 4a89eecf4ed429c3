import ArgumentParser
import Collecting
import Images
import SystemPackage

struct Verify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode every image fully, and put the broken ones away.",
    discussion: """
      Broken files move to .fastai/quarantine in the data set, and come back with fastai restore. Wrong suffixes are \
      mended, copies are reported. The next run looks only at what has changed.

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

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard maxSize.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-size must be at least 1.") }
    guard workers.map({ $0 > 0 }) ?? true else { throw ValidationError("--workers must be at least 1.") }
    guard (0...1).contains(maxBad) else { throw ValidationError("--max-bad is a share, from 0 to 1.") }
  }

  func run(_ console: Console) async throws {
    var options = VerifyOptions()
    options.maxBadFraction = maxBad
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
    for group in report.duplicates { tell(group) }
    for image in report.wrongSuffixes { tell(image) }
    for path in report.shrunk { event("shrunk", ["path": .string(path.string)]) }
    event(
      "verified",
      [
        "good": .int(report.good.count), "bad": .int(report.bad.count), "duplicates": .int(report.duplicateCount),
        "seconds": .seconds(report.seconds), "unchanged": .int(report.unchanged),
        "wrongSuffixes": .int(report.wrongSuffixes.count), "shrunk": .int(report.shrunk.count),
        "stopped": .bool(wasStopped),
      ])
    let time = (report.seconds * 10).rounded() / 10
    line(bold("\(report.good.count) good, \(report.bad.count) bad, \(report.duplicateCount) duplicates in \(time) s"))
    if report.unchanged > 0 { line("  \(report.unchanged) had not changed since the last time") }
    if action == .quarantine && !report.bad.isEmpty {
      line("  the bad ones are in quarantine: fastai restore undoes it")
    }
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
