import Foundation
import Torch
import Training

/// What a model file says of itself, so that a classifier needs nothing else: the safetensors metadata.
struct ModelDescription: Hashable {
  /// Grows when a reader of the old version could not read the new file.
  static let currentVersion = 1

  let architecture: Architecture
  let classes: [String]
  let size: Int
  let normalization: Normalization
  /// Sizes of the head's hidden layers.
  let hidden: [Int]
  let dropout: Double

  /// Lists are JSON; every value is a string, as the format wants it.
  func metadata() throws -> [String: String] {
    [
      "format": "swift-fastai", "version": String(Self.currentVersion), "architecture": architecture.name,
      "classes": try Self.json(classes), "size": String(size), "resize": "crop",
      "mean": try Self.json(normalization.mean), "std": try Self.json(normalization.std),
      "hidden": try Self.json(hidden), "dropout": String(dropout), "torch": torchVersion,
    ]
  }

  /// - Throws: `LearnerError` when the file is not a model of ours, or from a later version.
  init(metadata: [String: String], file: String) throws {
    guard metadata["format"] == "swift-fastai" else {
      throw LearnerError(
        .mismatch, "\(file) holds weights, but no classifier",
        remedy: "give the file that `fastai train` or `learn.export(to:)` wrote")
    }
    guard let version = metadata["version"].flatMap(Int.init), version <= Self.currentVersion else {
      throw LearnerError(
        .mismatch, "\(file) was written by a later version (format \(metadata["version"] ?? "?"))",
        remedy: "update swift-fastai")
    }
    guard let architecture = metadata["architecture"].flatMap({ Architecture($0) }),
      let classes: [String] = Self.value(metadata["classes"]), classes.count > 0, classes.count <= 1_000_000,
      let size = metadata["size"].flatMap(Int.init), (1...4096).contains(size),
      let mean: [Float] = Self.value(metadata["mean"]), let std: [Float] = Self.value(metadata["std"]),
      mean.count == 3, std.count == 3, std.allSatisfy({ $0 > 0 }),
      let hidden: [Int] = Self.value(metadata["hidden"]), hidden.allSatisfy({ (1...1_000_000).contains($0) }),
      let dropout = metadata["dropout"].flatMap(Double.init), (0..<1).contains(dropout)
    else {
      throw LearnerError(.mismatch, "the description in \(file) is damaged", remedy: "export the model again")
    }
    self.init(
      architecture: architecture, classes: classes, size: size, normalization: .init(mean: mean, std: std),
      hidden: hidden, dropout: dropout)
  }

  init(
    architecture: Architecture, classes: [String], size: Int, normalization: Normalization, hidden: [Int],
    dropout: Double
  ) {
    (self.architecture, self.classes, self.size) = (architecture, classes, size)
    (self.normalization, self.hidden, self.dropout) = (normalization, hidden, dropout)
  }

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}
