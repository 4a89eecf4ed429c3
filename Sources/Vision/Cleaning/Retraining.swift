import Catalog
import Foundation
public import SystemPackage
import Torch
import TorchNN
import Training

/// Whether cleaning has helped: the same training on the images as they were and as they are, judged on the same
/// validation images with the labels that they have now.
public struct Retraining: Sendable, Hashable, Codable {
  /// Mistakes on the validation images.
  public struct Score: Sendable, Hashable, Codable {
    public let errors, count: Int
    /// With 95 % confidence the error rate lies between these (Wilson).
    public let low, high: Double

    init(errors: Int, count: Int) {
      let interval = wilsonInterval(errors: errors, of: count)
      (self.errors, self.count, low, high) = (errors, count, interval.lowerBound, interval.upperBound)
    }

    public var errorRate: Double { count > 0 ? Double(errors) / Double(count) : .nan }
  }

  /// The model that was opened.
  public let opened: Score
  /// A new head on that model's body, trained on the images and labels as they were at first.
  public let before: Score
  /// The same, trained on the images and labels as they are.
  public let after: Score
  /// Validation images that only the training after cleaning gets right, and only that before.
  public let mended, spoiled: Int
  /// With 95 % confidence the error rate has changed by a number between these.
  public let lowChange, highChange: Double
  /// Images that were trained on, before and after.
  public let trainBefore, trainAfter: Int
  /// Where the new model was written.
  public let model: String

  /// Agresti and Min 2005, *Simple improved confidence intervals for comparing matched proportions*, Statistics in
  /// Medicine 24: Wald's interval after half a case was added to each of the four cells.
  static func change(mended: Int, spoiled: Int, of count: Int) -> ClosedRange<Double> {
    let (better, worse, total) = (Double(mended) + 0.5, Double(spoiled) + 0.5, Double(count) + 2)
    let difference = (worse - better) / total
    let deviation = (better + worse - (worse - better) * (worse - better) / total).squareRoot() / total
    let reach = 1.959964 * deviation
    return max(-1, difference - reach)...min(1, difference + reach)
  }
}

/// Trains anew after cleaning, and compares.
///
/// The body is that of the model that was opened, frozen; only the head is new. The body's features are those that the images
/// were judged by, which are kept. Both trainings start from the same head and draw the same order.
public struct Retrainer: Sendable {
  private let model: FilePath
  private let dataset: FilePath
  /// Where features are kept.
  private let folder: FilePath
  private let items: [CleaningItem]
  private let epochs: Int

  /// - Parameters:
  ///   - model: The model file that the images were judged by.
  ///   - session: The images as they are now.
  ///   - epochs: Of each training.
  public init(model: FilePath, _ session: CleaningSession, epochs: Int = 6) async {
    (self.model, dataset, items, self.epochs) = (model, session.dataset, await session.items, epochs)
    folder = session.catalog.path.removingLastComponent()
  }

  /// Computes for seconds to minutes: call it on a thread of its own.
  ///
  /// - Parameters:
  ///   - output: Where to write the new model.
  ///   - progress: Told how far it is, 0…1, and what it does; returns whether to go on.
  /// - Returns: The comparison.
  /// - Throws: `LearnerError` with code `.data` when there are no validation images, `CancellationError`, and what
  ///   training throws.
  public func run(output: FilePath, progress: (Double, String) -> Bool) throws -> Retraining {
    let file = try ModelFile(contentsOf: model)
    let valid = items.filter { $0.part == .valid && $0.record.status.isInUse }
    let train = items.filter { $0.part == .train && !$0.record.isOpenFeedback }
    let before = train.filter { !$0.record.isFeedback }
    guard !valid.isEmpty else {
      throw LearnerError(
        .data, "there are no validation images to compare by", remedy: "hold some out: --valid-fraction")
    }
    let old = try predictions(file, before, label: \.firstLabel, valid, 0, "as it was", nil, progress)
    let now = train.filter(\.record.status.isInUse)
    let new = try predictions(file, now, label: \.label, valid, 0.5, "cleaned", output, progress)
    return comparison(valid, old, new, trained: (before.count, now.count), output)
  }

  private func comparison(
    _ valid: [CleaningItem], _ old: [String], _ new: [String], trained: (Int, Int), _ output: FilePath
  ) -> Retraining {
    func score(_ predicted: [String]) -> Retraining.Score {
      .init(errors: zip(valid, predicted).count { $0.label != $1 }, count: valid.count)
    }
    let mended = valid.indices.count { old[$0] != valid[$0].label && new[$0] == valid[$0].label }
    let spoiled = valid.indices.count { old[$0] == valid[$0].label && new[$0] != valid[$0].label }
    let change = Retraining.change(mended: mended, spoiled: spoiled, of: valid.count)
    return Retraining(
      opened: score(valid.map(\.predicted)), before: score(old), after: score(new), mended: mended, spoiled: spoiled,
      lowChange: change.lowerBound, highChange: change.upperBound, trainBefore: trained.0, trainAfter: trained.1,
      model: output.string)
  }

  /// Trains a new head, and says what it makes of the validation images.
  private func predictions(
    _ file: ModelFile, _ train: [CleaningItem], label: KeyPath<CleaningItem, String>, _ valid: [CleaningItem],
    _ start: Double, _ name: String, _ output: FilePath?, _ progress: (Double, String) -> Bool
  ) throws -> [String] {
    let labels = train.map { $0[keyPath: label] } + valid.map(\.label)
    let data = try bunch(file.description, train + valid, labels, validCount: valid.count)
    try manualSeed(42)
    let learn = try learner(data, file)
    let cached = try learn.withCachedFeatures(keptIn: folder) { done, total in
      progress(start + 0.45 * Double(done) / Double(max(total, 1)), "Features of the pictures (\(name))")
    }
    guard progress(start + 0.46, "Training (\(name))") else { throw CancellationError() }
    try cached.fitOneCycle(epochs, maxLR: .slice(3e-3))
    if let output {
      let folder = output.removingLastComponent().string
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try learn.export(to: output, provenance: ["cleaned": "true"])
    }
    return try cached.getPreds().classes.map { data.classes[$0] }
  }

  private func bunch(
    _ description: ModelDescription, _ items: [CleaningItem], _ labels: [String], validCount: Int
  ) throws -> ImageDataBunch {
    var loading = LoaderOptions()
    (loading.checks, loading.warn) = (false, { _ in })
    let used = Set(labels)
    let classes = description.classes.filter(used.contains) + used.subtracting(description.classes).sorted()
    return try ImageList(path: dataset, files: items.map { $0.record.storedAt ?? $0.path })
      .labelled(by: .list(labels.map { .category($0) }))
      .split(.indices(valid: Array((items.count - validCount)..<items.count)))
      .bunch(
        classes: classes, size: description.size, batchSize: 64, normalization: description.normalization,
        loading: loading)
  }

  /// The opened model's body under a new head.
  private func learner(_ data: ImageDataBunch, _ file: ModelFile) throws -> Learner {
    let description = file.description
    let model = try CNN(
      description.architecture, body: file.makeModel().body, classCount: data.classes.count,
      hidden: description.hidden, dropout: description.dropout)
    let learn = try Learner(data, model, loss: .crossEntropy, callbacks: [])
    learn.trainBN = false
    try learn.freeze()
    return learn
  }
}
