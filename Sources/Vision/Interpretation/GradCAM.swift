public import Images
public import SystemPackage
public import Torch
import TorchNN
import Training

/// Shows where in an image a trained network looks: Grad-CAM for whoever has a model file and pictures.
///
///     let look = try GradCAM(contentsOf: "bears.safetensors")
///     let seen = try await look("new/bear.jpg")
///     try seen.overlay().write(to: "heat.jpg")
///
/// The network is a ``Classifier``'s, which holds its weights once.
public struct GradCAM: Sendable {
  /// An image as the network saw it, and what in it speaks for a class.
  public struct Explanation: Sendable, Equatable {
    /// What the network saw: cut to a square, before normalisation.
    public let image: RGBImage
    public let heatMap: HeatMap
    /// Index of the class that the map is for.
    public let label: Int
    /// For each class.
    public let probabilities: [Float]

    /// The map in colours over the image; see ``HeatMap/overlay(on:alpha:colorMap:)``.
    public func overlay(alpha: Double = 0.6) throws -> RGBImage { try heatMap.overlay(on: image, alpha: alpha) }
  }

  private let classifier: Classifier

  public var description: ModelDescription { classifier.description }

  /// Explains what a classifier says.
  public init(_ classifier: Classifier) { self.classifier = classifier }

  /// Reads a model file.
  ///
  /// - Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.
  public init(contentsOf path: FilePath, architectures: [Architecture] = Architecture.all) throws {
    self.init(try Classifier(contentsOf: path, architectures: architectures))
  }

  /// The map of one image.
  ///
  /// - Parameters:
  ///   - path: The image's file.
  ///   - label: Index of the class to ask for; the most probable one by default.
  /// - Returns: What the network saw, and the map over it.
  /// - Throws: `ImageError` when the file is no image that can be decoded, `LearnerError` for a class that there is not.
  public func callAsFunction(_ path: FilePath, of label: Int? = nil) async throws -> Explanation {
    try await classifier.explain(classifier.decode(path), of: label)
  }

  /// The map of one image from its encoded bytes; `name` stands in errors.
  public func callAsFunction(
    decoding bytes: [UInt8], named name: String, of label: Int? = nil
  ) async throws -> Explanation {
    try await self(classifier.decode(bytes, named: name), of: label)
  }

  /// The map of one image from ``Classifier/decode(_:named:)``, or a whole picture.
  public func callAsFunction(_ image: RGBImage, of label: Int? = nil) async throws -> Explanation {
    try await classifier.explain(image, of: label)
  }
}

extension CNN {
  /// Where in each image the network looks for a class: Grad-CAM at the output of the body.
  ///
  ///     map[i, j] = ReLU(Σ_c w_c · A_c[i, j])        w_c = mean over i, j of ∂score / ∂A_c[i, j]
  ///
  /// The score is the raw output. The network is in evaluation meanwhile; its parameters get no gradients.
  ///
  /// - Parameters:
  ///   - x: Images, `[N, 3, H, W]`, normalised.
  ///   - classes: For each image the class to ask for.
  /// - Returns: One map for each, of the body's rows and columns.
  /// - Throws: `LearnerError` for a class that there is not; `TorchError` when the network cannot take the images.
  /// - SeeAlso: Selvaraju et al. 2016, arXiv:1610.02391, eqs. 1 and 2.
  public func heatMaps(_ x: Tensor, of classes: [Int]) throws -> [HeatMap] {
    let wasTraining = isTraining
    eval()
    defer { train(wasTraining) }
    return try head.heatMaps(of: withoutGrad { try body(x) }, for: classes)
  }
}

extension Sequential {
  /// The maps of a head, in evaluation, of the features that it judges, `[N, C, H′, W′]`; see ``CNN/heatMaps(_:of:)``.
  func heatMaps(of features: Tensor, for classes: [Int]) throws -> [HeatMap] {
    let features = try features.detached().requiringGrad()
    let gradient = try gradient(at: features, of: classes)
    return try withoutGrad {
      let weights = try gradient.mean(dimensions: 2, 3, keepingDimensions: true)
      let maps = try (weights * features).sum(dimensions: 1).relu()  // [N, H′, W′]
      let (rows, columns) = (try maps.size(1), try maps.size(2))
      return try maps.unbound().map { HeatMap(rows: rows, columns: columns, values: try $0.scalars()) }
    }
  }

  /// The gradient of each image's score with respect to its features. Nothing in evaluation mixes the images of a batch,
  /// so that one pass gives all of them.
  private func gradient(at features: Tensor, of classes: [Int]) throws -> Tensor {
    let frozen = parameters.filter(\.requiresGrad)
    for tensor in frozen { try tensor.requireGrad(false) }
    defer { for tensor in frozen { try? tensor.requireGrad() } }
    let scores = try self(features)
    let (count, outputs) = (try scores.size(0), try scores.size(1))
    guard classes.count == count, classes.allSatisfy((0..<outputs).contains) else {
      throw LearnerError(
        .usage, "\(classes.count) classes, \(classes), cannot be asked for of \(count) images and \(outputs) classes",
        remedy: "give each image one class, from 0 to \(outputs - 1)")
    }
    let chosen = try Tensor(classes.indices.map { $0 * outputs + classes[$0] }).to(scores.device)
    try scores.flattened().gathered(chosen).sum().backward()
    return try features.grad
  }
}
