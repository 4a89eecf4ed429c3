import Torch
import TorchNN

/// A copy of a network's parameters and buffers in memory.
struct WeightsSnapshot {
  private let state: StateDictionary

  init(_ model: Module) throws {
    state = try withoutGrad {
      StateDictionary(try model.stateDictionary.entries.map { ($0.name, try $0.tensor.detached().cloned()) })
    }
  }

  init(_ tensors: [String: Tensor]) { state = StateDictionary(tensors.map { ($0.key, $0.value) }) }

  var tensors: [String: Tensor] { Dictionary(state.entries.map { ($0.name, $0.tensor) }) { $1 } }

  /// Puts the copy back.
  func restore(to model: Module) throws { try model.load(state) }
}
