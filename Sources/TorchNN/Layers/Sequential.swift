public import Torch

/// Modules one after the other, named `0`, `1`, ….
public final class Sequential: Module {
  public let modules: [Module]

  public init(_ modules: [Module]) { self.modules = modules }

  public convenience init(_ modules: Module...) { self.init(modules) }

  public subscript(index: Int) -> Module { modules[index] }

  override public var children: [(name: String, module: Module)] {
    modules.enumerated().map { ("\($0)", $1) }
  }

  override public func forward(_ x: Tensor) throws -> Tensor { try modules.reduce(x) { try $1($0) } }
}
