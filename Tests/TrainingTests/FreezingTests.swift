import SystemPackage
import TestSupport
import Testing
import Torch

@testable import TorchNN
@testable import Training

@Suite("Freezing, learning and keeping")
struct FreezingTests {
  private func trainable(_ learn: Learner) -> [String] {
    learn.model.namedParameters.filter(\.parameter.requiresGrad).map(\.name)
  }

  @Test("freezing trains the last group, and batch norm everywhere unless told otherwise")
  func freezes() throws {
    let learn = try pointLearner()
    try learn.freeze()
    #expect(trainable(learn) == ["1.weight", "1.bias", "5.weight", "5.bias"])
    try learn.freezeTo(1)
    #expect(trainable(learn) == ["1.weight", "1.bias", "3.weight", "3.bias", "5.weight", "5.bias"])
    try learn.freezeTo(-2)
    #expect(trainable(learn).count == 6)
    try learn.unfreeze()
    #expect(trainable(learn).count == 8)
    learn.trainBN = false
    try learn.freeze()
    #expect(trainable(learn) == ["5.weight", "5.bias"])
  }

  @Test("freezing one group only, or to a group that is not there, is an error")
  func wrongFreezing() throws {
    let net = try pointNetwork()
    let learn = try Learner(Points(), net, callbacks: [], device: .cpu)
    #expect(try #require(throws: LearnerError.self) { try learn.freeze() }.remedy != nil)
    try learn.unfreeze()
    #expect(throws: LearnerError.self) { try pointLearner().freezeTo(4) }
    #expect(throws: LearnerError.self) { try pointLearner().freezeTo(-4) }
  }

  @Test("an optimizer has two groups for each layer group: weights, then biases and batch norm")
  func optimizerGroups() throws {
    let learn = try pointLearner()
    try learn.unfreeze()
    #expect(learn.optimizer?.groups.map(\.parameters.count) == [1, 3, 1, 1, 1, 1])
    try learn.freeze()
    #expect(learn.optimizer?.groups.map(\.parameters.count) == [0, 2, 0, 0, 1, 1])
    try learn.fit(1, learningRate: .slice(1e-4, 1e-2), weightDecay: 0.5)
    let groups = try #require(learn.optimizer?.groups)
    #expect(difference(groups.map(\.learningRate), [1e-4, 1e-4, 1e-3, 1e-3, 1e-2, 1e-2], absolute: 1e-12) == nil)
    #expect(groups.allSatisfy { $0.weightDecay == 0.5 })
  }

  @Test("frozen parameters do not move, and batch norm's statistics do")
  func staysFrozen() throws {
    let learn = try pointLearner()
    try learn.freeze()
    func state() throws -> [String: [Float]] {
      try Dictionary(
        uniqueKeysWithValues: learn.model.stateDictionary.entries.map { ($0.name, try $0.tensor.scalars()) })
    }
    let before = try state()
    try learn.fitOneCycle(2, maxLR: 1e-2)
    let after = try state()
    let moved = Set(after.keys.filter { after[$0] != before[$0] })
    let norm = ["1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"]
    #expect(moved == Set(norm + ["5.weight", "5.bias"]))
  }

  @Test("a small network learns the points, and predictions agree with the metrics")
  func learns() throws {
    let learn = try pointLearner()
    try learn.fitOneCycle(10, maxLR: 3e-2)
    let last = try #require(learn.recorder.epochs.last)
    #expect(last.metrics[0] == 0 && last.trainLoss < 0.5)
    let result = try learn.validate()
    #expect(difference([result.loss], [last.validLoss ?? .nan]) == nil)
    let predictions = try learn.getPreds()
    #expect(predictions.errorCount == 0)
    #expect(predictions.indices == Array(0..<15))
    #expect(predictions.targets == (0..<15).map { $0 % 3 })
    #expect(predictions.probabilities.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 })
    let mean = predictions.losses.reduce(0, +) / 15
    #expect(difference([mean], [Float(result.loss)], absolute: 1e-5) == nil)
    #expect(learn.state.batch == nil && learn.state.predictions == nil)
  }

