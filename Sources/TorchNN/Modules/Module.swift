public import Torch

/// A function of one tensor with parameters: a layer, a block, a whole network.
///
/// Subclasses keep their ``Parameter``s, ``Buffer``s and sub-modules in stored properties; they are found there, in the
/// order of declaration. A property's name is its name in the state dictionary, in snake case: `runningMean` is
/// `running_mean`, so that weights saved by PyTorch fit.
///
///     final class Block: Module {
///       let conv1: Conv2d
///       let bn1: BatchNorm2d
///       override func forward(_ x: Tensor) throws -> Tensor { try bn1(conv1(x)).relu() }
///     }
open class Module {
  /// Whether layers behave as in training: dropout drops, batch norm uses the batch's statistics.
  public private(set) var isTraining: Bool
  var observers: [ForwardObserver] = []

  /// Takes an argument so that a network of your own can have an `init() throws` that is no override of this.
  public init(isTraining: Bool = true) { self.isTraining = isTraining }

  /// Computes the output. Subclasses override this; callers call the module itself.
  open func forward(_ x: Tensor) throws -> Tensor {
    throw TorchError(.unsupported, operation: "\(Self.self)", message: "this module has no forward function")
  }

  public final func callAsFunction(_ x: Tensor) throws -> Tensor {
    let output = try forward(x)
    for observer in observers { try observer.body(self, x, output) }
    return output
  }

  /// Sub-modules with their names. ``Sequential`` numbers its own.
  open var children: [(name: String, module: Module)] {
    storedProperties.flatMap { name, value -> [(String, Module)] in
      if let module = value as? Module { return [(name, module)] }
      if let modules = value as? [Module] { return modules.enumerated().map { ("\(name).\($0)", $1) } }
      return []
    }
  }

  /// Parts that training can freeze, and give learning rates of their own: first layers first, the head last.
  ///
  /// One part with everything, unless a network of your own says otherwise.
  open var layerGroups: [[Module]] { [[self]] }

  /// Parameters and buffers of this module alone.
  private var ownState: [(name: String, value: AnyObject)] {
    storedProperties.compactMap { name, value in
      if let parameter = value as? Parameter { return (name, parameter) }
      if let buffer = value as? Buffer { return (name, buffer) }
      return nil
    }
  }

  private var storedProperties: [(name: String, value: Any)] {
    sequence(first: Mirror(reflecting: self), next: \.superclassMirror).reversed().flatMap(\.children).compactMap {
      child in
      child.label.map { ($0.snakeCased, child.value) }
    }
  }

  // MARK: Walking the tree

  /// This module and all below it, parents first, with their names from here: `layer1.0.conv1`.
  public var namedModules: [(name: String, module: Module)] {
    [("", self)]
      + children.flatMap { name, child in
        child.namedModules.map { (name: $0.name.isEmpty ? name : "\(name).\($0.name)", module: $0.module) }
      }
  }

  /// The modules that have none below them, or parameters of their own: what layer groups are made of. Each once.
  public var leaves: [Module] {
    var seen = Set<ObjectIdentifier>()
    return namedModules.map(\.module).filter { module in
      (module.children.isEmpty || !module.ownParameters.isEmpty) && seen.insert(ObjectIdentifier(module)).inserted
    }
  }

  /// Parameters of this module, without those of the modules below it.
  package var ownParameters: [(name: String, parameter: Parameter)] {
    ownState.compactMap { name, value in (value as? Parameter).map { (name, $0) } }
  }

  /// All parameters with their names; one that stands in several places is named after the first.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    var seen = Set<ObjectIdentifier>()
    return namedState.compactMap { name, value in
      guard let parameter = value as? Parameter, seen.insert(ObjectIdentifier(parameter)).inserted else { return nil }
      return (name, parameter)
    }
  }

  public var namedBuffers: [(name: String, buffer: Buffer)] {
    namedState.compactMap { name, value in (value as? Buffer).map { (name, $0) } }
  }

  /// The parameters' tensors, in order: what a loop of your own goes over.
  public var parameters: [Tensor] { namedParameters.map(\.parameter.tensor) }

  /// How many numbers training could change.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// How many of them it will change.
  public var trainableParameterCount: Int { parameters.filter(\.requiresGrad).reduce(0) { $0 + $1.count } }

  var namedState: [(name: String, value: AnyObject)] {
    namedModules.flatMap { path, module in
      module.ownState.map { (name: path.isEmpty ? $0.name : "\(path).\($0.name)", value: $0.value) }
    }
  }

  // MARK: Modes

  /// Switches this module and all below it to training or to evaluation.
  public func train(_ mode: Bool = true) {
    for (_, module) in namedModules { module.isTraining = mode }
  }

  /// Switches to evaluation: no dropout, batch norm with its running statistics.
  public func eval() { train(false) }

  /// Moves parameters and buffers to a device.
  public func move(to device: Device) throws {
    for (_, parameter) in namedParameters {
      parameter.tensor = try withoutGrad {
        try parameter.tensor.to(device).detached().with(requiresGrad: parameter.requiresGrad)
      }
    }
    for (_, buffer) in namedBuffers { buffer.tensor = try buffer.tensor.to(device) }
  }

  /// Drops all gradients.
  public func zeroGrad() throws { for tensor in parameters { try tensor.clearGrad() } }
}

extension Tensor {
  fileprivate func with(requiresGrad: Bool) throws -> Tensor {
    try requireGrad(requiresGrad)
    return self
  }
}

extension String {
  /// `runningMean` → `running_mean`
  var snakeCased: String {
    reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}
