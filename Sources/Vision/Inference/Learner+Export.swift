import Foundation
public import SystemPackage
import Torch
import TorchNN
public import Training

extension Learner {
  /// Writes the whole classifier — weights, classes, size, normalisation, how good it was, where it comes from — to one
  /// safetensors file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file; one that is there is replaced.
  ///   - provenance: What else the file should say of its origin. Beside it stand the date, the numbers of images and
  ///     of epochs, and libtorch's version.
  /// - Throws: `LearnerError` when the learner was not made by `cnnLearner`, or gives numbers and not classes.
  public func export(to path: FilePath, provenance: [String: String] = [:]) throws {
    guard let data = data as? ImageDataBunch, let cnn = model as? CNN else {
      throw LearnerError(
        .usage, "only learners made by cnnLearner can be exported", remedy: "use `save` for the weights")
    }
    guard !data.classes.isEmpty else {
      throw LearnerError(
        .usage, "a network that gives numbers is no classifier", remedy: "use `save` for the weights")
    }
    let linears = cnn.head.modules.compactMap { $0 as? Linear }
    let description = ModelDescription(
      classes: data.classes, architecture: cnn.architecture, size: data.size, normalization: data.normalization,
      hidden: try linears.dropLast().map { try $0.weight.tensor.size(0) },
      dropout: cnn.head.modules.compactMap { ($0 as? Dropout)?.p }.last ?? 0,
      activation: loss.name.hasPrefix("binary") ? .sigmoid : .softmax, metrics: lastMetrics,
      provenance: ownProvenance(data).merging(provenance) { $1 })
    try model.stateDictionary.write(to: path, metadata: description.metadata(), hashKey: ModelFile.hashKey)
  }

  /// Figures that are numbers: JSON has no other.
  private var lastMetrics: [String: Double] {
    guard let validation = state.validation else { return [:] }
    let named = [("valid_loss", validation.loss)] + zip(metrics.map(\.name), validation.metrics)
    return Dictionary(named.filter { $1.isFinite }, uniquingKeysWith: { first, _ in first })
  }

  /// `split`, `validFraction` and `seed` divide the same images alike again; `validDigest` tells whether they do.
  private func ownProvenance(_ data: ImageDataBunch) -> [String: String] {
    [
      "split": data.split.rule, "validFraction": "\(data.split.validFraction)", "seed": String(data.split.seed),
      "validDigest": data.validDigest,
      "created": Date.now.formatted(.iso8601), "torch": torchVersion, "trainImages": String(data.train.itemCount),
      "validImages": String(data.valid?.itemCount ?? 0), "epochs": String(state.epochCount),
    ]
  }
}

extension ImageDataBunch {
  /// The SHA-256 of the validation images' paths, relative to the data set, sorted, one a line.
  package var validDigest: String {
    let paths = validDataset.paths.map { $0.relative(to: path).string }.sorted { $0.precedesByCodePoint($1) }
    return ContentHash(of: Array(paths.joined(separator: "\n").utf8)).hexadecimal
  }
}
