import Torch
public import TorchNN
import Training

/// The network without its last pooling and linear layers (fastai: `create_body`).
///
/// - Parameters:
///   - architecture: Which network.
///   - weights: Weights of the whole network under torchvision's names, or of a fastai learner's (`0.…`, `1.…`); what
///     belongs to the head is left out. Random weights without.
/// - Returns: Images, `[N, 3, H, W]`, to features, `[N, F, H′, W′]`.
/// - Throws: `TorchError` when the weights are another network's, `LearnerError` when a network of your own cannot be
///   cut as its architecture says.
public func createBody(_ architecture: Architecture, weights: StateDictionary? = nil) throws -> Sequential {
  let network =
    weights == nil ? try architecture.makeNetwork() : try withoutInitialisation { try architecture.makeNetwork() }
  let children = try architecture.bodyChildren(of: network)
  let body = Sequential(children.map(\.module))
  if let weights { try body.load(weights.ofBody(children.map(\.name), renaming: architecture.renamingWeights)) }
  return body
}

extension Architecture {
  /// The children of the network that make the body.
  fileprivate func bodyChildren(of network: Module) throws -> [(name: String, module: Module)] {
    let children = network.children
    let count: Int? =
      switch cut {
      case .none: nil
      case .last(let count): children.count - count
      case .atLastPooling: children.lastIndex { $0.module.namedModules.contains { $0.module is any PoolingLayer } } ?? 0
      }
    guard let count else { return [("", network)] }
    guard (1...children.count).contains(count) else {
      throw LearnerError(
        .usage, "\(name) has \(children.count) children, which cannot be cut \(cut)",
        remedy: "say where the body ends: `cut: .last(1)` leaves the last child out, `.none` nothing")
    }
    return Array(children.prefix(count))
  }

  /// Channels that the body gives: known, or found by running it once (fastai: `num_features_model`).
  func featureCount(of body: Sequential) throws -> Int {
    if let features { return features }
    let device = body.parameters.first?.device ?? .cpu
    body.eval()
    defer { body.train() }
    var size = 64
    while true {
      do {
        return try withoutGrad { try body(.zeros(1, 3, size, size, device: device)).size(1) }
      } catch  where size < 512 { size *= 2 }
    }
  }

  /// The body's modules in layer groups.
  func groups(of body: Sequential) -> [[Module]] {
    switch split {
    case .none: return [body.modules]
    case .at(let starts): return Self.parts(of: body.modules, startingAt: starts)
    case .inFeatures(let starts):
      let first = body.modules.first?.children.map(\.module) ?? []
      return Self.parts(of: first + body.modules.dropFirst(), startingAt: starts)
    case .groups(let rule): return rule(body)
    }
  }

  private static func parts(of modules: [Module], startingAt starts: [Int]) -> [[Module]] {
    let bounds = ([0] + starts + [modules.count]).map { min(max($0, 0), modules.count) }
    return zip(bounds, bounds.dropFirst()).map { Array(modules[min($0, $1)..<$1]) }
  }
}

extension StateDictionary {
  /// The body's tensors under the body's names, which number the children. Names that the whole network has come
  /// first; then those of a learner's weights, where the body is `0`.
  fileprivate func ofBody(_ children: [String], renaming: (String) -> String) -> StateDictionary {
    let numbers = Dictionary(children.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let isLearner = names.contains { $0.hasPrefix("0.") } && names.contains { $0.hasPrefix("1.") }
    let entries = entries.map { (name: renaming($0.name.withoutPrefix("module.")), tensor: $0.tensor) }
    let ofNetwork = entries.compactMap { name, tensor -> (String, Tensor)? in
      if children == [""] { return ("0." + name, tensor) }
      let first = name.prefix { $0 != "." }
      return numbers[String(first)].map { ("\($0)\(name.dropFirst(first.count))", tensor) }
    }
    let ofLearner = entries.compactMap { name, tensor in
      name.hasPrefix("0.") ? (String(name.dropFirst(2)), tensor) : nil
    }
    let fitsNetwork = children.allSatisfy { Int($0) == nil } && !ofNetwork.isEmpty
    return StateDictionary(isLearner && !fitsNetwork && !ofLearner.isEmpty ? ofLearner : ofNetwork)
  }
}

extension String {
  fileprivate func withoutPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
