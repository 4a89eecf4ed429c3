public import Torch

/// A network's parameters and buffers by name, in order: PyTorch's `state_dict()`.
public struct StateDictionary {
  public private(set) var entries: [(name: String, tensor: Tensor)]
  private let index: [String: Int]

  /// The last of entries with one name wins.
  public init(_ entries: [(name: String, tensor: Tensor)]) {
    self.entries = entries
    index = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
  }

  public subscript(name: String) -> Tensor? { index[name].map { entries[$0].tensor } }
  public var names: [String] { entries.map(\.name) }
}

/// What loading did and did not restore.
public struct LoadReport: Sendable, CustomStringConvertible {
  /// In the network, not in the file.
  public let missing: [String]
  /// In the file, not in the network.
  public let unexpected: [String]
  /// In both with different shapes: what the network has, and what the file has.
  public let mismatched: [String]

  public var isComplete: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

  public var description: String {
    [("missing", missing), ("unexpected", unexpected), ("of another shape", mismatched)]
      .filter { !$1.isEmpty }
      .map { "\($1.count) \($0) (\($1.prefix(3).joined(separator: ", "))\($1.count > 3 ? ", …" : ""))" }
      .joined(separator: "; ")
  }
}

extension Module {
  /// Parameters and buffers as they are, not copies.
  public var stateDictionary: StateDictionary {
    StateDictionary(
      namedState.compactMap { name, value in
        if let parameter = value as? Parameter { return (name, parameter.tensor) }
        return (value as? Buffer).map { (name, $0.tensor) }
      })
  }

  /// Copies tensors of the same names into this network. Nothing is copied when the call throws.
  ///
  /// Batch counters (`num_batches_tracked`) may be missing: files older than PyTorch 0.4.1 have none.
  ///
  /// - Parameters:
  ///   - state: The tensors to copy.
  ///   - strict: Throw unless names and shapes all match.
  /// - Returns: What was left out.
  /// - Throws: `TorchError` with code `.shape` when names or shapes differ and `strict` is set.
  @discardableResult
  public func load(_ state: StateDictionary, strict: Bool = true) throws -> LoadReport {
    let own = stateDictionary
    let report = compare(own, with: state)
    if strict { try Self.check(report) }
    try withoutGrad {
      for (name, tensor) in own.entries {
        if let source = state[name], source.shape == tensor.shape { try tensor.copy(from: source) }
      }
    }
    return report
  }

  /// Takes tensors of the same names for its own, without a copy: what they hold changes with them.
  ///
  /// - Throws: `TorchError` with code `.shape` when names or shapes differ; nothing has changed then.
  package func adopt(_ state: StateDictionary) throws {
    try Self.check(compare(stateDictionary, with: state))
    for (name, value) in namedState {
      guard let tensor = state[name] else { continue }
      if let parameter = value as? Parameter { parameter.tensor = tensor }
      if let buffer = value as? Buffer { buffer.tensor = tensor }
    }
  }

  private static func check(_ report: LoadReport) throws {
    guard !report.isComplete else { return }
    throw TorchError(
      .shape, operation: "load", message: "the weights do not fit this network: \(report)",
      remedy: "build the network with the architecture and the classes that the weights were saved from")
  }

  private func compare(_ own: StateDictionary, with state: StateDictionary) -> LoadReport {
    let missing = own.names.filter { state[$0] == nil && !$0.hasSuffix("num_batches_tracked") }
    let mismatched = own.entries.compactMap { name, tensor -> String? in
      guard let other = state[name], other.shape != tensor.shape else { return nil }
      return "\(name): \(tensor.shape) in the network, \(other.shape) in the file"
    }
    return LoadReport(missing: missing, unexpected: state.names.filter { own[$0] == nil }, mismatched: mismatched)
  }
}
