import Catalog
import Images
public import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Looks through a data set, and changes nothing: classes, sizes, formats, copies, the split, and what is odd.
///
/// Every file is decoded, except those that the catalog knows and that have not changed since.
///
/// - Parameters:
///   - dataset: The folder that holds the class folders.
///   - workers: Threads that decode; nil for one a core.
///   - options: Where the catalog is, and how near near duplicates are.
///   - progress: Told of every file, from one task at a time.
/// - Returns: What was found.
/// - Throws: ``CollectingError`` with code `.missingFolder`; `CancellationError`.
public func inspectImages(
  in dataset: FilePath, workers: Int? = nil, options: VerifyOptions = .init(),
  progress: (@Sendable (VerifyEvent) -> Void)? = nil
) async throws -> Inspection {
  let files = try ImageListing.files(in: dataset, root: dataset)
  let catalog = try? options.catalog.openIfThere(dataset: dataset)
  let cores = ProcessInfo.processInfo.activeProcessorCount
  return try await WorkerThreads.with(count: max(1, workers ?? cores)) { threads in
    let verifier = Verifier(root: dataset, catalog: catalog, threads: threads, action: .report, listener: progress)
    let checked = try await verifier.check(files)
    let report = try await verifier.report(on: checked, nearness: options.nearDuplicateDistance)
    return try await threads.run {
      let records = try catalog?.images() ?? []
      return try Inspector(dataset: dataset, checked: checked, records: records, report: report).inspection()
    }
  }
}

/// Sums up what was looked at.
struct Inspector {
  let dataset: FilePath
  let checked: [CheckedFile]
  private let sound: [(file: ListedFile, label: String, facts: ImageFacts, side: ImageRecord.Side?)]
  private let split: Inspection.Split
  private let report: VerifyReport

  init(dataset: FilePath, checked: [CheckedFile], records: [ImageRecord], report: VerifyReport) {
    self.dataset = dataset
    self.checked = checked
    self.report = report
    let known = Dictionary(records.compactMap { image in image.side.map { (image.path, $0) } }) { $1 }
    let byFolder = checked.contains { Inspector.side(byFolder: $0.file.relative) == .train }
    split = byFolder ? .folders : known.isEmpty ? .none : .catalog
    sound = checked.compactMap { item in
      guard let facts = item.verdict.facts else { return nil }
      let side = byFolder ? Inspector.side(byFolder: item.file.relative) : known[item.file.relative]
      return (item.file, item.label, facts, side)
    }
  }

  /// The side that the first folder of a path names.
  static func side(byFolder path: FilePath) -> ImageRecord.Side? {
    guard path.components.count > 2, let name = path.components.first?.string.lowercased() else { return nil }
    switch name {
    case "train", "training": return .train
    case "valid", "val", "validation": return .valid
    case "test": return .test
    default: return nil
    }
  }

  func inspection() throws -> Inspection {
    var result = Inspection(dataset: dataset)
    result.verification = report
    result.split = split
    result.classes = classes()
    try addFolders("", to: &result)
    result.formats = counts(sound.map(\.facts.format.rawValue))
    result.turned = counts(sound.map(\.facts.orientation).filter { $0 > 1 })
    result.widths = Inspection.Spread(sound.map(\.facts.width))
    result.heights = Inspection.Spread(sound.map(\.facts.height))
    result.bytes = checked.reduce(0) { $0 + $1.file.bytes }
    result.leaks = leaks()
    let shortSides = sound.map { min($0.facts.width, $0.facts.height) }
    result.warnings = InspectionWarning.all(about: result, shortSides: shortSides)
    return result
  }

  private func classes() -> [Inspection.ClassSummary] {
    Dictionary(grouping: sound.filter { $0.file.relative.components.count > 1 }, by: \.label)
      .map { label, images in
        Inspection.ClassSummary(name: label, images: images.count, sides: counts(images.compactMap(\.side)))
      }
      .sorted { $0.name < $1.name }
  }

  private func counts<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
    keys.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Groups of equal pictures on more than one side.
  private func leaks() -> [[FilePath]] {
    let sides = Dictionary(sound.compactMap { item in item.side.map { (item.file.path, $0) } }) { first, _ in first }
    return (report.duplicates.map(\.paths) + report.nearDuplicates.map(\.paths)).filter { paths in
      Set(paths.compactMap { sides[$0] }).count > 1
    }
  }

  private func addFolders(_ relative: FilePath, to result: inout Inspection) throws {
    let images = Set(checked.map(\.file.relative))
    try visit(relative, images, &result)
  }

  private func visit(_ relative: FilePath, _ images: Set<FilePath>, _ result: inout Inspection) throws {
    let names = try Files.names(in: dataset.pushing(relative))
    let paths = names.map { relative.appending($0) }
    let folders = paths.filter { Files.facts(dataset.pushing($0))?.isFolder == true }
    let files = paths.filter { !folders.contains($0) && $0.lastComponent?.string.hasPrefix(".") == false }
    let own = files.count { images.contains($0) }
    if !relative.isEmpty {
      result.folders.append(.init(path: relative, images: own, others: files.count - own))
    }
    for folder in folders {
      let name = folder.lastComponent?.string ?? ""
      if name.hasPrefix(".") || folder == "models" || Files.isLink(dataset.pushing(folder)) {
        if name != ".fastai" && folder != "models" { result.ignoredFolders.append(folder) }
      } else {
        try visit(folder, images, &result)
      }
    }
  }
}

extension Inspection.Spread {
  init?(_ numbers: [Int]) {
    let sorted = numbers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    self.init(min: first, median: sorted[sorted.count / 2], max: last)
  }
}
