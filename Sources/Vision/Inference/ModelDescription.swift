import Foundation
import Torch
import Training

/// What a model file says of itself, so that nothing else is needed to use it: the safetensors metadata.
///
/// Every value is a string, as the format wants it; lists and tables are JSON. Version 2 added `activation`, `sha256`,
/// `metrics` and `provenance`. No paths, no devices, no names of classes of code.
public struct ModelDescription: Sendable, Hashable {
  /// Grows when a reader of the old version would read the new file wrongly. Every version since 1 is read.
  public static let currentVersion = 2

  /// How raw outputs become probabilities.
  public enum Activation: String, Sendable, Hashable {
    /// One class of several.
    case softmax
    /// Each class on its own.
    case sigmoid
  }

  /// In the order of the network's outputs.
  public let classes: [String]
  public let architecture: Architecture
  /// What the network sees, in pixels: a picture is resized to cover it, and what sticks out is cut off.
  public let size: ImageSize
  public let normalization: Normalization
  /// Sizes of the head's hidden layers.
  public let hidden: [Int]
  public let dropout: Double
  public let activation: Activation
  /// The validation loss and the metrics of the last epoch, by name; empty in files of version 1.
  public let metrics: [String: Double]
  /// Where the model comes from: `created`, `torch`, `trainImages`, …
  public let provenance: [String: String]

  /// The entries of the metadata, all but the hash of the weights.
  func metadata() throws -> [String: String] {
    [
      "format": "swift-fastai", "version": String(Self.currentVersion), "architecture": architecture.name,
      "classes": try Self.json(classes), "size": String(size), "resize": "crop",
      "mean": try Self.json(normalization.mean), "std": try Self.json(normalization.std),
      "hidden": try Self.json(hidden), "dropout": String(dropout), "activation": activation.rawValue,
      "metrics": try Self.json(metrics), "provenance": try Self.json(provenance), "torch": torchVersion,
    ]
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .throw
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension ModelDescription {
  /// - Parameters:
  ///   - metadata: Of the file.
  ///   - file: Named in errors.
  ///   - architectures: Those that the file may name.
  /// - Throws: `LearnerError` when the file is not a model of ours, of a later version, or of an unknown architecture.
  init(metadata: [String: String], file: String, architectures: [Architecture]) throws {
    let version = try Self.version(metadata, file)
    guard let classes: [String] = Self.value(metadata["classes"]), classes.count > 0, classes.count <= 1_000_000,
      Set(classes).count == classes.count,
      let size = metadata["size"].flatMap(ImageSize.init), size.isWithin(1...4096), metadata["resize"] == "crop",
      let mean: [Float] = Self.value(metadata["mean"]), let std: [Float] = Self.value(metadata["std"]),
      mean.count == 3, std.count == 3, std.allSatisfy({ $0 > 0 }),
      let hidden: [Int] = Self.value(metadata["hidden"]), hidden.allSatisfy({ (1...1_000_000).contains($0) }),
      let dropout = metadata["dropout"].flatMap(Double.init), (0..<1).contains(dropout),
      let activation = version == 1 ? .softmax : metadata["activation"].flatMap(Activation.init)
    else {
      throw LearnerError(.mismatch, "the description in \(file) is damaged", remedy: "export the model again")
    }
    self.init(
      classes: classes, architecture: try Self.architecture(metadata, file, architectures), size: size,
      normalization: .init(mean: mean, std: std), hidden: hidden, dropout: dropout, activation: activation,
      metrics: Self.value(metadata["metrics"]) ?? [:], provenance: Self.value(metadata["provenance"]) ?? [:])
  }

  private static func version(_ metadata: [String: String], _ file: String) throws -> Int {
    guard metadata["format"] == "swift-fastai" else {
      throw LearnerError(
        .mismatch, "\(file) holds weights, but no classifier",
        remedy: "give the file that `fastai train` or `learn.export(to:)` wrote")
    }
    guard let version = metadata["version"].flatMap(Int.init), (1...currentVersion).contains(version) else {
      throw LearnerError(
        .mismatch, "\(file) was written by a later version (format \(metadata["version"] ?? "?"))",
        remedy: "update swift-fastai")
    }
    return version
  }

  private static func architecture(
    _ metadata: [String: String], _ file: String, _ known: [Architecture]
  ) throws -> Architecture {
    let name = metadata["architecture"] ?? ""
    guard let architecture = known.first(where: { $0.name == name }) else {
      throw LearnerError(
        .mismatch, "\(file) holds an architecture that is not known here, '\(name)'",
        remedy: "hand it over where the file is read: `architectures: [.own]`")
    }
    return architecture
  }

  private static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}
