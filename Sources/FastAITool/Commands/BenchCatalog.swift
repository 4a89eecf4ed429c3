import ArgumentParser
import Catalog
import Foundation
import SystemPackage

/// How fast the catalog is when it is large. Not shown in the help: it is for those who work on this package.
struct BenchCatalog: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-catalog",
    abstract: "Time opening, listing and editing a large catalog.",
    discussion: """
      Example:

        fastai bench-catalog --rows 1000000
      """,
    shouldDisplay: false)

  @Option(help: "Images in the catalog.")
  var rows = 1_000_000

  @Option(help: "Classes that they are spread over.")
  var classes = 1000

  @Option(help: "Repetitions of each measurement.")
  var repeats = 20

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard rows >= classes, classes >= 2, repeats > 0 else {
      throw ValidationError(
        "--rows, --classes and --repeats must be at least 1, 2 and 1, and rows no fewer than classes.")
    }
  }

  func run(_ console: Console) async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("bench-catalog-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try FileManager.default.createDirectory(
      atPath: folder.pushing(path(0)).removingLastComponent().string, withIntermediateDirectories: true)
    try Data([1]).write(to: URL(filePath: folder.pushing(path(0)).string))
    try fill(Catalog(dataset: folder), console)
    try measure(folder, console)
  }

  private func label(_ number: Int) -> String { "class-\(number % classes)" }
  private func path(_ number: Int) -> FilePath {
    FilePath("\(label(number))/\(String(100_000_000 + number).dropFirst()).jpg")
  }

  private func fill(_ catalog: Catalog, _ console: Console) throws {
    let batch = 50_000
    for start in stride(from: 0, to: rows, by: batch) {
      try Task.checkCancellation()
      try catalog.add(
        (start..<min(start + batch, rows)).map { number in
          ImageRecord(
            path: path(number), label: label(number), status: number % 50 == 1 ? .bad : .good,
            sha256: String(number, radix: 16), format: "jpeg", width: 640, height: 480, orientation: 1, bytes: 40_000,
            modified: Int64(number), perceptualHash: UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        })
      console.progress(start + batch, of: rows, "rows")
    }
    console.endProgress()
  }

  private func measure(_ folder: FilePath, _ console: Console) throws {
    let catalog = try Catalog(dataset: folder)
    tell("open", try median { _ in _ = try Catalog(dataset: folder) }, console)
    tell(
      "page",
      try median { round in
        _ = try catalog.images(ImageQuery(label: label(round * 7), inUse: true, limit: 50))
      }, console)
    tell("class", try median { round in _ = try catalog.images(ImageQuery(label: label(round * 7))) }, console)
    tell(
      "search",
      try median { round in
        _ = try catalog.images(ImageQuery(inUse: true, nameContains: "99\(round)", limit: 50))
      }, console)
    tell(
      "relabel", try median { round in try catalog.apply([.relabel(path(round * 31), to: "other \(round)")]) }, console)
    tell("undo", try median { _ in try catalog.undo() }, console)
    tell(
      "quarantine",
      try median { round in
        try catalog.apply([round % 2 == 0 ? .quarantine(path(0)) : .restore(path(0))])
      }, console)
    tell("counts", try median { _ in _ = try catalog.counts() }, console)
  }

  /// Middle and longest time in milliseconds.
  private func median(_ body: (Int) throws -> Void) rethrows -> (middle: Double, most: Double) {
    let times = try (0..<repeats).map { round in
      try ContinuousClock().measure { try body(round) } / .milliseconds(1)
    }.sorted()
    return (times[times.count / 2], times[times.count - 1])
  }

  private func tell(_ name: String, _ time: (middle: Double, most: Double), _ console: Console) {
    console.event(
      "catalog",
      [
        "operation": .string(name), "rows": .int(rows), "medianMilliseconds": .double(rounded(time.middle)),
        "maxMilliseconds": .double(rounded(time.most)),
      ])
    console.line("\(name): median \(rounded(time.middle)) ms, longest \(rounded(time.most)) ms")
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
