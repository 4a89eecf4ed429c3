import Torch
import TorchNN

/// The optimizer's memory under the names of the parameters, so that it fits whatever is frozen.
extension Learner {
  /// `optimizer/0.weight/exp_avg`
  static let optimizerPrefix = "optimizer/"

  var optimizerEntries: [(name: String, tensor: Tensor)] {
    guard let optimizer = optimizer as? any StatefulOptimizer else { return [] }
    return model.namedParameters.flatMap { name, parameter in
      optimizer.state(of: parameter).sorted { $0.key < $1.key }.map { slot, tensor in
        (name: "\(Self.optimizerPrefix)\(name)/\(slot)", tensor: tensor)
      }
    }
  }

  /// Puts back what ``optimizerEntries`` gave, into a new optimizer.
  func restoreOptimizer(from entries: [(name: String, tensor: Tensor)]) throws -> OptimizerReport {
    try createOptimizer()
    var saved: [String: [String: Tensor]] = [:]
    for (name, tensor) in entries {
      let parts = name.dropFirst(Self.optimizerPrefix.count).split(separator: "/")
      if parts.count == 2 { saved[String(parts[0]), default: [:]][String(parts[1])] = tensor }
    }
    var report = OptimizerReport()
    let training = Set(optimizer?.groups.flatMap(\.parameters).map { ObjectIdentifier($0) } ?? [])
    for (name, parameter) in model.namedParameters where training.contains(ObjectIdentifier(parameter)) {
      guard let state = saved.removeValue(forKey: name) else {
        report.withoutState.append(name)
        continue
      }
      do {
        try (optimizer as? any StatefulOptimizer)?.setState(state, of: parameter)
        report.restored.append(name)
      } catch let error as TorchError where error.code == .shape {
        report.unfit.append(name)
      }
    }
    report.notTraining = saved.keys.sorted()
    return report
  }
}
