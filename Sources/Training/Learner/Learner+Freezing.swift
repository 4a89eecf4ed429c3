import Torch
import TorchNN

/// Which layer groups train.
extension Learner {
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
    return [false, true].map { plain in
      ParameterGroup(trainable.filter { $0.isPlain == plain }.map(\.parameter), weightDecay: weightDecay)
    }
  }

  /// One rate for each layer group.
  func setLearningRates(_ rates: [Double]) {
    guard let optimizer else { return }
    for index in optimizer.groups.indices { optimizer.groups[index].learningRate = rates[index / 2] }
  }

  func setMomentum(_ momentum: Double) {
    guard let optimizer else { return }
    for index in optimizer.groups.indices { optimizer.groups[index].momentum = momentum }
  }

  func setWeightDecay(_ weightDecay: Double) {
    guard let optimizer else { return }
    for index in optimizer.groups.indices { optimizer.groups[index].weightDecay = weightDecay }
  }
}
