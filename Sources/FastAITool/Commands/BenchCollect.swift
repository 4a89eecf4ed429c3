import ArgumentParser
import Collecting
import Demo
import Foundation
import Images
import SystemPackage

/// How fast pictures are collected from a site on this machine. Not shown in the help: it is for those who work on this
/// package.
struct BenchCollect: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-collect",
    abstract: "Time collecting, verifying, hashing and looking for duplicates.",
    discussion: """
      Serves the images of a folder from this process, and collects them with --verify. With --faults, that share of the \
      links fails twice; the collection is repeated until nothing fails.

      Example:

        fastai bench-collect data/bears
        fastai bench-collect data/bears --limit 200 --latency 100
      """,
    shouldDisplay: false)

  @Argument(help: "A folder of images.")
  var directory: String

  @Option(help: "At most so many images.")
  var limit = Int.max

  @Option(help: "Downloads at a time.")
  var workers = 8

  @Option(help: "Milliseconds before each answer.")
  var latency = 0

  @Option(help: "Share of the links that fail at first, from 0 to 1.")
  var faults = 0.0

  @Flag(help: "Download only.")
  var plain = false

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard limit > 0, workers > 0, latency >= 0, (0...1).contains(faults) else {
      throw ValidationError("--limit and --workers are at least 1, --latency at least 0, --faults from 0 to 1.")
    }
  }

  func run(_ console: Console) async throws {
    let files = try LinkList(contentsOf: FilePath(directory)).links.prefix(limit).map { FilePath($0.url) }
    let site = try await LoopbackSite(routes(files), latency: .milliseconds(latency))
    let folder = FilePath(NSTemporaryDirectory()).appending("bench-collect-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let links = files.indices.map { ImageLink(site.url("/\($0)"), label: "class \($0 % 3)") }
    let started = ContinuousClock.now
    let runs = try await collect(links, to: folder)
    let report = plain ? nil : try await verifyImages(in: folder, onFailure: .report)
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    tell(runs, report, count: files.count, seconds, requests: site.requestCount, console)
    try await site.stop()
  }

  private func routes(_ files: [FilePath]) throws -> [String: SiteAnswer] {
    let kinds: [SiteAnswer] = [.status(503), .hangUp, .html("<html>busy</html>"), .status(500)]
    var routes: [String: SiteAnswer] = [:]
    for (number, file) in files.enumerated() {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.string)))
      let answer = SiteAnswer.file(bytes, contentType: "image/jpeg")
      // Spread evenly: every so many links one fails.
      let isFaulty = Int(Double(number + 1) * faults) > Int(Double(number) * faults)
      routes["/\(number)"] = isFaulty ? .flaky(failures: 2, with: kinds[number % kinds.count], then: answer) : answer
    }
    return routes
  }

  /// Repeats the collection until nothing fails.
  private func collect(_ links: [ImageLink], to folder: FilePath) async throws -> [DownloadReport] {
    var options = DownloadOptions()
    options.verifies = !plain
    options.retries = faults > 0 ? 0 : 3
    var runs: [DownloadReport] = []
    repeat {
      runs.append(
        try await downloadImages(links, to: folder, maxPics: links.count, workers: workers, options: options))
    } while runs.last?.failures.isEmpty == false && runs.count < 5
    return runs
  }

  private func tell(
    _ runs: [DownloadReport], _ report: VerifyReport?, count: Int, _ seconds: Double, requests: Int,
    _ console: Console
  ) {
    let ideal = (Double(count) / Double(workers)).rounded(.up) * Double(latency) / 1000
    let saved = runs.reduce(0) { $0 + $1.saved.count }
    console.event(
      "collect",
      [
        "images": .int(count), "saved": .int(saved), "runs": .int(runs.count), "requests": .int(requests),
        "failed": .int(runs.last?.failures.count ?? 0), "duplicates": JSONValue(report?.duplicateCount),
        "nearDuplicates": JSONValue(report?.nearDuplicateCount), "seconds": .seconds(seconds),
        "imagesPerSecond": .seconds(Double(saved) / seconds), "idealSeconds": .seconds(ideal),
      ])
    let rate = Int((Double(saved) / seconds).rounded())
    console.line("\(saved) of \(count) images in \(runs.count) runs, \(requests) requests: \(rate) a second")
    if ideal > 0 { console.line("\((seconds / ideal * 100).rounded() / 100) times the ideal of \(ideal) s") }
  }
}
