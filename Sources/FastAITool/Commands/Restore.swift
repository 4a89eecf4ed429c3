import ArgumentParser
import Catalog
import Collecting
import SystemPackage

struct Restore: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring back what verify has put in quarantine.",
    discussion: """
      Example:

        fastai restore data/bears
      """)

  @Argument(help: "The data set.")
  var directory: String

  @Option(help: "The folder of the catalog, when it was kept apart.")
  var work: String?

  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let report = try await restore(in: FilePath(directory), catalog: CatalogLocation(work: work))
    for path in report.restored { console.event("file", ["path": .string(path.string)]) }
    for path in report.kept {
      console.event("kept", ["path": .string(path.string), "reason": .string("another file has its place")])
      console.line("kept in quarantine, another file has its place: \(path)")
    }
    console.event("restored", ["restored": .int(report.restored.count), "kept": .int(report.kept.count)])
    console.line(console.bold("\(report.restored.count) restored, \(report.kept.count) kept in quarantine"))
  }
}
