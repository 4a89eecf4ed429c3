public import Torch

/// Sees what goes into a module and what comes out, until it is removed (PyTorch: `register_forward_hook`).
public final class ForwardObserver {
  let body: (Module, Tensor, Tensor) throws -> Void
  private weak var module: Module?

  fileprivate init(_ module: Module, _ body: @escaping (Module, Tensor, Tensor) throws -> Void) {
    (self.module, self.body) = (module, body)
  }

  /// Ends the watching.
  public func remove() { module?.observers.removeAll { $0 === self } }
}

extension Module {
  /// Calls the closure with this module, its input and its output after each forward pass.
  ///
  /// - Returns: What ends it.
  public func observe(_ body: @escaping (Module, Tensor, Tensor) throws -> Void) -> ForwardObserver {
    let observer = ForwardObserver(self, body)
    observers.append(observer)
    return observer
  }
}
