public import Torch

/// Modules one after the other, named `0`, `1`, … unless they are given names.
public final class Sequential: Module {
  public let modules: [Module]
  private let names: [String]

  public init(_ modules: [Module]) {
    (self.modules, names) = (modules, modules.indices.map(String.init))
  }

  public convenience init(_ modules: Module...) { self.init(modules) }

  /// Modules with names of their own (PyTorch: `Sequential(OrderedDict(…))`).
  public init(named modules: [(name: String, module: Module)]) {
    (self.modules, names) = (modules.map(\.module), modules.map(\.name))
  }

  public subscript(index: Int) -> Module { modules[index] }

  override public var children: [(name: String, module: Module)] { Array(zip(names, modules)) }

  override public func forward(_ x: Tensor) throws -> Tensor { try inSequence(modules, x) }
}
