import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import TorchNN
@testable import Vision

@Suite("Architectures")
struct ArchitectureTests {
  struct Counts: Sendable, CustomTestStringConvertible {
    let architecture: Architecture
    let body: Int, norm: Int, head: Int, total: Int, frozen: Int
    var testDescription: String { architecture.name }
  }

  static let counts = [
    Counts(architecture: .resnet18, body: 11_176_512, norm: 9600, head: 529_411, total: 11_705_923, frozen: 539_011),
    Counts(architecture: .resnet34, body: 21_284_672, norm: 17_024, head: 529_411, total: 21_814_083, frozen: 546_435),
    Counts(
      architecture: .resnet50, body: 23_508_032, norm: 53_120, head: 2_108_419, total: 25_616_451, frozen: 2_161_539),
    Counts(
      architecture: .resnet101, body: 42_500_160, norm: 105_344, head: 2_108_419, total: 44_608_579, frozen: 2_213_763),
    Counts(
      architecture: .resnet152, body: 58_143_808, norm: 151_424, head: 2_108_419, total: 60_252_227, frozen: 2_259_843),
  ]

  struct Nothing: DataBunch {
    struct Loader: DataLoader {
      let itemCount = 0, batchCount = 0
      func makeIterator() -> AnyIterator<Batch> { AnyIterator { nil } }
    }
    let train = Loader()
    let valid: Loader? = nil
    let path: FilePath = "."
    let classes: [String] = []
  }

