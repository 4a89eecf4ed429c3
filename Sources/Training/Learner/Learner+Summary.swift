import Foundation
import Torch
import TorchNN

/// A learner's network, layer by layer: what `print(try learn.summary())` shows (fastai: `learn.summary`).
public struct ModelSummary: Sendable, CustomStringConvertible {
  /// One layer without layers below it.
  public struct Layer: Sendable, Hashable {
    /// `Conv2d`
    public let type: String
    /// Of a batch of one; empty when a forward pass does not reach the layer.
    public let outputShape: [Int]
    public let parameterCount: Int
    public let isTrainable: Bool
  }

  public let model: String
  public let layers: [Layer]
  public let parameterCount: Int
  public let trainableParameterCount: Int
  /// What stands below the table, line by line.
  public let notes: [String]

  public var description: String {
    let line = String(repeating: "=", count: 70)
    let rule = String(repeating: "_", count: 70)
    let header = Self.row("Layer (type)", "Output Shape", "Param #", "Trainable")
    let rows = layers.flatMap { [Self.row($0), rule] }
    let totals = [
      "", "Total params: \(grouped(parameterCount))", "Total trainable params: \(grouped(trainableParameterCount))",
      "Total non-trainable params: \(grouped(parameterCount - trainableParameterCount))",
    ]
    return ([model, line, header, line] + rows + totals + notes).joined(separator: "\n")
  }

  private static func row(_ layer: Layer) -> String {
    row(layer.type, "\(layer.outputShape)", grouped(layer.parameterCount), layer.isTrainable ? "True" : "False")
  }

  private static func row(_ type: String, _ shape: String, _ count: String, _ trains: String) -> String {
    [(type, 20), (shape, 20), (count, 10), (trains, 10)]
      .map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }.joined(separator: " ")
  }
}

/// `21284672` → `21,284,672`
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.enumerated().reduce(into: "") { text, digit in
    if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text.append(",") }
    text.append(digit.element)
  }
}

extension Learner {
  /// The layers with their output shapes, found by one forward pass of one item.
  ///
  /// - Throws: ``LearnerError`` when there is no data to pass through.
  public func summary() throws -> ModelSummary {
    let loader = data.valid ?? data.train
    guard let batch = loader.makeIterator().next() else {
      throw LearnerError(
        .data, "this learner has no data: a summary passes some through the network", remedy: "give it data first")
    }
    let leaves = model.leaves
    let shapes = try outputShapes(of: leaves, for: batch.x[0..<1].to(device))
    let layers = leaves.map { leaf in
      let own = leaf.ownParameters.map(\.parameter)
      return ModelSummary.Layer(
        type: "\(type(of: leaf))", outputShape: shapes[ObjectIdentifier(leaf)] ?? [],
        parameterCount: own.reduce(0) { $0 + $1.tensor.count }, isTrainable: own.contains(where: \.requiresGrad))
    }
    return ModelSummary(
      model: "\(type(of: model))", layers: layers, parameterCount: model.parameterCount,
      trainableParameterCount: model.trainableParameterCount, notes: summaryNotes())
  }

  private func outputShapes(of modules: [Module], for x: Tensor) throws -> [ObjectIdentifier: [Int]] {
    var shapes: [ObjectIdentifier: [Int]] = [:]
    let observers = modules.map { module in
      module.observe { module, _, output in shapes[ObjectIdentifier(module)] = output.shape }
    }
    defer { observers.forEach { $0.remove() } }
    _ = try inEvaluation { try model(x) }
    return shapes
  }

  private func summaryNotes() -> [String] {
    let optimizer = optimizer ?? makeOptimizer([])
    let decay = trueWeightDecay ? "decoupled from the gradients" : "added to the gradients"
    return [
      "Optimized with \(type(of: optimizer))", "Weight decay \(weightDecay), \(decay)", "Loss function: \(loss.name)",
    ]
      + (callbacks.isEmpty ? [] : ["Callbacks: " + callbacks.map { "\(type(of: $0))" }.joined(separator: ", ")])
  }
}
