public import SystemPackage
import Torch
import TorchNN
import Training

/// A model that `learn.export(to:)` wrote, opened: what it says of itself, and its weights.
///
/// It is one safetensors file that Python's library opens too. Tensors `0.…` are the body's, `1.…` the head's.
public struct ModelFile: Sendable {
  public let path: FilePath
  public let description: ModelDescription
  private let file: WeightFile

  /// Opens a file and checks what it says of itself.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - architectures: Those that it may hold; add your own.
  ///   - verifying: Whether to compare the weights with their SHA-256 in the file, which reads all of it once.
  /// - Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.
  public init(
    contentsOf path: FilePath, architectures: [Architecture] = Architecture.all, verifying: Bool = true
  ) throws {
    (self.path, file) = (path, try WeightFile(contentsOf: path))
    description = try ModelDescription(metadata: file.metadata, file: path.string, architectures: architectures)
    if verifying { try verify() }
  }

  /// Compares the weights with their SHA-256 in the file, when it has one: reads all of it once.
  ///
  /// - Throws: `LearnerError` with code `.mismatch` when they are others.
  public func verify() throws {
    guard let hash = file.metadata[Self.hashKey] else { return }
    guard try file.sha256OfTensors() == hash else {
      throw LearnerError(
        .mismatch, "the weights in \(path) are not those that were written: their SHA-256 differs",
        remedy: "copy the file again, or export the model again")
    }
  }

  static let hashKey = "sha256"

  /// Makes the network, with its weights, ready to be asked.
  ///
  /// - Throws: `LearnerError` when the weights do not fit the description.
  public func makeModel() throws -> CNN { try makeModel { try $0.load(StateDictionary(file)) } }

  /// The network with its weights as they lie in the file, which is mapped as long as the network is there: to be asked
  /// soon, while the file is what it was, and never trained.
  func makeMappedModel() throws -> CNN { try makeModel { try $0.adopt(StateDictionary(mapping: file)) } }

  private func makeModel(_ load: (CNN) throws -> Void) throws -> CNN {
    let model = try emptyModel()
    do {
      try load(model)
    } catch let error as TorchError {
      throw LearnerError(.mismatch, "the weights in \(path) do not fit its description", cause: error)
    }
    model.eval()
    return model
  }

  /// Checked first: a damaged description must not ask for a network that fills the memory.
  private func emptyModel() throws -> CNN {
    let linears = file.tensors.filter { $0.name.hasPrefix("1.") && $0.shape.count == 2 }
      .sorted { layerNumber($0.name) < layerNumber($1.name) }.map(\.shape)
    let outputs = linears.map { $0[0] }
    guard let features = linears.first?[1], outputs == description.hidden + [description.classes.count] else {
      throw LearnerError(
        .mismatch, "the weights in \(path) do not fit its description: the head's layers have \(outputs) outputs",
        remedy: "export the model again")
    }
    return try withoutInitialisation {
      let head = try createHead(
        features: features, classCount: description.classes.count, hidden: description.hidden,
        dropout: description.dropout)
      return CNN(description.architecture, body: try createBody(description.architecture), head: head)
    }
  }

  /// 4 in `1.4.weight`
  private func layerNumber(_ name: String) -> Int { Int(name.dropFirst(2).prefix { $0 != "." }) ?? 0 }
}
