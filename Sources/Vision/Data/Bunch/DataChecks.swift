import Foundation
import SystemPackage
import Training

/// Looks for what is probably a mistake, before hours are spent on it.
struct DataChecks {
  private let parts: SplitImages.Datasets
  private let split: SplitImages
  private let batchSize: Int

  init(_ parts: SplitImages.Datasets, _ split: SplitImages, batchSize: Int) {
    (self.parts, self.split, self.batchSize) = (parts, split, batchSize)
  }

  private var folder: FilePath { split.images.list.path }
  private var classes: [String] { parts.train.vocabulary.classes }

  // MARK: Errors

  /// - Throws: `LearnerError` when nothing can be learned from the data.
  func refuse() throws {
    guard batchSize > 0 else {
      throw LearnerError(.usage, "the batch size is \(batchSize)", remedy: "a batch of 1 or more")
    }
    guard parts.train.vocabulary.kind == .numbers || classes.count > 1 else {
      let what = classes.first.map { "only one class folder with images, '\($0)'," } ?? "no class folders with images"
      throw LearnerError(
        .data, "there is \(what) in \(folder)",
        remedy: "make a folder for each class there, at least two, and put its images in it")
    }
    guard parts.train.count > 1 else {
      throw LearnerError(
        .data, "\(parts.train.count) images of \(folder) are left for training",
        remedy: "add images, or hold out a smaller part")
    }
    let both = Set(parts.train.paths.map(\.identity)).intersection(parts.valid.paths.map(\.identity)).sorted()
    guard both.isEmpty else {
      throw LearnerError(
        .data, "\(both.count) images are for training and for validation: \(DataWarning.some(both))",
        remedy: "hold out images that the network does not train on")
    }
  }

  // MARK: Warnings

  /// - Throws: `LearnerError` when all validation images are training images too, under other names.
  func warnings() throws -> [DataWarning] {
    try duplicates() + validationSize() + suspiciousClasses() + classSizes() + batches()
  }

  /// Reads only files that have as many bytes as one on the other side.
  private func duplicates() throws -> [DataWarning] {
    guard !parts.valid.isEmpty else { return [] }
    let (train, valid) = (sizes(parts.train.paths), sizes(parts.valid.paths))
    let common = Set(train.values).intersection(valid.values)
    let hashes = { (paths: [FilePath], sizes: [FilePath: Int]) in
      let candidates = paths.filter { sizes[$0].map(common.contains) ?? false }
      // A file that cannot be read is no duplicate; the loader will say so.
      return zip(candidates, try candidates.concurrentMap { try? ContentHash(of: $0) })
    }
    let known = Set(try hashes(parts.train.paths, train).compactMap(\.1))
    let leaked = try hashes(parts.valid.paths, valid).filter { $1.map(known.contains) ?? false }.map(\.0)
    guard leaked.count < parts.valid.count else {
      throw LearnerError(
        .data, "the \(leaked.count) validation images are copies of training images: \(DataWarning.some(leaked))",
        remedy: "hold out other images, or use the stable split, which keeps copies on one side")
    }
    if leaked.isEmpty { return [] }
    return [
      DataWarning(
        .duplicatesAcrossSplit,
        "\(leaked.count) of \(parts.valid.count) validation images are copies of training images, which flatters the "
          + "error rate (the stable split keeps copies on one side): \(DataWarning.some(leaked))", paths: leaked)
    ]
  }

  private func sizes(_ paths: [FilePath]) -> [FilePath: Int] {
    let sizes = paths.map { (try? FileManager.default.attributesOfItem(atPath: $0.string))?[.size] as? Int }
    return Dictionary(
      zip(paths, sizes).compactMap { path, size in size.map { (path, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  private func validationSize() -> [DataWarning] {
    guard (1..<100).contains(parts.valid.count) else { return [] }
    return [
      DataWarning(
        .fewValidationImages,
        "only \(parts.valid.count) images are held out: differences of a few percent between error rates mean nothing")
    ]
  }

  private static let suspicious: Set<String> = [
    "train", "valid", "validation", "val", "test", "testing", "training", "images", "image", "img", "data", "tmp",
    "temp",
    "cache", "duplicates", "quarantine", "thumbnails", "new folder", "untitled folder", "__pycache__", "logs",
  ]

  private func suspiciousClasses() -> [DataWarning] {
    let names = classes.filter { Self.suspicious.contains($0.lowercased()) }
    guard !names.isEmpty, split.images.kind == .category else { return [] }
    return [
      DataWarning(
        .suspiciousClass,
        "is this meant as a class? \(DataWarning.some(names)) (if not, move it out of \(folder), or give it as `test:`)"
      )
    ]
  }

  private func classSizes() -> [DataWarning] {
    guard split.images.kind == .category else { return [] }
    let (train, valid) = (parts.train.classCounts, parts.valid.classCounts)
    var warnings: [DataWarning] = []
    let few = classes.indices.filter { train[$0] + valid[$0] < 10 }.map { "\(classes[$0]) (\(train[$0] + valid[$0]))" }
    if !few.isEmpty { warnings.append(DataWarning(.fewImages, "fewer than 10 images: \(DataWarning.some(few))")) }
    let unseen = parts.valid.isEmpty ? [] : classes.indices.filter { valid[$0] == 0 }.map { classes[$0] }
    if !unseen.isEmpty {
      warnings.append(DataWarning(.fewImages, "no image is held out of: \(DataWarning.some(unseen))"))
    }
    if let least = train.filter({ $0 > 0 }).min(), let most = train.max(), most > 10 * least {
      warnings.append(
        DataWarning(
          .imbalance,
          "the largest class has \(most) training images, the smallest \(least): train as it is first, then try "
            + "`oversampled()` or `classWeights`"))
    }
    return warnings
  }

  private func batches() -> [DataWarning] {
    if batchSize == 1 {
      return [DataWarning(.batchSize, "batches of one image: batch norm learns nothing from them, use 2 or more")]
    }
    guard batchSize > parts.train.count else { return [] }
    return [
      DataWarning(
        .batchSize,
        "there are \(parts.train.count) training images, fewer than a batch of \(batchSize): each pass is one batch")
    ]
  }
}
