import HTTPTypes
public import Vision

/// The classifiers that a server answers with, by name; the first is the default.
public struct ServedModels: Sendable {
  /// One of them.
  public struct Model: Sendable {
    public let name: String
    public let classifier: Classifier
  }

  public let all: [Model]

  /// - Throws: ``ServerError`` when there is none or two have one name.
  public init(_ models: [(name: String, classifier: Classifier)]) throws {
    all = models.map { Model(name: $0.name, classifier: $0.classifier) }
    guard !all.isEmpty else { throw ServerError(.badOption, "there is no model to serve") }
    let names = all.map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ServerError(
        .badOption, "two models are called '\(twice)'", remedy: "Give one of them another name: NAME=FILE")
    }
  }

  /// The model of that name; the default one for nil.
  func named(_ name: String?) throws -> Model {
    guard let name else { return all[0] }
    guard let model = all.first(where: { $0.name == name }) else {
      throw Problem(.notFound, "There is no model '\(name.prefix(100))'.", kind: "unknown-model")
    }
    return model
  }
}
