import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@Suite("Losses of a learner, and its settings")
struct LossFunctionTests {
  private let logits: [[Float]] = [[2, 0, -1], [0.5, 0.4, 0.1], [-1, 3, 0]]

  @Test("smoothing and class weights reach the loss, and the loss of averaged probabilities is theirs")
  func crossEntropies() throws {
    let (x, y) = (try Tensor(logits), try Tensor([0, 2, 1]))
    let weights = LossFunction.balancedWeights(counts: [1, 2, 5])
    #expect(difference(weights, [8 / 3.0, 8 / 6.0, 8 / 15.0]) == nil)
    #expect(LossFunction.balancedWeights(counts: [2, 0]) == [0.5, 0])
    let loss = LossFunction.crossEntropy(labelSmoothing: 0.1, classWeights: weights)
    let want = try crossEntropy(x, y, weight: Tensor(weights.map { Float($0) }), labelSmoothing: 0.1)
    #expect(difference([try loss.compute(x, y, .mean).item()], [try want.item()]) == nil)
    // fastai 1: (1 − eps)·NLL + eps / C · Σ(−log p)
    let logs = try x.logSoftmax()
    let plain = try crossEntropy(x, y, reduction: .none)
    let smooth = try (plain * 0.9 - logs.sum(dimensions: 1) * (0.1 / 3)).mean().item()
    let smoothing = LossFunction.crossEntropy(labelSmoothing: 0.1)
    #expect(difference([try smoothing.compute(x, y, .mean).item()], [smooth]) == nil)
    for loss in [LossFunction.crossEntropy, .binaryCrossEntropy] {
      let probabilities = try loss.activation(x)
      let again = try loss.activation(loss.inverseActivation(probabilities))
      #expect(try again.isClose(to: probabilities, absolute: 1e-5), "\(loss.name)")
    }
  }

  @Test("every loss gives one number for each item when asked")
  func perItem() throws {
    let x = try Tensor(logits)
    let bits = try Tensor([[1, 0, 0], [0, 1, 1], [0, 0, 0]] as [[Float]])
    for loss in [LossFunction.binaryCrossEntropy, .mse, .l1, .binaryCrossEntropy(positiveWeights: [1, 2, 3])] {
      let each = try loss.compute(x, bits, .none)
      #expect(each.shape == [3], "\(loss.name)")
      #expect(
        difference([try each.mean().item()], [try loss.compute(x, bits, .mean).item()], absolute: 1e-6) == nil)
    }
    let logs = try x.logSoftmax()
    let y = try Tensor([0, 2, 1])
    #expect(
      difference(
        try LossFunction.nll.compute(logs, y, .none).scalars() as [Float],
        try LossFunction.crossEntropy.compute(x, y, .none).scalars() as [Float], absolute: 1e-6) == nil)
  }

  @Test("the kind of the targets chooses the loss")
  func kinds() throws {
    #expect(LossFunction.fitting(.category).name == "cross_entropy")
    #expect(LossFunction.fitting(.multiCategory).name == "binary_cross_entropy")
    #expect(LossFunction.fitting(.numbers).name == "mse")
    #expect(try pointLearner().loss.name == "cross_entropy")
  }

  @Test("several classes at once are learned, and results name them")
  func manyLabels() throws {
    struct Labels: DataBunch {
      struct Loader: DataLoader {
        let itemCount = 32, batchCount = 4
        func makeIterator() -> AnyIterator<Batch> {
          var place = 0
          return AnyIterator {
            guard place < 4 else { return nil }
            defer { place += 1 }
            do {
              let x = try Tensor((0..<16).map { Float(((place * 16 + $0) * 7) % 11) - 5 }, shape: [8, 2])
              return Batch(x: x, y: try (x .> 0).to(.float32), indices: Array((place * 8)..<(place * 8 + 8)))
            } catch { return Batch(failure: error) }
          }
        }
      }
      let train = Loader()
      var valid: Loader? { Loader() }
      let path: FilePath = "."
      let classes = ["right", "up"]
      let targetKind = TargetKind.multiCategory
    }
    let learn = try Learner(
      Labels(), Linear(2, 2), metrics: [.accuracyThreshold(), .fBetaOfLabels()], callbacks: [], device: .cpu)
    try learn.fit(20, learningRate: 0.1)
    #expect(learn.recorder.epochs.last?.metrics[0] ?? 0 > 0.95)
    let predictions = try learn.getPreds()
    #expect(predictions.targets.isEmpty && predictions.targetValues.count == 32)
    let shown = try learn.showResults(rows: 2)
    #expect(shown.allSatisfy { ["", "up", "right", "right;up"].contains($0.truth) && $0.probability == nil })
    #expect(shown.count { $0.truth == $0.prediction } >= 3)
    #expect(try learn.TTAUnavailable())
  }

  @Test("weights decay apart from the gradients or with them, batch norm and biases with the rest or not")
  func decay() throws {
    let learn = try pointLearner()
    try learn.fit(1, weightDecay: 0.3)
    #expect(learn.optimizer?.groups.map(\.weightDecay) == [0.3, 0.3, 0.3, 0.3, 0.3, 0.3])
    #expect(learn.optimizer?.groups.allSatisfy { $0.decayRule == .decoupled } == true)
    (learn.decaysBatchNorm, learn.trueWeightDecay) = (false, false)
    try learn.fit(1)
    #expect(learn.optimizer?.groups.map(\.weightDecay) == [0.01, 0, 0.01, 0, 0.01, 0])
    #expect(learn.optimizer?.groups.allSatisfy { $0.decayRule == .l2 } == true)
  }

  @Test("layer groups begin at the modules named")
  func split() throws {
    let learn = try pointLearner()
    let net = try #require(learn.model as? Sequential)
    try learn.split(at: net[5], net[3])
    #expect(learn.layerGroups.map(\.count) == [3, 2, 1])
    learn.split { model in [Array(model.leaves.prefix(1)), Array(model.leaves.dropFirst())] }
    #expect(learn.layerGroups.map(\.count) == [1, 5])
    try learn.freeze()
    try learn.fit(1, learningRate: .slice(1e-5, 1e-3))
    #expect(learn.optimizer?.groups.count == 4)
    #expect(throws: LearnerError.self) { try learn.split(at: Linear(1, 1)) }
    #expect(throws: LearnerError.self) { try learn.split(at: net[3], net[3]) }
  }

  @Test("a single item left at the end of an epoch is left out; batches of one are one's own choice")
  func leftovers() throws {
    let learn = try pointLearner(Points(count: 17, batchSize: 8))
    try learn.fit(1)
    #expect(learn.recorder.losses.count == 2)
    let single = try pointLearner(Points(count: 3, batchSize: 1))
    let error = try #require(throws: TorchError.self) { try single.fit(1) }
    #expect(error.remedy == "use a batch of two items or more")
  }
}

