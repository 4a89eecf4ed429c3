import Foundation
public import Images
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
  private let engine: InferenceEngine
  private let thread: ThreadExecutor

  /// In the order of the network's outputs.
  public nonisolated var classes: [String] { description.classes }
  public nonisolated var architecture: Architecture { description.architecture }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Reads a model file.
  ///
  /// On the CPU the network runs by kernels of this package where they know its layers (the ResNets), else
  /// by libtorch; `FASTAI_CONV=direct` in the environment makes it libtorch always. Both give the same to rounding.
  ///
  /// - Parameters:
  ///   - path: What `learn.export(to:)` wrote.
  ///   - architectures: Those that it may hold; add your own.
  ///   - threads: That the network may use, so that several classifiers, or what else the process does, do not fight over
  ///     the cores; as many as libtorch has by default.
  ///   - batchSize: Images that mostly come at once: which algorithms are fastest depends on it, not what may be asked.
  ///   - verifying: Whether to compare the weights with their SHA-256 in the file, which takes a second thread about as
  ///     long as the rest takes the first.
  /// - Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.
  public init(
    contentsOf path: FilePath, architectures: [Architecture] = Architecture.all, threads: Int? = nil,
    batchSize: Int = 1, verifying: Bool = true
  ) throws {
    let file = try ModelFile(contentsOf: path, architectures: architectures, verifying: false)
    description = file.description
    let check = verifying ? Background { try file.verify() } : nil
    let made = Result { try InferenceEngine(file, threads: threads ?? threadCount, batchSize: batchSize) }
    try check?.wait()  // also when the engine failed: nobody reads the file after this call
    engine = try made.get()
    settings = .init(size: description.size, transforms: Transforms(), normalization: description.normalization)
    thread = ThreadExecutor(name: "classifier")
  }

  /// Classifies the image in a file.
  ///
  /// - Throws: `ImageError` when the file is no image that can be decoded.
  public func predict(_ path: FilePath) throws -> Prediction {
    try predict(decode(path))
  }

  /// Classifies an image from its encoded bytes; `name` stands in errors.
  public func predict(decoding bytes: [UInt8], named name: String) throws -> Prediction {
    try predict(decode(bytes, named: name))
  }

  /// Decodes an image to about what the network needs, on the caller's thread: several may do so while the network runs.
  ///
  /// - Throws: `ImageError` when the bytes are no image that can be decoded.
  public nonisolated func decode(_ bytes: [UInt8], named name: String) throws -> RGBImage {
    try RGBImage(decoding: bytes, named: name, resized: settings.resizeRule)
  }

  /// Decodes the image in a file, as ``decode(_:named:)`` does.
  public nonisolated func decode(_ path: FilePath) throws -> RGBImage {
    try RGBImage(contentsOf: path, resized: settings.resizeRule)
  }

  /// Classifies images in one pass of the network, in their order. Each answer is what the image would get alone, to
  /// rounding.
  ///
  /// - Parameter images: From ``decode(_:named:)``, or whole pictures.
  /// - Returns: A prediction for each.
  /// - Throws: `TorchError` when there is no memory for them.
  public func predict(_ images: [RGBImage]) throws -> [Prediction] {
    guard !images.isEmpty else { return [] }
    return try probabilities(of: images, settings.transforms).map {
      Prediction(classes: classes, probabilities: $0)
    }
  }

  /// Classifies an image as the mean of nine looks at it: as it is, and enlarged into each corner, plain and mirrored,
  /// with the training's other transforms drawn anew (fastai: `TTA`, beta 0.4).
  ///
  /// - Throws: `ImageError` when the bytes are no image that can be decoded.
  public func predictWithTTA(decoding bytes: [UInt8], named name: String, beta: Float = 0.4) throws -> Prediction {
    let image = try decode(bytes, named: name)
    let plain = try probabilities(of: [image], settings.transforms)[0]
    let views = try getTransforms().train.testTimeViews().map { try probabilities(of: [image], $0)[0] }
    let mean = plain.indices.map { place in views.reduce(0) { $0 + $1[place] } / Float(views.count) }
    return Prediction(classes: classes, probabilities: zip(plain, mean).map { beta * $0 + (1 - beta) * $1 })
  }

  /// What the network sees of an image, and where in it that speaks for a class: see ``GradCAM``.
  func explain(_ image: RGBImage, of label: Int?) throws -> GradCAM.Explanation {
    let batch = try batch(of: [image], settings.transforms)
    let (features, head) = try engine.features(of: batch, settings.normalization)
    let scores: [Float] = try withoutGrad { try head(features).scalars() }
    let probabilities = description.activation.apply(to: scores)
    let label = label ?? probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    return GradCAM.Explanation(
      image: try RGBImage(width: batch.size.width, height: batch.size.height, pixels: Array(batch.image(0))),
      heatMap: try head.heatMaps(of: features, for: [label])[0], label: label, probabilities: probabilities)
  }

  private func predict(_ image: RGBImage) throws -> Prediction { try predict([image])[0] }

  private func batch(of images: [RGBImage], _ transforms: Transforms) throws -> PixelBatch {
    let looks = ImageLoader.Settings(
      size: settings.size, transforms: transforms, normalization: settings.normalization)
    let batch = PixelBatch(count: images.count, size: looks.size)
    for (place, image) in images.enumerated() {
      var generator = SplitMix64(seed: 0)
      try looks.pixels(of: image, into: batch.image(place), using: &generator)
    }
    return batch
  }

  private func probabilities(of images: [RGBImage], _ transforms: Transforms) throws -> [[Float]] {
    let scores = try engine.scores(of: batch(of: images, transforms), settings.normalization)  // [N, K]
    return images.indices.map {
      description.activation.apply(to: scores[$0 * classes.count..<($0 + 1) * classes.count])
    }
  }
}

extension ModelDescription.Activation {
  /// Raw outputs of one image to probabilities.
  func apply(to scores: some Collection<Float>) -> [Float] {
    switch self {
    case .softmax:
      let highest = scores.max() ?? 0
      let powers = scores.map { exp($0 - highest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    case .sigmoid: return scores.map { 1 / (1 + exp(-$0)) }
    }
  }
}
