import Foundation
import Images
public import SystemPackage
import Torch
import TorchNN
import Training

/// What a classifier says of one image.
public struct Prediction: Sendable, Hashable {
  /// The most probable class.
  public let label: String
  /// Its probability, 0…1.
  public let probability: Float
  /// Every class with its probability, the most probable first.
  public let all: [ClassProbability]

  /// A class and its probability.
  public struct ClassProbability: Sendable, Hashable {
    public let label: String
    public let probability: Float
  }

  init(classes: [String], probabilities: some Sequence<Float>) {
    all = zip(classes, probabilities).map { .init(label: $0, probability: $1) }.sorted {
      $0.probability > $1.probability
    }
    (label, probability) = (all.first?.label ?? "", all.first?.probability ?? .nan)
  }
}

/// A trained classifier, ready to be asked: everything comes from the model file.
///
///     let classifier = try Classifier(contentsOf: "bears.safetensors")
///     let prediction = try await classifier.predict("new/bear.jpg")
///
/// The network runs on a thread of its own, never on the cooperative pool.
public actor Classifier {
  /// In the order of the network's outputs.
  public nonisolated let classes: [String]
  public nonisolated let architecture: Architecture
  private let settings: ImageLoader.Settings
  private let model: CNN
  private let thread: ThreadExecutor

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Reads a model file.
  ///
  /// - Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.
  public init(contentsOf path: FilePath) throws {
    let file = try WeightFile(contentsOf: path)
    let description = try ModelDescription(metadata: file.metadata, file: path.string)
    model = try Self.network(description, StateDictionary(file), path)
    settings = .init(size: description.size, transforms: Transforms(), normalization: description.normalization)
    (classes, architecture) = (description.classes, description.architecture)
    thread = ThreadExecutor(name: "classifier")
  }

  private static func network(
    _ description: ModelDescription, _ state: StateDictionary, _ path: FilePath
  ) throws -> CNN {
    // Checked first: a damaged description must not ask for a network that fills the memory.
    let linears = state.entries.filter { $0.name.hasPrefix("1.") && $0.tensor.rank == 2 }.map(\.tensor.shape[0])
    guard linears == description.hidden + [description.classes.count] else {
      throw LearnerError(
        .mismatch, "the weights in \(path) do not fit its description: the head's layers have \(linears) outputs",
        remedy: "export the model again")
    }
    let model = try withoutInitialisation {
      try CNN(
        description.architecture, body: createBody(description.architecture), classCount: description.classes.count,
        hidden: description.hidden, dropout: description.dropout)
    }
    do {
      try model.load(state)
    } catch let error as TorchError {
      throw LearnerError(.mismatch, "the weights in \(path) do not fit its description", cause: error)
    }
    model.eval()
    return model
  }

  /// Classifies the image in a file.
  ///
  /// - Throws: `ImageError` when the file is no image that can be decoded.
  public func predict(_ path: FilePath) throws -> Prediction {
    try predict(RGBImage(contentsOf: path, resized: settings.resizeRule))
  }

  /// Classifies an image from its encoded bytes; `name` stands in errors.
  public func predict(decoding bytes: [UInt8], named name: String) throws -> Prediction {
    try predict(RGBImage(decoding: bytes, named: name, resized: settings.resizeRule))
  }

  private func predict(_ image: RGBImage) throws -> Prediction {
    let batch = PixelBatch(count: 1, size: settings.size)
    var generator = SplitMix64(seed: 0)
    try settings.pixels(of: image, into: batch.image(0), using: &generator)
    let x = try settings.normalization.apply(to: batch.tensor())
    let outputs = try withoutGrad { try LossFunction.crossEntropy.activation(model(x)) }
    return Prediction(classes: classes, probabilities: try outputs.scalars(as: Float.self))
  }
}