extension Learner {
  fileprivate func TTAUnavailable() throws -> Bool {
    do { _ = try TTA() } catch is LearnerError { return true }
    return false
  }
}

@Suite("Precision")
struct PrecisionTests {
  @Test("bfloat16 trains on any processor, with parameters and outputs in float32")
  func bfloat16() throws {
    try manualSeed(1)
    let learn = try pointLearner().toBF16()
    #expect(learn.precision == .bfloat16)
    var dtypes: Set<DType> = []
    let observer = learn.model.observe { _, _, output in dtypes.insert(output.dtype) }
    try learn.fitOneCycle(8, maxLR: 3e-2)
    observer.remove()
    #expect(dtypes == [.bfloat16])
    #expect(learn.model.parameters.allSatisfy { $0.dtype == .float32 })
    #expect(learn.recorder.epochs.last?.metrics[1] ?? 0 > 0.8)
    let short = try learn.getPreds().probabilities
    let full = try learn.toFP32().getPreds().probabilities
    #expect(short != full)
    #expect(difference(short.joined(), full.joined(), absolute: 0.03) == nil)
  }

  @Test("autocast ends with its closure, also by an error")
  func autocast() throws {
    struct Interruption: Error {}
    let x = try Tensor.ones(2, 2)
    #expect(try withAutocast(.bfloat16, on: .cpu) { try x.matmul(x).dtype } == .bfloat16)
    #expect(throws: Interruption.self) { try withAutocast(.bfloat16, on: .cpu) { throw Interruption() } }
    #expect(try x.matmul(x).dtype == .float32)
  }

  @Test("float16 needs a GPU, and says so")
  func float16() throws {
    let error = try #require(throws: LearnerError.self) { try pointLearner().toFP16() }
    #expect(error.code == .usage && error.remedy == "use `toBF16()`, or `toFP32()`")
  }

  @Test("a scaled loss gives the same gradients; overflow is found, and the factor follows")
  func scaling() throws {
    let scaler = GradientScaler(scale: 1024, growthInterval: 2, maxScale: 2048)
    let w = try Parameter(tensor(1, 2))
    func gradient(of factor: Double) throws -> Bool {
      try w.tensor.clearGrad()
      try scaler.scaled((w.tensor * w.tensor).sum() * factor).backward()
      return try scaler.unscale([w.tensor.grad])
    }
    #expect(try gradient(of: 1) && scaler.scale == 1024)
    #expect(try w.tensor.grad.scalars() == [2, 4])
    #expect(try gradient(of: 1) && scaler.scale == 2048)
    #expect(try !gradient(of: 1e38) && scaler.scale == 1024)
    #expect(try gradient(of: 1) && gradient(of: 1) && gradient(of: 1) && gradient(of: 1) && scaler.scale == 2048)
    let fixed = GradientScaler(scale: 512, isDynamic: false)
    #expect(try !fixed.unscale([tensor(.infinity)]) && fixed.scale == 512)
    #expect(try fixed.unscale([]))
  }
}
