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
    let heatMaps: HeatMapper

    /// Where the network looked, as JPEG.
    func heatMap(of bytes: [UInt8], named name: String) async throws -> [UInt8] {
      try await heatMaps.overlay(on: bytes, named: name)
    }
  }

  public let all: [Model]

  /// Reads model files.
  ///
  /// - Parameters:
  ///   - files: With the names that they are asked for by.
  ///   - noneBelow: A probability, 0…1; nil takes each file's own, when it has one.
  /// - Throws: ``ServerError`` when there is none or two have one name; `WeightFileError` or `LearnerError` when a file is
  ///   no model.
  public init(_ files: [(name: String, path: FilePath)], noneBelow: Float? = nil) throws {
    guard !files.isEmpty else { throw ServerError(.badOption, "there is no model to serve") }
    let names = files.map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ServerError(
        .badOption, "two models are called '\(twice)'", remedy: "Give one of them another name: NAME=FILE")
    }
    all = try files.map { file in
      let classifier = try Classifier(contentsOf: file.path)
      return Model(
        name: file.name, classifier: classifier, noneBelow: noneBelow ?? classifier.description.noneBelow,
        heatMaps: HeatMapper(file.path))
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

extension ModelDescription {
  /// What the file says of pictures that are none of its classes, when whoever made it has calibrated that.
  fileprivate var noneBelow: Float? {
    provenance["noneBelow"].flatMap(Float.init).flatMap { (0..<1).contains($0) ? $0 : nil }
  }
}

/// Explains predictions of a model. Its network is loaded by the first question: most servers are never asked.
actor HeatMapper {
  private let path: FilePath
  private var gradCAM: GradCAM?

  init(_ path: FilePath) { self.path = path }

  func overlay(on bytes: [UInt8], named name: String) async throws -> [UInt8] {
    let look = try loaded()
    return try await look(decoding: bytes, named: name).overlay().encoded(as: .jpeg(quality: 88))
  }

  private func loaded() throws -> GradCAM {
    if let gradCAM { return gradCAM }
    let made = try GradCAM(contentsOf: path)
    gradCAM = made
    return made
  }
}