  private func network(_ architecture: Architecture, classes: Int = 3, dropout: Double = 0.5) throws -> CNN {
    let head = try createHead(
      features: 2 * (try #require(architecture.features)), classCount: classes, dropout: dropout)
    return CNN(architecture, body: try createBody(architecture), head: head)
  }

  // The larger ones only repeat the blocks of ResNet-50.
  @Test("parameter counts are torchvision's and fastai's", arguments: counts.prefix(3))
  func parameterCounts(want: Counts) throws {
    let model = try network(want.architecture)
    let norms = model.body.leaves.filter { $0 is BatchNorm }
    #expect(model.body.parameterCount == want.body)
    #expect(norms.reduce(0) { $0 + $1.parameterCount } == want.norm)
    #expect(model.head.parameterCount == want.head)
    #expect(model.parameterCount == want.total)
    let learn = try Learner(Nothing(), model, layerGroups: model.layerGroups, callbacks: [], device: .cpu)
    try learn.freeze()
    #expect(model.trainableParameterCount == want.frozen)
    try learn.unfreeze()
    #expect(model.trainableParameterCount == want.total)
  }

  @Test("a ResNet-34 for the 37 breeds of pets has fastai's counts")
  func pets() throws {
    let model = try network(.resnet34, classes: 37)
    #expect(model.parameterCount == 21_831_525)
    let learn = try Learner(Nothing(), model, layerGroups: model.layerGroups, callbacks: [], device: .cpu)
    try learn.freeze()
    #expect(model.trainableParameterCount == 563_877)
  }

  @Test("the head's layers stand in fastai's order, and shift without dropout")
  func headLayers() throws {
    func kinds(_ head: Sequential) -> [String] { head.modules.map { "\(type(of: $0))" } }
    let head = try createHead(features: 1024, classCount: 3)
    #expect(
      kinds(head) == [
        "AdaptiveConcatPool2d", "Flatten", "BatchNorm1d", "Dropout", "Linear", "ReLU", "BatchNorm1d", "Dropout",
        "Linear",
      ])
    #expect(head.modules.compactMap { ($0 as? Dropout)?.p } == [0.25, 0.5])
    #expect(
      head.namedParameters.map(\.name) == [
        "2.weight", "2.bias", "4.weight", "4.bias", "6.weight", "6.bias", "8.weight", "8.bias",
      ])
    #expect(
      kinds(try createHead(features: 1024, classCount: 3, dropout: 0))
        == ["AdaptiveConcatPool2d", "Flatten", "BatchNorm1d", "Linear", "ReLU", "BatchNorm1d", "Linear"])
    let deep = try createHead(features: 1024, classCount: 3, hidden: [64, 32])
    #expect(deep.modules.compactMap { ($0 as? Linear)?.weight.tensor.shape } == [[64, 1024], [32, 64], [3, 32]])
    #expect(deep.modules.compactMap { ($0 as? Dropout)?.p } == [0.25, 0.25, 0.5])
  }

  @Test("the head's linear layers start kaiming-normal without bias")
  func headInitial() throws {
    let head = try createHead(features: 1024, classCount: 200)
    let linears = head.modules.compactMap { $0 as? Linear }
    let deviations = try linears.map { try $0.weight.tensor.std().item() }
    #expect(difference(deviations, [0.0442, 0.0625], absolute: 1e-3) == nil)
    #expect(try linears.allSatisfy { try $0.bias?.tensor.abs().max().item() == 0 })
  }

  @Test("names are torchvision's, under the numbers of fastai")
  func names() throws {
    let model = try network(.resnet18)
    let names = Set(model.stateDictionary.names)
    for name in [
      "0.0.weight", "0.1.running_mean", "0.4.0.conv1.weight", "0.5.0.downsample.0.weight",
      "0.5.0.downsample.1.num_batches_tracked",
      "0.7.1.bn2.bias", "1.8.bias",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    let whole = try Architecture.resnet50.makeNetwork()
    #expect(whole.parameterCount == 25_557_032)
    #expect(Set(whole.stateDictionary.names).isSuperset(of: ["conv1.weight", "layer4.2.conv3.weight", "fc.bias"]))
    #expect(Architecture("resnet34") == .resnet34 && Architecture("vgg") == nil)
  }

  @Test("layer groups are the stem with the first layers, the last layers, and the head")
  func groups() throws {
    let model = try network(.resnet18)
    let groups = model.layerGroups.map { $0.reduce(0) { $0 + $1.parameterCount } }
    #expect(groups == [683_072, 10_493_440, 529_411])
    #expect(groups.reduce(0, +) == model.parameterCount)
  }

  struct Logits: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let weights: String, shape: [Int], firstLogits: [[Float]], argmax: [Int]
      let logitsSum: Double, logitsNorm: Double, bodyShape: [Int], bodySum: Double, bodyNorm: Double, bodyFirst: [Float]
      var testDescription: String { "\(weights) \(shape)" }
    }
    let cases: [Case]
  }

  @Test(
    "a forward pass on real weights equals PyTorch's",
    .enabled(if: SharedData.weights("resnet18-ktb.pth") != nil && SharedData.weights("resnet34-ktb.pth") != nil),
    arguments: try TorchFixture.load("resnet-logits", as: Logits.self).cases)
  func forward(want: Logits.Case) throws {
    let architecture = want.weights.hasPrefix("resnet18") ? Architecture.resnet18 : .resnet34
    let state = try StateDictionary(contentsOf: try #require(SharedData.weights(want.weights)))
    let model = try architecture.makeNetwork()
    try model.load(state)
    let body = try createBody(architecture, weights: state)
    model.eval()
    body.eval()
    let x = try formulaImage(want.shape)
    let (logits, features) = try withoutGrad { (try model(x), try body(x.channelsLast())) }
    for (row, first) in zip(try logits.unbound(), want.firstLogits) {
      #expect(difference(try row[..<10].scalars(), first, absolute: 1e-4, relative: 1e-4) == nil)
    }
    #expect(try logits.argmax(dimension: 1).scalars(as: Int.self) == want.argmax)
    let got = try [
      logits.to(.float64).norm().item(), features.to(.float64).norm().item(), features.to(.float64).sum().item(),
    ]
    #expect(difference(got, [want.logitsNorm, want.bodyNorm, want.bodySum], absolute: 1e-3, relative: 1e-5) == nil)
    #expect(features.shape == want.bodyShape)
    #expect(
      difference(try features.flattened()[..<10].scalars(), want.bodyFirst, absolute: 1e-4, relative: 1e-4) == nil)
  }

  /// sin(0.01 · (7i + 3j) + c + n)
  private func formulaImage(_ shape: [Int]) throws -> Tensor {
    func axis(_ dimension: Int, _ factor: Double) throws -> Tensor {
      var sizes = [1, 1, 1, 1]
      sizes[dimension] = shape[dimension]
      return try Tensor((0..<shape[dimension]).map { Double($0) * factor }, shape: sizes)
    }
    return try (axis(2, 0.07) + axis(3, 0.03) + axis(1, 1) + axis(0, 1)).sin().to(.float32)
  }
}
