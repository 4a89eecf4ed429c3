import Catalog
import Foundation
import Images
public import SystemPackage
public import Training

// Judgements of every image of a data set by one model, kept from one session to the next.

/// What a model says of every image of a data set: computed once, kept in a file, and computed anew only for images that
/// are new or have changed.
public struct ImageJudging: Sendable {
  /// One image to judge.
  public struct Image: Sendable {
    /// As seen from the data set, with plain slashes.
    public let path: String
    /// Where it lies now.
    public let file: FilePath
    public let label: String
    public let part: DatasetPart

    public init(path: String, file: FilePath, label: String, part: DatasetPart) {
      (self.path, self.file, self.label, self.part) = (path, file, label, part)
    }
  }

  /// What is kept of one image.
  private struct Kept: Codable {
    /// Of the file: its size, and the time of its last change.
    let stamp: String
    let probabilities: [Float]
  }

  private let classifier: Classifier
  public var classes: [String] { classifier.classes }
  private let cache: FilePath

  /// - Parameters:
  ///   - model: The model file of who judges.
  ///   - folder: Where judgements are kept, those of each model apart.
  /// - Throws: What ``Classifier/init(contentsOf:architectures:)`` throws.
  public init(model: FilePath, keptIn folder: FilePath) throws {
    classifier = try Classifier(contentsOf: model)
    cache = folder.appending("judgements-\(try ContentHash(of: model).hexadecimal.prefix(16)).json")
  }

  /// Judges images as validation sees them. Those that cannot be decoded are left out.
  ///
  /// - Parameters:
  ///   - images: Which.
  ///   - progress: Told how many are done, of how many.
  /// - Throws: `CancellationError`; what was judged until then is kept.
  public func judge(_ images: [Image], progress: (Int, Int) -> Void = { _, _ in }) async throws -> [ImageJudgement] {
    var kept = load()
    var fresh = 0
    defer { if fresh > 0 { save(kept) } }
    for (done, image) in images.enumerated() {
      let stamp = Self.stamp(image.file)
      guard kept[image.path]?.stamp != stamp else { continue }
      try Task.checkCancellation()
      kept[image.path] = (try? await probabilities(of: image.file)).map { Kept(stamp: stamp, probabilities: $0) }
      fresh += 1
      if fresh % 500 == 0 { save(kept) }
      progress(done + 1, images.count)
    }
    return images.compactMap { judgement(of: $0, kept) }
  }

  private func probabilities(of file: FilePath) async throws -> [Float] {
    let prediction = try await classifier.predict(file)
    let all = Dictionary(prediction.all.map { ($0.label, $0.probability) }) { first, _ in first }
    return classifier.classes.map { all[$0] ?? 0 }
  }

  private func judgement(of image: Image, _ kept: [String: Kept]) -> ImageJudgement? {
    guard let probabilities = kept[image.path]?.probabilities, probabilities.count == classifier.classes.count else {
      return nil
    }
    let actual = classifier.classes.firstIndex(of: image.label)
    let predicted = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    return ImageJudgement(
      path: image.path, part: image.part, actual: actual, probabilities: probabilities,
      loss: actual.map { -log(max(probabilities[$0], .leastNormalMagnitude)) },
      suggestion: predicted == actual ? nil : .init(label: predicted, confidence: probabilities[predicted]))
  }

  private func load() -> [String: Kept] {
    let bytes = try? FileBytes.read(cache, maxBytes: 1 << 32)
    return bytes.flatMap { try? JSONDecoder().decode([String: Kept].self, from: Data($0)) } ?? [:]
  }

  /// Only a cache: without it the next session computes again.
  private func save(_ kept: [String: Kept]) {
    let folder = cache.removingLastComponent().string
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if let data = try? JSONEncoder().encode(kept) { try? FileBytes.write(Array(data), to: cache, syncs: false) }
  }

  private static func stamp(_ file: FilePath) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: file.string)
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(facts?[.size] as? Int ?? -1) \(changed)"
  }
}
