import ArgumentParser
import Catalog
import SystemPackage

struct EditCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change labels, put images away, undo and redo, read and write cleaned.csv.",
    discussion: """
      Every change is a line of the data set's journal and can be undone, also after a restart. All changes of one call \
      are one step. Images are named as seen from the data set.

      Example:

        fastai edit data/bears --relabel black/00000007.jpg=grizzly --quarantine black/00000009.jpg
        fastai edit data/bears --undo
      """)

  @Argument(help: "The data set.")
  var directory: String

  @Option(help: "Gives an image another label: PATH=LABEL.")
  var relabel: [String] = []

  @Option(help: "Puts an image away.")
  var quarantine: [String] = []

  @Option(help: "Brings an image back.")
  var restore: [String] = []

  @Option(help: "Marks an image as looked at and right.")
  var keep: [String] = []

  @Option(help: "Takes over a cleaned.csv: its labels, and what it leaves out.")
  var cleaned: String?

  @Flag(help: "Takes the last step back.")
  var undo = false

  @Flag(help: "Does the step again that was taken back last.")
  var redo = false

  @Option(help: "Writes what is left, as fastai's cleaned.csv.")
  var export: String?

  @Option(help: "The folder of the catalog, when it is kept apart.")
  var work: String?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard relabel.allSatisfy({ $0.contains("=") }) else { throw ValidationError("--relabel takes PATH=LABEL.") }
    let changes = relabel.count + quarantine.count + restore.count + keep.count + (cleaned == nil ? 0 : 1)
    guard [undo, redo, changes > 0].count(where: \.self) <= 1 else {
      throw ValidationError("--undo, --redo and changes are for calls of their own.")
    }
    guard undo || redo || changes > 0 || export != nil else { throw ValidationError("There is nothing to do.") }
  }

  func run(_ console: Console) async throws {
    let catalog = try Catalog(dataset: FilePath(directory), work: work.map { FilePath($0) })
    let entries = try change(catalog, console)
    for entry in entries { console.tell(entry) }
    if let export { try catalog.cleanedList().write(to: FilePath(export)) }
    console.event("edited", ["changes": .int(entries.count), "export": JSONValue(export)])
    console.line(console.bold(entries.count == 1 ? "1 change" : "\(entries.count) changes"))
  }

  private func change(_ catalog: Catalog, _ console: Console) throws -> [JournalEntry] {
    if undo || redo {
      let step = undo ? try catalog.undo() : try catalog.redo()
      for path in step?.skipped ?? [] { console.line("left as it is, it has changed since: \(path)") }
      return step?.entries ?? []
    }
    return try catalog.apply(try edits(catalog), by: "edit")
  }

  private func edits(_ catalog: Catalog) throws -> [Edit] {
    let listed = try cleaned.map { try catalog.edits(toMatch: CleanedList(contentsOf: FilePath($0))) } ?? []
    let labels = relabel.compactMap { pair -> Edit? in
      guard let sign = pair.lastIndex(of: "=") else { return nil }
      return .relabel(FilePath(String(pair[..<sign])), to: String(pair[pair.index(after: sign)...]))
    }
    return listed + labels + quarantine.map { .quarantine(FilePath($0)) } + restore.map { .restore(FilePath($0)) }
      + keep.map { .review(FilePath($0)) }
  }
}

extension Console {
  fileprivate func tell(_ entry: JournalEntry) {
    event(
      "change",
      [
        "path": .string(entry.path.string), "change": .string(entry.change.rawValue),
        "from": JSONValue(entry.relabeling?.from), "to": JSONValue(entry.relabeling?.to),
      ])
    let how = entry.relabeling.map { " from \($0.from) to \($0.to)" } ?? ""
    line("\(entry.change.rawValue) \(entry.path)\(how)")
  }
}
