import Torch
import TorchNN

/// Writes down the mean and the deviation of every layer's outputs in each training batch (fastai: `ActivationStats`).
public final class ActivationStats: Callback {
  /// What came out of one layer.
  public struct Layer: Sendable {
    public let name: String
    /// One for each training batch.
    public fileprivate(set) var means: [Double] = []
    public fileprivate(set) var deviations: [Double] = []
  }

  public private(set) var layers: [Layer] = []
  private var observers: [ForwardObserver] = []

  public init() {}

  public func beforeFit(_ learn: Learner) {
    let watched = learn.model.namedModules.filter { $0.module.children.isEmpty }
    layers = watched.map { Layer(name: $0.name) }
    observers = watched.enumerated().map { place, layer in
      layer.module.observe { [weak self] module, _, output in
        if module.isTraining { try self?.write(output, place) }
      }
    }
  }

  public func afterFit(_ learn: Learner) {
    observers.forEach { $0.remove() }
    observers = []
  }

  private func write(_ output: Tensor, _ place: Int) throws {
    let values = try output.detached()
    layers[place].means.append(try values.mean().item())
    layers[place].deviations.append(try values.std(correction: 0).item())
  }
}