  @Test("a learner without layer groups trains a parameter beside sub-modules, and one in two places once a step")
  func ownParameters() throws {
    final class Scaled: Module {
      let linear: Linear, again: Linear
      let scale: Parameter
      init(classes: Int) throws {
        linear = try Linear(2, classes)
        again = linear
        scale = try Parameter(.ones(1))
      }
      override func forward(_ x: Tensor) throws -> Tensor { try linear(x) * scale.tensor }
    }
    let model = try Scaled(classes: 3)
    let learn = try Learner(Points(), model, callbacks: [], device: .cpu)
    try learn.fit(1, learningRate: 1e-2)
    #expect(try model.scale.tensor.item() != 1)
    #expect(learn.optimizer?.groups.flatMap(\.parameters).count == 3)
  }

  @Test("other losses and optimizers fit in: a line by SGD and the mean squared error")
  func regression() throws {
    struct Line: DataBunch {
      struct Loader: DataLoader {
        let itemCount = 32, batchCount = 1
        func makeIterator() -> AnyIterator<Batch> {
          var isDone = false
          return AnyIterator {
            guard !isDone else { return nil }
            isDone = true
            do {
              let x = try Tensor.linspace(-1, 1, count: 32).reshaped(32, 1)
              return Batch(x: x, y: try x * 3 + 2, indices: Array(0..<32))
            } catch { return Batch(failure: error) }
          }
        }
      }
      let train = Loader()
      let valid: Loader? = nil
      let path: FilePath = "."
      let classes: [String] = []
    }
    let model = try Linear(1, 1)
    let learn = try Learner(Line(), model, loss: .mse, callbacks: [], device: .cpu)
    learn.makeOptimizer = { SGD($0) }
    try learn.fit(200, learningRate: 0.05, weightDecay: 0)
    #expect(
      difference([try model.weight.tensor.item(), try model.bias?.tensor.item() ?? 0], [3.0, 2], absolute: 0.05) == nil)
  }

  @Test("saved weights come back, in a folder that is made for them")
  func saves() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let learn = try pointLearner(data)
      let file = try learn.save("stage-1")
      #expect(file == folder.appending("models/stage-1.safetensors").string)
      let before = try learn.getPreds().probabilities
      try learn.fit(1, learningRate: 0.1)
      #expect(try learn.getPreds().probabilities != before)
      #expect(try learn.load("stage-1").isComplete)
      #expect(try learn.getPreds().probabilities == before)
    }
  }

  @Test("wrong names, missing files and weights of another network are errors")
  func wrongFiles() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let learn = try pointLearner(data)
      for name in ["", "..", "a/b", "/"] {
        #expect(throws: LearnerError.self) { try learn.save(name) }
      }
      #expect(throws: WeightFileError.self) { try learn.load("nothing") }
      try Linear(2, 2).stateDictionary.write(to: folder.appending("other.safetensors"))
      try learn.save("mine")
      try Linear(2, 2).stateDictionary.write(to: folder.appending("models/mine.safetensors"))
      let error = try #require(throws: LearnerError.self) { try learn.load("mine") }
      #expect(error.code == .mismatch && error.description.contains("missing"))
      data.path = "/proc/no"
      let elsewhere = try pointLearner(data)
      #expect(try #require(throws: WeightFileError.self) { try elsewhere.save("x") }.code == .writeFailed)
    }
  }

  @Test("training, validating and failing leave no tensor behind")
  func leaks() throws {
    var broken = Points()
    broken.train.failingBatch = 3
    let leaked = try tensorsLeaked {
      let learn = try pointLearner()
      try learn.freeze()
      try learn.fitOneCycle(1)
      try learn.unfreeze()
      try learn.fit(1)
      _ = try learn.getPreds()
      #expect(throws: Points.Failure.self) { try pointLearner(broken).fit(1) }
    }
    #expect(leaked == 0)
  }

  @Test("between fits, a learner holds its parameters, buffers and moments only")
  func holdsLittle() throws {
    let learn = try pointLearner()
    try learn.fit(1)
    let before = Tensor.liveCountOfThread
    try learn.fit(2)
    _ = try learn.validate()
    _ = try learn.getPreds()
    #expect(Tensor.liveCountOfThread == before)
  }
}
