import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

@Suite("Networks of one's own")
struct OwnArchitectureTests {
  /// A network that takes no arguments and can fail to be made.
  final class SmallNetwork: Module {
    let conv: Conv2d, norm: BatchNorm2d, relu = ReLU(), deep: Conv2d, pool = AdaptiveAvgPool2d(1), fc: Linear

    init() throws {
      conv = try Conv2d(3, 4, kernelSize: 3, stride: 4)
      norm = try BatchNorm2d(4)
      deep = try Conv2d(4, 6, kernelSize: 3, stride: 4)
      fc = try Linear(6, 10)
    }

    override func forward(_ x: Tensor) throws -> Tensor { try fc(pool(deep(relu(norm(conv(x))))).flattened(from: 1)) }
  }

  private func small(_ cut: Architecture.Cut = .atLastPooling, _ split: Architecture.Split = .at([3])) -> Architecture {
    Architecture("small", cut: cut, split: split) { try SmallNetwork() }
  }

  @Test("is cut at its last pooling, split where it says, and its features are counted by running it")
  func cutAndSplit() throws {
    let body = try createBody(small())
    #expect(body.modules.count == 4)
    #expect(try small().featureCount(of: body) == 6)
    #expect(body.isTraining && body.modules.allSatisfy(\.isTraining))
    #expect(try small().featureCount(of: createBody(small(.last(2)))) == 6)
    let model = try CNN(small(), body: body, classCount: 3, hidden: [5])
    #expect(model.layerGroups.map(\.count) == [3, 1, 1])
    #expect(try model(.zeros(2, 3, 64, 64)).shape == [2, 3])
    let own = small(
      .last(2), .groups { [Array($0.modules[..<1]), Array($0.modules[1..<2]), Array($0.modules[2...])] })
    #expect(try CNN(own, body: createBody(own), classCount: 3).layerGroups.count == 4)
    let whole = Architecture("body", cut: .none) { try Sequential(Conv2d(3, 7, kernelSize: 3, stride: 8)) }
    #expect(try CNN(whole, body: createBody(whole), classCount: 2)(.zeros(2, 3, 32, 32)).shape == [2, 2])
  }

  @Test("that cannot be cut as it says is an error with the remedy", arguments: [Architecture.Cut.last(6), .last(-1)])
  func badCut(cut: Architecture.Cut) throws {
    let error = try #require(throws: LearnerError.self) { try createBody(small(cut)) }
    #expect(error.code == .usage && error.remedy?.contains(".last(1)") == true)
    let flat = Architecture("flat") { try Sequential(Linear(3, 4)) }
    #expect(throws: LearnerError.self) { try createBody(flat) }
  }

  @Test("takes its weights from a whole network, from a learner, and from a model that ran on several devices")
  func weights() throws {
    let network = try SmallNetwork()
    let body = Sequential(Array(network.children.prefix(4).map(\.module)))
    let learner = try CNN(small(), body: body, classCount: 3)
    let parallel = StateDictionary(network.stateDictionary.entries.map { ("module.\($0.name)", $0.tensor) })
    for state in [network.stateDictionary, learner.stateDictionary, parallel] {
      let loaded = try createBody(small(), weights: state)
      for (name, tensor) in body.stateDictionary.entries {
        #expect(try loaded.stateDictionary[name]?.equals(tensor) == true, "\(name)")
      }
    }
    #expect(throws: TorchError.self) { try createBody(small(), weights: Linear(1, 1).stateDictionary) }
    #expect(throws: TorchError.self) { try createBody(.resnet18, weights: network.stateDictionary) }
  }

  @Test("a larger network's weights do not pass for a smaller one's")
  func largerNetwork() throws {
    let state = try Architecture.resnet34.makeNetwork().stateDictionary
    #expect(throws: TorchError.self) { try createBody(.resnet18, weights: state) }
  }

  @Test("the old names in DenseNet's official file are understood")
  func oldDenseNames() throws {
    let network = try withoutInitialisation { try Architecture.densenet121.makeNetwork() }
    try FormulaWeights.fill(network, gain: 1)
    let old = network.stateDictionary.entries.map { name, tensor in
      (name: name.replacing(#/(denselayer\d+\.(?:norm|conv))([12])/#) { "\($0.1).\($0.2)" }, tensor: tensor)
    }
    #expect(old.contains { $0.name == "features.denseblock1.denselayer1.norm.1.weight" })
    let body = try createBody(.densenet121, weights: StateDictionary(old))
    let name = "denseblock4.denselayer16.conv2.weight"
    #expect(
      try body.stateDictionary["0.\(name)"]?.equals(#require(network.stateDictionary["features.\(name)"])) == true)
  }

  @Test("any module with layer groups trains, freezes and unfreezes")
  func ownGroups() throws {
    final class Grouped: Module {
      let conv: Conv2d, fc: Linear
      init() throws { (conv, fc) = (try Conv2d(3, 4, kernelSize: 3), try Linear(4, 2)) }
      override var layerGroups: [[Module]] { [[conv], [fc]] }
      override func forward(_ x: Tensor) throws -> Tensor { try fc(adaptiveAvgPool2d(conv(x), 1).flattened(from: 1)) }
    }
    try withDataSet(counts: [4, 4]) { folder in
      let learn = try Learner(smallBunch(folder), Grouped(), callbacks: [], device: .cpu)
      #expect(learn.layerGroups.count == 2)
      try learn.freeze()
      #expect(learn.model.trainableParameterCount == 10)
      try learn.fit(1)
      try learn.unfreeze()
      #expect(learn.model.trainableParameterCount == learn.model.parameterCount)
      #expect(try Linear(1, 1).layerGroups.count == 1)
    }
  }

  @Test("a learner for images on it freezes its body and leaves no tensor behind")
  func learner() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let leaked = try tensorsLeaked {
        let learn = try cnnLearner(
          smallBunch(folder), small(), weights: .random, hidden: [5], callbacks: [], device: .cpu)
        try learn.freeze()
        try learn.fitOneCycle(1)
      }
      #expect(leaked == 0)
    }
  }
}
