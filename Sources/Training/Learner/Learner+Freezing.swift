import Torch
public import TorchNN

/// Which layer groups train.
extension Learner {
  /// Divides the network into layer groups: each of `modules` begins a new one (fastai: `learn.split`).
  ///
  /// - Throws: ``LearnerError`` when one of them is no part of the network, or begins where another does.
  public func split(at modules: Module...) throws {
    let leaves = model.leaves
    let starts = try modules.map { module in
      guard let first = module.leaves.first, let place = leaves.firstIndex(where: { $0 === first }) else {
        throw LearnerError(
          .usage, "\(type(of: module)) is no part of the network", remedy: "name modules of `learn.model`")
      }
      return place
    }
    let bounds = [0] + starts.sorted().filter { $0 > 0 } + [leaves.count]
    guard Set(bounds).count == bounds.count else {
      throw LearnerError(.usage, "two layer groups begin at the same layer", remedy: "name each start once")
    }
    setLayerGroups(zip(bounds, bounds.dropFirst()).map { Array(leaves[$0..<$1]) })
  }

  /// Divides the network into layer groups as the function says, first layers first.
  public func split(_ groups: (Module) throws -> [[Module]]) rethrows { setLayerGroups(try groups(model)) }

  private func setLayerGroups(_ groups: [[Module]]) {
    layerGroups = groups.map { $0.flatMap(\.leaves) }
    optimizer = nil
  }

  /// Trains the last layer group only, and batch norm everywhere when `trainBN` says so.
  ///
  /// - Throws: ``LearnerError`` when there is only one group.
  public func freeze() throws {
    guard layerGroups.count > 1 else {
      throw LearnerError(
        .usage, "a network with one layer group cannot be frozen", remedy: "give the learner `layerGroups:`")
    }
    try freezeTo(-1)
  }

  /// Trains every layer.
  public func unfreeze() throws { try freezeTo(0) }

  /// Trains the layer groups from `index` on; a negative index counts from the end. Makes a new optimizer.
  public func freezeTo(_ index: Int) throws {
    let first = index < 0 ? layerGroups.count + index : index
    guard (0...layerGroups.count).contains(first) else {
      throw LearnerError(.usage, "there is no layer group \(index); there are \(layerGroups.count)")
    }
    for (place, group) in layerGroups.enumerated() {
      for module in group {
        let trains = place >= first || (trainBN && module is BatchNorm)
        for (_, parameter) in module.ownParameters { try parameter.tensor.requireGrad(trains) }
      }
    }
    try createOptimizer()
  }

  /// Makes an optimizer for the parameters that train now: for each layer group its weights, then its biases and
  /// batch norm parameters.
  func createOptimizer() throws {
    optimizer = makeOptimizer(layerGroups.flatMap(parameterGroups(of:)))
  }

  private func parameterGroups(of modules: [Module]) -> [ParameterGroup] {
    let own = modules.flatMap { module in
      module.ownParameters.map { (isPlain: module is BatchNorm || $0.name == "bias", parameter: $0.parameter) }
    }
    let trainable = own.filter(\.parameter.requiresGrad)
    return [false, true].map { plain in ParameterGroup(trainable.filter { $0.isPlain == plain }.map(\.parameter)) }
  }

  // MARK: Hyper-parameters

  /// One rate for each layer group.
  func setLearningRates(_ rates: [Double]) { changeGroups { $0.learningRate = rates[$1] } }

  func setMomentum(_ momentum: Double) { changeGroups { group, _ in group.momentum = momentum } }

  func setWeightDecay(_ weightDecay: Double) {
    guard let optimizer else { return }
    for index in optimizer.groups.indices {
      let decays = decaysBatchNorm || index.isMultiple(of: 2)  // the second of a layer group's two: biases, batch norm
      optimizer.groups[index].weightDecay = decays ? weightDecay : 0
      optimizer.groups[index].decayRule = trueWeightDecay ? .decoupled : .l2
    }
  }

  /// Changes the optimizer's groups, told the layer group of each.
  func changeGroups(_ change: (inout ParameterGroup, Int) -> Void) {
    guard let optimizer else { return }
    for index in optimizer.groups.indices { change(&optimizer.groups[index], index / 2) }
  }
}
