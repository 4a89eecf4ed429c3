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
  /// What the model file says of itself.
  public nonisolated let description: ModelDescription
  private let settings: ImageLoader.Settings
  private let model: CNN
  private let thread: ThreadExecutor

  /// In the order of the network's outputs.
  public nonisolated var classes: [String] { description.classes }
  public nonisolated var architecture: Architecture { description.architecture }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Reads a model file.
  ///
  /// - Parameters:
  ///   - path: What `learn.export(to:)` wrote.
  ///   - architectures: Those that it may hold; add your own.
  /// - Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.
  public init(contentsOf path: FilePath, architectures: [Architecture] = Architecture.all) throws {
    let file = try ModelFile(contentsOf: path, architectures: architectures)
    (description, model) = (file.description, try file.makeModel())
    settings = .init(size: description.size, transforms: Transforms(), normalization: description.normalization)
    thread = ThreadExecutor(name: "classifier")
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
    let outputs = try withoutGrad { try description.activation.apply(to: model(x)) }
    return Prediction(classes: classes, probabilities: try outputs.scalars(as: Float.self))
  }
}

extension ModelDescription.Activation {
  /// Raw outputs to probabilities.
  func apply(to outputs: Tensor) throws -> Tensor {
    switch self {
    case .softmax: try outputs.softmax()
    case .sigmoid: try outputs.sigmoid()
    }
  }
}
