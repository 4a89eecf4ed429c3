public import SystemPackage
public import Torch
import TorchNN
public import Training

/// A learner from a file that `learn.export(to:)` wrote: with data of the same classes it can be trained on
/// (fastai: `load_learner`). To classify images, a ``Classifier`` is enough.
///
/// - Parameters:
///   - path: The file.
///   - data: To train or validate on. Without it the learner has its classes, and no images.
///   - architectures: Those that the file may hold; add your own.
///   - metrics: Computed on the validation set after each epoch.
///   - callbacks: Take part in every `fit`.
///   - device: Where the network is.
/// - Returns: A learner with the body frozen.
/// - Throws: `WeightFileError` when the file is missing or damaged; `LearnerError` with code `.mismatch` when it is no
///   classifier, or when the data's classes are others, or the same in another order, or its pixels are normalised
///   otherwise.
public func loadLearner(
  _ path: FilePath, data: ImageDataBunch? = nil, architectures: [Architecture] = Architecture.all,
  metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default
) throws -> Learner {
  let file = try ModelFile(contentsOf: path, architectures: architectures)
  if let data { try file.checkFits(data) }
  let model = try file.makeModel()
  model.train()
  let bunch: any DataBunch = data ?? ClassesOnly(classes: file.description.classes)
  let learn = try Learner(bunch, model, metrics: metrics, callbacks: callbacks, device: device)
  try learn.freeze()
  return learn
}

extension ModelFile {
  /// A network that learned other classes, or the same in another order, would be wrong about every image.
  fileprivate func checkFits(_ data: ImageDataBunch) throws {
    let classes = description.classes
    guard data.classes == classes else {
      let isOrder = data.classes.sorted() == classes.sorted()
      throw LearnerError(
        .mismatch,
        "\(path) was trained on the classes \(classes), "
          + (isOrder ? "and the data has them in the order \(data.classes)" : "and the data has \(data.classes)"),
        remedy: isOrder ? "give the data its classes in the model's order" : "give the folders of the model's classes")
    }
    guard data.normalization == description.normalization else {
      throw LearnerError(
        .mismatch, "\(path) was trained on images that were normalised otherwise than the data's",
        remedy: "make the data with `normalization: .init(mean: \(description.normalization.mean), "
          + "std: \(description.normalization.std))`")
    }
  }
}

/// No images, but their classes.
private struct ClassesOnly: DataBunch {
  struct Loader: DataLoader {
    let itemCount = 0, batchCount = 0
    func makeIterator() -> AnyIterator<Batch> { AnyIterator { nil } }
  }

  let classes: [String]
  let train = Loader()
  let valid: Loader? = nil
  let path: FilePath = "."
}
