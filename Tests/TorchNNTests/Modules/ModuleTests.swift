import TestSupport
import Testing
import Torch

@testable import TorchNN

@Suite("Modules")
struct ModuleTests {
  /// A block of one's own: layers, a list of layers, an optional one, and parameters beside them.
  private final class Block: Module {
    let conv1: Conv2d, bn1: BatchNorm2d
    let branches: [Module]
    let shortcut: Sequential?
    let scaleFactor: Parameter
    let seenItems: Buffer

    init(shortcut: Sequential? = nil) throws {
      conv1 = try Conv2d(3, 4, kernelSize: 1, bias: false)
      bn1 = try BatchNorm2d(4)
      branches = [try Linear(2, 2), ReLU()]
      self.shortcut = shortcut
      scaleFactor = try Parameter(.ones(1))
      seenItems = Buffer(try .zeros(1))
    }

    override func forward(_ x: Tensor) throws -> Tensor { try bn1(conv1(x)) * scaleFactor.tensor }
  }

  private final class WiderBlock: Module {
    let inner: Block
    let fc = Flatten()
    init(depth: Int = 1) throws { inner = try Block(shortcut: Sequential(Linear(2, 1, bias: false))) }
  }

  @Test("names come from properties in snake case, lists and optionals included")
  func names() throws {
    let names = try WiderBlock().stateDictionary.names
    #expect(
      Set(names) == [
        "inner.scale_factor", "inner.seen_items", "inner.conv1.weight", "inner.bn1.weight", "inner.bn1.bias",
        "inner.bn1.running_mean", "inner.bn1.running_var", "inner.bn1.num_batches_tracked", "inner.branches.0.weight",
        "inner.branches.0.bias", "inner.shortcut.0.weight",
      ])
    #expect(try Block().stateDictionary.names.allSatisfy { !$0.hasPrefix("shortcut") })
  }

  @Test("parameters are counted, and those that train apart")
  func counts() throws {
    let block = try Block()
    #expect(block.parameterCount == 12 + 8 + 6 + 1)
    try block.conv1.weight.tensor.requireGrad(false)
    #expect(block.trainableParameterCount == 15)
    #expect(block.namedBuffers.count == 4)
  }

  @Test("leaves hold every parameter, also those beside sub-modules")
  func leaves() throws {
    let wide = try WiderBlock()
    let inLeaves = Set(wide.leaves.flatMap { $0.ownParameters.map { ObjectIdentifier($0.parameter) } })
    #expect(inLeaves == Set(wide.namedParameters.map { ObjectIdentifier($0.parameter) }))
    #expect(wide.leaves.contains { $0 is Flatten })
  }

  @Test("training and evaluation reach every module below")
  func modes() throws {
    let wide = try WiderBlock()
    #expect(wide.isTraining && wide.inner.bn1.isTraining)
    wide.eval()
    #expect(wide.namedModules.allSatisfy { !$0.module.isTraining })
    wide.train()
    #expect(wide.namedModules.allSatisfy { $0.module.isTraining })
  }

  @Test("a module without a forward function says so")
  func noForward() throws {
    let error = try #require(throws: TorchError.self) { try Module()(tensor(1)) }
    #expect(error.code == .unsupported)
  }

  @Test("moving keeps values and what trains")
  func moves() throws {
    let block = try Block()
    try block.conv1.weight.tensor.requireGrad(false)
    let before = try block.bn1.weight.tensor.scalars()
    try block.move(to: .cpu)
    #expect(!block.conv1.weight.requiresGrad && block.bn1.weight.requiresGrad)
    #expect(try block.bn1.weight.tensor.scalars() == before)
  }

  @Test("zeroGrad drops all gradients")
  func zeroes() throws {
    let layer = try Linear(2, 2)
    try layer(.ones(1, 2)).sum().backward()
    try layer.zeroGrad()
    #expect(try layer.parameters.allSatisfy { try $0.gradIfPresent == nil })
  }

  @Test("Sequential numbers its modules and passes the output on")
  func sequential() throws {
    let net = try Sequential(Linear(4, 3), ReLU(), Linear(3, 2))
    #expect(net.namedParameters.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
    #expect(try net(.ones(5, 4)).shape == [5, 2])
    #expect(net[1] is ReLU)
  }
}
