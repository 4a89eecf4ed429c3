import ArgumentParser
import Catalog
import Collecting
import SystemPackage

struct Inspect: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a data set holds, and what is odd about it.",
    discussion: """
      The tree with its counts, sizes, formats, orientation, copies, the split, and warnings: folders that are hardly \
      meant as classes, a small validation set, classes out of balance, the same picture under two labels. Nothing is \
      changed.

      Example:

        fastai inspect data/bears
      """)

  @Argument(help: "The data set: the folder that holds the class folders.")
  var directory: String

  @Option(help: "Threads that decode. (default: one a core)")
  var workers: Int?

  @Option(help: "The folder of the catalog, when it is kept apart.")
  var work: String?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard workers.map({ $0 > 0 }) ?? true else { throw ValidationError("--workers must be at least 1.") }
  }

  func run(_ console: Console) async throws {
    var options = VerifyOptions()
    options.catalog = CatalogLocation(work: work)
    let found = try await inspectImages(in: FilePath(directory), workers: workers, options: options) { event in
      console.progress(event.counts.done, of: event.counts.total, "\(event.counts.bad) broken")
    }
    console.endProgress()
    console.line(found.description)
    console.tell(found)
  }
}

extension Console {
  fileprivate func tell(_ found: Inspection) {
    for image in found.verification.bad {
      event("bad", ["path": .string(image.path.string), "reason": .string(image.reason)])
    }
    if reader == .program { tellCopies(found.verification) }
    for item in found.classes { tell(item) }
    for warning in found.warnings {
      event("warning", ["code": .string(warning.code.rawValue), "message": .string(warning.message)])
    }
    let formats = found.formats.sorted { $0.key < $1.key }
    event(
      "inspected",
      [
        "path": .string(found.dataset.string), "images": .int(found.images), "bad": .int(found.verification.bad.count),
        "classes": .strings(found.classes.map(\.name)), "counts": .array(found.classes.map { .int($0.images) }),
        "bytes": .int(found.bytes), "formats": .strings(formats.map(\.key)),
        "formatCounts": .array(formats.map { .int($0.value) }), "turned": .int(found.turned.values.reduce(0, +)),
        "widths": spread(found.widths), "heights": spread(found.heights),
        "duplicates": .int(found.verification.duplicateCount),
        "nearDuplicates": .int(found.verification.nearDuplicateCount), "split": .string(found.split.rawValue),
        "train": .int(found.count(.train)), "valid": .int(found.count(.valid)), "test": .int(found.count(.test)),
        "leaks": .int(found.leaks.count), "warnings": .int(found.warnings.count),
        "seconds": .seconds(found.verification.seconds),
      ])
  }

  private func tell(_ item: Inspection.ClassSummary) {
    event(
      "class",
      [
        "name": .string(item.name), "images": .int(item.images), "train": .int(item.sides[.train] ?? 0),
        "valid": .int(item.sides[.valid] ?? 0), "test": .int(item.sides[.test] ?? 0),
      ])
  }

  /// Smallest, median and largest.
  private func spread(_ spread: Inspection.Spread?) -> JSONValue {
    spread.map { .array([.int($0.min), .int($0.median), .int($0.max)]) } ?? .null
  }
}
