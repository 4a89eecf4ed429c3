import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Training

/// Points in another order, with files, a training pass in order, a test part and views.
private struct Shuffled: DataBunch {
  struct Loader: DataLoader {
    let base: Points.Loader
    /// The items' order in the batches.
    var order: [Int]
    var factor = 1.0

    var itemCount: Int { base.itemCount }
    var batchCount: Int { (order.count + 3) / 4 }
    var paths: [FilePath] { (0..<itemCount).map { FilePath("/data/\($0).jpg") } }

    func makeIterator() -> AnyIterator<Batch> {
      let starts = stride(from: 0, to: order.count, by: 4).makeIterator()
      var next = starts
      return AnyIterator {
        guard let start = next.next() else { return nil }
        let indices = Array(order[start..<min(start + 4, order.count)])
        do {
          let x = try Tensor(indices.map { base.x[$0] }) * factor
          return Batch(x: x, y: try Tensor(indices.map { base.y[$0] }), indices: indices)
        } catch { return Batch(failure: error) }
      }
    }
  }

  private let points = Points(count: 18, batchSize: 4, validCount: 10)
  let path: FilePath = "/nonexistent"
  let classes = ["a", "b", "c"]

  var train: Loader { Loader(base: points.train, order: (0..<16).reversed()) }
  var trainInOrder: Loader? { Loader(base: points.train, order: Array(0..<18)) }
  var valid: Loader? { points.valid.map { Loader(base: $0, order: [7, 2, 9, 0, 4, 1, 8, 3, 6, 5]) } }
  var test: Loader? { points.valid.map { Loader(base: $0, order: [1, 0]) } }

  func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader] {
    guard let loader = loader(part) else { return [] }
    return (0..<8).map { view in
      var loader = loader
      loader.factor = 1 + scale * Double(view) / 8
      return loader
    }
  }
}

@Suite("Predictions and what is computed from them")
struct EvaluationTests {
  private func learner() throws -> Learner {
    let net = try pointNetwork()
    let groups: [[Module]] = [[net[0], net[1], net[2]], [net[3], net[4]], [net[5]]]
    return try Learner(
      Shuffled(), net, layerGroups: groups, metrics: [.accuracy, .f1(.macro)], callbacks: [], device: .cpu)
  }

  @Test("rows come in the order of the data set whatever the batches, with targets, losses and files")
  func order() throws {
    let learn = try learner()
    let data = Shuffled()
    let predictions = try learn.getPreds()
    #expect(predictions.indices == Array(0..<10) && predictions.count == 10)
    #expect(predictions.targets == (0..<10).map { $0 % 3 })
    #expect(predictions.paths == data.valid?.paths)
    learn.model.eval()
    let base = try #require(data.valid).base
    let outputs = try withoutGrad { try learn.model(Tensor(base.x)) }
    let want: [Float] = try outputs.softmax().scalars()
    #expect(difference(predictions.probabilities.joined(), want, absolute: 1e-6) == nil)
    let losses: [Float] = try crossEntropy(outputs, Tensor(base.y), reduction: .none).scalars()
    #expect(difference(predictions.losses, losses, absolute: 1e-6) == nil)
    let raw = try learn.getPreds(activation: { $0 })
    #expect(difference(raw.probabilities.joined(), try outputs.scalars(as: Float.self), absolute: 1e-6) == nil)
  }

  @Test("every part can be asked: the training part in its plain pass, the test part, a few batches, any loader")
  func parts() throws {
    let learn = try learner()
    #expect(try learn.getPreds(.fix).indices == Array(0..<18))
    #expect(try learn.getPreds(.train).indices == Array(0..<16))
    #expect(try learn.getPreds(.test).indices == [0, 1])
    #expect(try learn.getPreds(atMost: 1).indices == [0, 2, 7, 9])
    #expect(try learn.getPreds(learn.data.train).indices == Array(0..<16))
    #expect(try learn.predBatch().shape == [4, 3])
    let error = try #require(throws: LearnerError.self) { try pointLearner().getPreds(.test) }
    #expect(error.description == "there is no test set")
  }

  @Test("validation weighs batches by their items, with metrics and callbacks of one's own")
  func validation() throws {
    let learn = try learner()
    let predictions = try learn.getPreds()
    let result = try learn.validate()
    #expect(difference([result.loss], [Double(predictions.losses.reduce(0, +)) / 10], absolute: 1e-6) == nil)
    #expect(difference([result.metrics[0]], [1 - Double(predictions.errorCount) / 10], absolute: 1e-6) == nil)
    #expect(try learn.validate(.train, metrics: [.errorRate]).metrics.count == 1)
    #expect(try learn.validate(.test).metrics.count == 2)
    #expect(try learn.validate(learn.data.train).loss.isFinite)
  }

