import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@Suite("One training step of a small network")
struct TrainingStepTests {
  struct Fixture: Decodable {
    let input: FixtureTensor, target: FixtureTensor, evalLogitsBefore: FixtureTensor, trainLogits: FixtureTensor
    let evalLogitsAfter: FixtureTensor, loss: Double
    let before: [String: FixtureTensor], grads: [String: FixtureTensor], after: [String: FixtureTensor]
  }

  private let fixture: Fixture
  private let net: Sequential

  init() throws {
    fixture = try TorchFixture.load("small-training-step")
    net = try smallNetwork()
    let entries = try fixture.before.map { name, value in
      (name: name, tensor: try value.tensor(name.hasSuffix("tracked") ? .int64 : .float32))
    }
    try net.load(StateDictionary(entries))
  }

  @Test("names are PyTorch's")
  func names() {
    #expect(Set(net.stateDictionary.names) == Set(fixture.before.keys))
    #expect(net.namedParameters.map(\.name).first == "0.0.weight")
  }

  @Test("logits, loss, gradients, parameters and running statistics equal PyTorch's", arguments: [false, true])
  func step(channelsLast: Bool) throws {
    let x = try channelsLast ? fixture.input.tensor().channelsLast() : fixture.input.tensor()
    net.eval()
    #expect(try difference(net(x), fixture.evalLogitsBefore, absolute: 1e-5) == nil)
    net.train()
    let logits = try net(x)
    #expect(try difference(logits, fixture.trainLogits, absolute: 1e-5) == nil)
    let loss = try crossEntropy(logits, fixture.target.tensor(.int64))
    #expect(difference([try loss.item()], [fixture.loss], absolute: 1e-5) == nil)
    try loss.backward()
    #expect(net.namedParameters.count == fixture.grads.count)
    for (name, parameter) in net.namedParameters {
      let want = try #require(fixture.grads[name])
      #expect(try difference(parameter.tensor.grad, want, absolute: 1e-5) == nil, "\(name)")
    }
    let group = ParameterGroup(
      net.namedParameters.map(\.parameter), learningRate: 3e-3, weightDecay: 0.01, momentum: 0.95)
    try AdamW([group]).step()
    for (name, tensor) in net.stateDictionary.entries {
      let want = try #require(fixture.after[name])
      #expect(try difference(tensor.to(.float32), want, absolute: 1e-5) == nil, "\(name)")
    }
    net.eval()
    #expect(try difference(net(x), fixture.evalLogitsAfter, absolute: 1e-5) == nil)
  }

  @Test("the step equals PyTorch's when the state comes from a safetensors file")
  func fromFile() throws {
    let file = try StateDictionary(contentsOf: TorchFixture.folder.appending("small-training-step.safetensors"))
    let other = try smallNetwork()
    let prefix = "before."
    let before = file.entries.filter { $0.name.hasPrefix(prefix) }
    try other.load(StateDictionary(before.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) }))
    other.eval()
    let (input, want) = (try #require(file["input"]), try #require(file["evalLogitsBefore"]))
    #expect(try other(input).isClose(to: want, absolute: 1e-5))
  }

  @Test("training steps leave nothing behind")
  func leaks() throws {
    #expect(
      try tensorsLeaked {
        let net = try smallNetwork()
        let optimizer = AdamW([ParameterGroup(net.namedParameters.map(\.parameter))])
        for _ in 0..<2 {
          try crossEntropy(net(fixture.input.tensor()), fixture.target.tensor(.int64)).backward()
          try optimizer.step()
          try optimizer.zeroGrad()
        }
        #expect(throws: TorchError.self) { try net(.zeros(2, 4, 8, 8)) }
      } == 0)
  }
}
