import Crypto
import Foundation
import Images
public import SystemPackage
public import Training

/// Judges every image of a data set for cleaning, out of fold: by heads that have not seen it, on a model's body.
///
/// Judgements are kept in a file, and made anew when an image has come, changed or gone; the body's features are kept by the
/// content of the images, so that only new images are looked at then.
public struct ImageJudging: Sendable {
  /// One image to judge.
  public struct Image: Sendable {
    /// As seen from the data set, with plain slashes.
    public let path: String
    /// Where it lies now.
    public let file: FilePath
    /// The class that it had at first.
    public let label: String
    public let part: DatasetPart

    public init(path: String, file: FilePath, label: String, part: DatasetPart) {
      (self.path, self.file, self.label, self.part) = (path, file, label, part)
    }
  }

  /// What is kept.
  private struct Kept: Codable {
    /// Of the images that were judged.
    let fingerprint: String
    let judgements: [ImageJudgement]
  }

  private let model: FilePath
  private let folder: FilePath
  private let cache: FilePath
  /// What the model file says of itself.
  public let description: ModelDescription

  /// - Parameters:
  ///   - model: A model file; its body judges.
  ///   - folder: Where judgements and features are kept, those of each model apart.
  /// - Throws: `WeightFileError` when the model is missing or damaged, `LearnerError` when it is no classifier.
  public init(model: FilePath, keptIn folder: FilePath) throws {
    (self.model, self.folder) = (model, folder)
    description = try ModelFile(contentsOf: model).description
    cache = folder.appending("judgements-\(try ContentHash(of: model).hexadecimal.prefix(16)).json")
  }

  public var classes: [String] { description.classes }

  /// Judges images as validation sees them: see ``ImageFeatures/judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.
  /// Those that cannot be decoded, and those of classes that the model does not know, are left out. It computes for
  /// seconds to minutes: call it on a thread of its own.
  ///
  /// - Parameters:
  ///   - images: Which.
  ///   - progress: Told how many are done, of how many; returns whether to go on.
  /// - Returns: One judgement for each image that could be judged.
  /// - Throws: `LearnerError` for fewer than two classes with images, `CancellationError` when `progress` says so.
  public func judge(
    _ images: [Image], progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> [ImageJudgement] {
    let fingerprint = Self.fingerprint(images)
    if let kept = load(), kept.fingerprint == fingerprint { return kept.judgements }
    let judgements = try judged(images.filter { classes.contains($0.label) }, progress)
    save(Kept(fingerprint: fingerprint, judgements: judgements))
    return judgements
  }

  private func judged(_ images: [Image], _ progress: (Int, Int) -> Bool) throws -> [ImageJudgement] {
    let learn = try loadLearner(model, data: bunch(images), callbacks: [])
    let judged = try learn.imageFeatures(keptIn: folder, progress: progress).judgedOutOfFold().judgements
    let places = Dictionary(images.map { ($0.file.identity, $0) }) { first, _ in first }
    return judged.compactMap { judgement in
      places[FilePath("/").pushing(FilePath(judgement.path)).identity].map { image in
        ImageJudgement(
          path: image.path, part: image.part, actual: judgement.actual, probabilities: judgement.probabilities,
          loss: judgement.loss, suspicion: judgement.suspicion, suggestion: judgement.suggestion)
      }
    }
  }

  /// All of them in one list: nothing is trained on it. Its folder is the root, so that what lies in quarantine has a
  /// path too.
  private func bunch(_ images: [Image]) throws -> ImageDataBunch {
    var loading = LoaderOptions()
    (loading.checks, loading.warn, loading.maxBrokenShare) = (false, { _ in }, 1)
    return try ImageList(path: "/", files: images.map { FilePath($0.file.identity) })
      .labelled(by: .list(images.map { .category($0.label) })).split(.none)
      .bunch(
        classes: classes, transforms: TransformPair(), size: description.size, batchSize: 32,
        normalization: description.normalization, loading: loading)
  }

  private func load() -> Kept? {
    let bytes = try? FileBytes.read(cache, maxBytes: 1 << 32)
    return bytes.flatMap { try? JSONDecoder().decode(Kept.self, from: Data($0)) }
  }

  /// Only a cache: without it the next session computes again.
  private func save(_ kept: Kept) {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .throw
    try? FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    if let data = try? encoder.encode(kept) { try? FileBytes.write(Array(data), to: cache, syncs: false) }
  }

  /// Of paths, classes, parts, sizes and times; not of where files lie, so that deleting one changes nothing.
  private static func fingerprint(_ images: [Image]) -> String {
    var hash = SHA256()
    for image in images {
      let facts = try? FileManager.default.attributesOfItem(atPath: image.file.string)
      let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      let line = "\(image.path)\n\(image.label)\n\(image.part)\n\(facts?[.size] as? Int ?? -1)\n\(changed)\n"
      hash.update(data: Data(line.utf8))
    }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }
}
