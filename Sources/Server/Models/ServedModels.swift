import HTTPTypes
import Images
public import SystemPackage
public import Vision

/// The classifiers that a server answers with, by name; the first is the default.
public struct ServedModels: Sendable {
  /// One of them.
  public struct Model: Sendable {
    public let name: String
    public let classifier: Classifier
    /// Below this probability of the best class the picture is none of these; nil when every picture is one of them.
    public let noneBelow: Float?
  }

  /// When a picture is said to be none of the classes.
  public enum NoneThreshold: Sendable, Hashable {
    /// Below this probability of the best class, 0…1.
    case probability(Float)
    /// Below the probability that was found in training; it stands in the model file.
    case calibrated

    func probability(for classifier: Classifier, _ file: FilePath) throws -> Float {
      if case .probability(let value) = self { return value }
      guard let found = classifier.description.noneBelow else {
        throw ServerError(
          .badOption, "\(file) does not say below which probability a picture is none of its classes",
          remedy: "Train the model again with a validation set, or give a probability: --none-below 0.6")
      }
      return found
    }
  }

  public let all: [Model]

  /// Reads model files.
  ///
  /// - Parameters:
  ///   - files: With the names that they are asked for by.
  ///   - noneBelow: When a picture is none of the classes; nil when every picture is one of them, as in the lesson's app.
  /// - Throws: ``ServerError`` when there is none, two have one name, or a file has no threshold; `WeightFileError` or `LearnerError` when a file is
  ///   no model.
  public init(_ files: [(name: String, path: FilePath)], noneBelow: NoneThreshold? = nil) throws {
    guard !files.isEmpty else { throw ServerError(.badOption, "there is no model to serve") }
    let names = files.map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ServerError(
        .badOption, "two models are called '\(twice)'", remedy: "Give one of them another name: NAME=FILE")
    }
    all = try files.map { file in
      let classifier = try Classifier(contentsOf: file.path)
      return Model(
        name: file.name, classifier: classifier, noneBelow: try noneBelow?.probability(for: classifier, file.path))
    }
  }

  /// The model of that name; the default one for nil.
  func named(_ name: String?) throws -> Model {
    guard let name, !name.isEmpty else { return all[0] }
    guard let model = all.first(where: { $0.name == name }) else {
      throw Problem(.notFound, "There is no model '\(name.prefix(100))'.", kind: "unknown-model")
    }
    return model
  }
}
