public import SystemPackage
import Torch
import TorchNN
public import Training

extension Learner {
  /// Writes the whole classifier — weights, classes, size, normalisation — to one safetensors file, whole or not at all.
  ///
  /// - Throws: `LearnerError` when the learner was not made by `cnnLearner`.
  public func export(to path: FilePath) throws {
    guard let data = data as? ImageDataBunch, let cnn = model as? CNN else {
      throw LearnerError(
        .usage, "only learners made by cnnLearner can be exported", remedy: "use `save` for the weights")
    }
    let linears = cnn.head.modules.compactMap { $0 as? Linear }
    let description = ModelDescription(
      architecture: cnn.architecture, classes: data.classes, size: data.size, normalization: data.normalization,
      hidden: try linears.dropLast().map { try $0.weight.tensor.size(0) },
      dropout: cnn.head.modules.compactMap { ($0 as? Dropout)?.p }.last ?? 0)
    try model.stateDictionary.write(to: path, metadata: description.metadata())
  }
}