  @Test("test-time augmentation mixes the plain view with the mean of eight others, losses with it")
  func tta() throws {
    let learn = try learner()
    let plain = try learn.getPreds()
    let views = try learn.ttaPredictions(scale: 1.35)
    #expect(views.count == 8)
    let all = try learn.TTA()
    for row in 0..<10 {
      for column in 0..<3 {
        let mean = views.reduce(0) { $0 + $1.probabilities[row][column] } / 8
        let want = 0.4 * plain.probabilities[row][column] + 0.6 * mean
        #expect(difference([all.probabilities[row][column]], [want], absolute: 1e-6) == nil)
      }
      let loss = -Double(all.probabilities[row][all.targets[row]]).logarithm
      #expect(difference([Double(all.losses[row])], [loss], absolute: 1e-5) == nil)
    }
    #expect(all.paths == plain.paths && all.targets == plain.targets)
    #expect(try learn.TTA(beta: 1).probabilities == plain.probabilities)
    #expect(try learn.TTA(.fix).count == 18)
    #expect(throws: LearnerError.self) { try learn.TTA(beta: 2) }
    #expect(try #require(throws: LearnerError.self) { try pointLearner().TTA() }.remedy != nil)
  }

  @Test("one item is predicted, and several times with dropout on")
  func predict() throws {
    let net = try Sequential(Linear(2, 64), ReLU(), Dropout(0.5), Linear(64, 3))
    let learn = try Learner(Shuffled(), net, callbacks: [], device: .cpu)
    let item = try Tensor([0.5, -0.3] as [Float])
    let one = try learn.predict(item)
    #expect(one.label == ["a", "b", "c"][one.index] && one.probabilities.count == 3)
    #expect(try learn.predict(item) == one)
    let several = try learn.predictWithMCDropout(item, times: 5)
    #expect(several.count == 5 && Set(several.map(\.probabilities)).count > 1)
    #expect(net.namedModules.allSatisfy { $0.module.isTraining })
    let dropped = try learn.getPreds(withDropout: true)
    #expect(try dropped.probabilities != learn.getPreds().probabilities)
    #expect(throws: TorchError.self) { try learn.predict(.zeros(3)) }
  }

  @Test("results show truth beside prediction")
  func results() throws {
    let learn = try learner()
    let shown = try learn.showResults(rows: 1)
    #expect(shown.count == 1 && shown[0].index == 0 && shown[0].truth == "a" && shown[0].path == "/data/0.jpg")
    #expect(try learn.showResults().count == 4)
    let predictions = try learn.getPreds()
    #expect(
      try learn.showResults().map(\.prediction) == [0, 2, 7, 9].map { ["a", "b", "c"][predictions.classes[$0]] })
  }

  @Test("the summary lists every layer with its output's shape and its parameters")
  func summary() throws {
    let learn = try learner()
    try learn.freeze()
    let summary = try learn.summary()
    #expect(summary.layers.map(\.type) == ["Linear", "BatchNorm1d", "ReLU", "Linear", "ReLU", "Linear"])
    #expect(summary.layers.map(\.outputShape) == [[1, 8], [1, 8], [1, 8], [1, 8], [1, 8], [1, 3]])
    #expect(summary.layers.map(\.parameterCount) == [24, 16, 0, 72, 0, 27])
    #expect(summary.layers.map(\.isTrainable) == [false, true, false, false, false, true])
    let lines = summary.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      Array(lines[0...6]) == [
        "Sequential", String(repeating: "=", count: 70),
        "Layer (type)         Output Shape         Param #    Trainable ", String(repeating: "=", count: 70),
        "Linear               [1, 8]               24         False     ", String(repeating: "_", count: 70),
        "BatchNorm1d          [1, 8]               16         True      ",
      ])
    #expect(lines.contains("Total params: 139") && lines.contains("Total trainable params: 43"))
    #expect(lines.contains("Total non-trainable params: 96") && lines.contains("Optimized with AdamW"))
    let empty = try pointLearner(Points(count: 0, validCount: 0))
    #expect(throws: LearnerError.self) { try empty.summary() }
  }

  @Test("predictions, views and summaries leave no tensor behind")
  func leaks() throws {
    #expect(
      try tensorsLeaked {
        let learn = try learner()
        _ = try (learn.TTA(), learn.summary(), learn.showResults(), learn.predictWithMCDropout(.zeros(2), times: 2))
      } == 0)
  }
}

extension Double {
  fileprivate var logarithm: Double { (try? Tensor([self]).log().item()) ?? .nan }
}
