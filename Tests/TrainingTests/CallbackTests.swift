import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Training

/// Does what closures say.
private final class Doing: Callback {
  var order = 0
  var predictions: (Learner) throws -> Void = { _ in }
  var batch: (Learner) throws -> Void = { _ in }
  var loss: (Learner) throws -> Void = { _ in }
  var backward: (Learner) throws -> Void = { _ in }
  var step: (Learner) throws -> Void = { _ in }
  var epoch: (Learner) throws -> Void = { _ in }

  func beforeBatch(_ learn: Learner) throws -> Flow { try doing(batch, learn) }
  func afterPredictions(_ learn: Learner) throws -> Flow { try doing(predictions, learn) }
  func afterLoss(_ learn: Learner) throws -> Flow { try doing(loss, learn) }
  func afterBackward(_ learn: Learner) throws -> Flow { try doing(backward, learn) }
  func afterStep(_ learn: Learner) throws -> Flow { try doing(step, learn) }
  func beforeEpoch(_ learn: Learner) throws -> Flow { try doing(epoch, learn) }

  private func doing(_ body: (Learner) throws -> Void, _ learn: Learner) throws -> Flow {
    try body(learn)
    return .proceed
  }
}

/// Gives losses in place of the network's validation, one for each epoch.
private final class ValidLosses: Callback {
  let losses: [Double]
  init(_ losses: [Double]) { self.losses = losses }
  let order = -30
  func afterEpoch(_ learn: Learner) -> Flow {
    learn.state.validation = .init(loss: losses[learn.state.epoch], metrics: learn.metrics.map { _ in 0.5 })
    return .proceed
  }
}

@Suite("Callbacks")
struct CallbackTests {
  private func weights(_ learn: Learner) throws -> [[Float]] { try learn.model.parameters.map { try $0.scalars() } }

  private func copy(_ learn: Learner, _ data: Points = Points()) throws -> Learner {
    let other = try pointLearner(data)
    try other.model.load(learn.model.stateDictionary)
    return other
  }

  @Test("a callback changes inputs, targets, outputs and loss")
  func changes() throws {
    let (plain, changed) = (Doing(), Doing())
    changed.batch = { learn in
      let batch = try #require(learn.state.batch)
      learn.state.batch = try batch.replacing(x: batch.x * 0, y: Tensor(batch.indices.map { _ in 1 }))
    }
    changed.predictions = { learn in learn.state.predictions = try learn.state.predictions.map { try $0 * 0 + 1 } }
    var seen: [Double] = []
    changed.loss = { learn in
      seen.append(learn.state.loss)
      learn.state.lossTensor = try learn.state.lossTensor.map { try $0 * 0 }
    }
    let learn = try pointLearner()
    let before = try weights(learn)
    try learn.fit(1, weightDecay: 0, callbacks: [changed])
    #expect(difference(seen, seen.map { _ in 1.0986122886681098 }, absolute: 1e-6) == nil)
    #expect(try weights(learn) == before)  // the gradient of nothing
    #expect(difference([learn.recorder.epochs[0].validLoss ?? .nan], [1.0986122886681098], absolute: 1e-6) == nil)
    try learn.fit(1, callbacks: [plain])
    #expect(try weights(learn) != before)
  }

  @Test("a callback takes the place of the loss, and leaves out backward pass, step or the end of gradients")
  func skips() throws {
    let own = Doing()
    own.predictions = { $0.state.lossTensor = try $0.state.predictions?.pow(2).sum() }
    let learn = try pointLearner(Points(count: 8))
    try learn.fit(1, callbacks: [own])
    #expect(learn.recorder.losses.count == 1 && learn.state.loss > 0)

    for skip in ["backward", "step", "zero"] {
      let doing = Doing()
      doing.loss = { if skip == "backward" { $0.state.skipsBackward = true } }
      doing.backward = { if skip == "step" { $0.state.skipsStep = true } }
      doing.step = { if skip == "zero" { $0.state.skipsZeroGrad = true } }
      let learn = try pointLearner(Points(count: 8))
      let before = try weights(learn)
      try learn.fit(1, callbacks: [doing])
      #expect(try (weights(learn) == before) == (skip != "zero"), "\(skip)")
      let held = try learn.model.parameters.count { try $0.gradIfPresent != nil }
      #expect(held == (skip == "zero" ? learn.model.parameters.count : 0), "\(skip)")
    }
  }

  @Test("an epoch can go without validation, and a callback can end it within the validation")
  func validation() throws {
    let doing = Doing()
    doing.epoch = { $0.state.skipsValidation = $0.state.epoch == 0 }
    let learn = try pointLearner()
    try learn.fit(2, callbacks: [doing])
    #expect(learn.recorder.epochs.map { $0.validLoss == nil } == [true, false])

    final class Stopper: Callback {
      var seen = 0
      func afterBatch(_ learn: Learner) -> Flow {
        if !learn.state.isTraining { seen += 1 }
        return learn.state.isTraining ? .proceed : .stop(reason: "enough")
      }
    }
    let stopper = Stopper()
    try learn.fit(2, callbacks: [stopper])
    #expect(stopper.seen == 1 && learn.recorder.epochs.map { $0.validLoss == nil } == [true])
    #expect(try learn.validate(callbacks: [Stopper()]).loss.isFinite == true)
  }

  @Test("a callback is told what ended the training")
  func failure() throws {
    struct Interruption: Error {}
    final class Ending: Callback {
      var failure: (any Error)?
      func afterFit(_ learn: Learner) { failure = learn.state.failure }
    }
    let (doing, ending) = (Doing(), Ending())
    doing.loss = { _ in throw Interruption() }
    #expect(throws: Interruption.self) { try pointLearner().fit(1, callbacks: [doing, ending]) }
    #expect(ending.failure is Interruption)
  }

  @Test("the best epoch's weights are saved, and come back at the end")
  func saveModel() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let learn = try pointLearner(data)
      var kept: [[[Float]]] = []
      let keeper = Doing()
      keeper.epoch = { _ in kept.append(try weights(learn)) }
      try learn.fit(4, callbacks: [ValidLosses([0.5, 0.2, 0.3, .nan]), SaveModel(), keeper])
      #expect(try weights(learn) == kept[2])  // as the third epoch began
      #expect(
        learn.state.notes.map { $0.prefix(34) }
          == (0...1).map { "Better model found at epoch \($0) with "[...] }.map { $0.prefix(34) })
      #expect(learn.state.notes.last == "Better model found at epoch 1 with valid_loss value: 0.2.")
      try learn.fit(2, callbacks: [SaveModel(every: .epoch, name: "each")])
      for name in ["bestmodel", "each_0", "each_1"] {
        #expect(FileManager.default.fileExists(atPath: folder.appending("models/\(name).safetensors").string))
      }
      try learn.fit(2, callbacks: [ValidLosses([0, 0]), SaveModel(Monitor("accuracy"), name: "accurate")])
      #expect(learn.state.notes == ["Better model found at epoch 0 with accuracy value: 0.5."])
    }
  }

  @Test("the best epoch of several trainings is remembered, also across a kill, and put back when asked for")
  func bestWeights() throws {
    let learn = try pointLearner()
    var kept: [[[Float]]] = []
    let keeper = Doing()
    keeper.epoch = { _ in kept.append(try weights(learn)) }
    let best = BestWeights(of: learn.model)
    #expect(try !best.putBack())
    try learn.fit(3, callbacks: [ValidLosses([0.5, 0.2, 0.3]), best, keeper])
    try learn.fit(1, callbacks: [ValidLosses([.nan]), best, keeper])
    let resumed = BestWeights(of: learn.model)
    try resumed.restore(best.savedState())
    try learn.fit(1, callbacks: [ValidLosses([0.4]), resumed, keeper])
    #expect(resumed.epochCount == 5 && resumed.bestEpoch == 1)
    #expect(try resumed.putBack() && weights(learn) == kept[2])  // as the third epoch began
    try learn.fit(1, callbacks: [ValidLosses([0.1]), resumed])
    let last = try weights(learn)
    #expect(try !resumed.putBack() && weights(learn) == last)
  }

  @Test("training ends when epochs stop becoming better")
  func earlyStopping() throws {
    let learn = try pointLearner()
    try learn.fit(6, callbacks: [ValidLosses([5, 4, 4, 3, 3, 3]), EarlyStopping(patience: 1)])
    #expect(learn.recorder.epochs.count == 6 && learn.state.stopReason == "Epoch 5: early stopping")
    try learn.fit(6, callbacks: [ValidLosses([5, 4.9, 4.8, 3, 3, 3]), EarlyStopping(Monitor(minDelta: 0.5))])
    #expect(learn.recorder.epochs.count == 2)
    try learn.fit(3, callbacks: [ValidLosses([1, 2, 3]), EarlyStopping(Monitor(mode: .larger))])
    #expect(learn.recorder.epochs.count == 3 && learn.state.stopReason == nil)
  }

  @Test("the rate falls when epochs stop becoming better, and not below its least")
  func plateau() throws {
    let learn = try pointLearner()
    let losses = ValidLosses([1, 1, 1, 1, 0.5])
    try learn.fit(5, learningRate: 0.02, callbacks: [losses, ReduceLROnPlateau(factor: 0.5, minLR: 0.005)])
    let perEpoch = stride(from: 0, to: 30, by: 6).map { learn.recorder.learningRates[$0] }
    #expect(difference(perEpoch, [0.02, 0.02, 0.01, 0.005, 0.005]) == nil)
    #expect(learn.state.notes == ["Epoch 1: reducing lr to 0.01", "Epoch 2: reducing lr to 0.005"])
  }

  @Test("a figure that will not be there is an error that names those that will")
  func wrongMonitors() throws {
    for callback in [EarlyStopping(Monitor("acuracy")), SaveModel(Monitor("x")), ReduceLROnPlateau(Monitor("y"))]
      as [any Callback]
    {
      let error = try #require(throws: LearnerError.self) { try pointLearner().fit(1, callbacks: [callback]) }
      #expect(error.remedy == "one of train_loss, valid_loss, error_rate, accuracy")
    }
    let alone = try pointLearner(Points(validCount: 0))
    #expect(throws: LearnerError.self) { try alone.fit(1, callbacks: [EarlyStopping()]) }
    try alone.fit(1, callbacks: [EarlyStopping(Monitor("train_loss"))])
  }

  @Test("a loss that is no number ends the training with the best weights and a word on what to try")
  func nan() throws {
    let learn = try pointLearner()
    let (keeper, ruin) = (Doing(), Doing())
    var kept: [[[Float]]] = []
    keeper.epoch = { _ in kept.append(try weights(learn)) }
    ruin.order = -5
    ruin.step = { learn in
      if learn.state.epoch == 2 { try withoutGrad { try learn.model.parameters[0].fill(Double.nan) } }
    }
    try learn.fit(
      5, learningRate: 0.02, callbacks: [LossGuard(), keeper, ruin, ValidLosses([0.1, 0.2, 0.3, 0.4, 0.5])])
    #expect(try weights(learn) == kept[1])
    #expect(learn.recorder.epochs.count == 3)
    let reason = try #require(learn.state.stopReason)
    #expect(reason == "the learning rate is too high: in epoch 2 the loss became no number")
    #expect(learn.state.explosion?.hasSuffix("the best weights, those after epoch 0, were put back") == true)
    try learn.fit(1)
    #expect(learn.recorder.losses.allSatisfy { $0.isFinite })
  }

  @Test("training can end after a few batches")
  func fewBatches() throws {
    let learn = try pointLearner()
    try learn.fit(3, callbacks: [StopAfterNBatches(2)])
    #expect(learn.recorder.losses.count == 2 && learn.recorder.epochs.map(\.validLoss) == [nil])
  }

  @Test("accumulated gradients make the same step as one large batch")
  func accumulation() throws {
    // Without batch norm, which sees the single batches.
    func learner(_ data: Points) throws -> Learner {
      let net = try Sequential(Linear(2, 8), ReLU(), Linear(8, 3))
      return try Learner(data, net, callbacks: [], device: .cpu)
    }
    let large = try learner(Points(count: 20, batchSize: 12, validCount: 0))
    let small = try learner(Points(count: 20, batchSize: 4, validCount: 0))
    try small.model.load(large.model.stateDictionary)
    large.makeOptimizer = { SGD($0) }
    small.makeOptimizer = { SGD($0) }
    try large.fit(2, learningRate: 0.1)
    try small.fit(2, learningRate: 0.1, callbacks: [GradientAccumulation(every: 3)])
    for (a, b) in zip(try weights(large), try weights(small)) { #expect(difference(a, b, absolute: 1e-5) == nil) }
    #expect(small.recorder.losses.count == 10)

    let dropping = try learner(Points(count: 20, batchSize: 4, validCount: 0))
    let steps = Doing()
    var made = 0
    steps.step = { if !$0.state.skipsStep { made += 1 } }
    try dropping.fit(2, callbacks: [GradientAccumulation(every: 3, dropsLast: true), steps])
    #expect(made == 2)
    #expect(try dropping.model.parameters.allSatisfy { try $0.gradIfPresent == nil })
    #expect(throws: LearnerError.self) { try dropping.fit(1, callbacks: [GradientAccumulation(every: 0)]) }
  }

  @Test("gradients are clipped before the step, together")
  func clipping() throws {
    let learn = try pointLearner().clipGradients(0.5).clipGradients(1e-3)
    #expect(learn.callbacks.count == 1)
    var norms: [Double] = []
    let witness = Doing()
    witness.order = 20
    witness.backward = { learn in
      norms.append(try #require(learn.optimizer).gradients().reduce(0) { try $0 + $1.pow(2).sum().item() }.squareRoot())
    }
    try learn.fit(1, callbacks: [witness])
    #expect(difference(norms, norms.map { _ in 1e-3 }, relative: 2e-3) == nil)
    #expect(throws: LearnerError.self) { try pointLearner().clipGradients(0).fit(1) }
  }

  @Test("frozen batch norm keeps its statistics with BnFreeze")
  func bnFreeze() throws {
    let learn = try pointLearner()
    learn.trainBN = false
    try learn.freeze()
    let names = ["1.running_mean", "1.running_var"]
    func statistics() throws -> [[Float]] { try names.map { try #require(learn.model.stateDictionary[$0]).scalars() } }
    let before = try statistics()
    try learn.fit(2, callbacks: [BnFreeze()])
    #expect(try statistics() == before)
    try learn.unfreeze()
    try learn.fit(1, callbacks: [BnFreeze()])
    #expect(try statistics() != before)
  }

  @Test("mixtures are of inputs and losses alike")
  func mixtures() throws {
    let mixture = MixUp.Mixture(partners: try Tensor([1, 2, 0]), share: try tensor(1, 0.75, 0.5))
    let x = try Tensor([[0, 1], [2, 3], [4, 5]] as [[Float]])
    #expect(difference(try mixture.mixed(x).scalars(), [0, 1, 2.5, 3.5, 2, 3]) == nil)
    let loss = try mixture.loss(tensor(1, 2, 3), tensor(9, 6, 7))
    #expect(difference([try loss.item()], [(1 + 3 + 5) / 3.0]) == nil)
  }

  @Test("mixup draws a share of a half or more for each item, changes training alone, and still learns")
  func mixup() throws {
    try manualSeed(3)
    let learn = try pointLearner(Points(count: 96, batchSize: 32)).mixup(alpha: 0.2).mixup(alpha: 0.4)
    #expect(learn.callbacks.count == 1)
    var changed: [Bool: Set<Bool>] = [:]
    let witness = Doing()
    witness.order = -1
    var plain: [Float] = []
    witness.batch = { plain = try #require($0.state.batch).x.scalars() }
    witness.predictions = { learn in
      let isChanged = try #require(learn.state.batch).x.scalars() != plain
      changed[learn.state.isTraining, default: []].insert(isChanged)
    }
    try learn.fitOneCycle(20, maxLR: 3e-2, callbacks: [witness])
    #expect(changed == [true: [true], false: [false]])
    #expect(learn.recorder.epochs.last?.metrics[1] ?? 0 > 0.8)
    #expect(learn.recorder.epochs.last.map { $0.trainLoss > $0.validLoss ?? .nan } == true)
    #expect(throws: LearnerError.self) { try pointLearner().mixup(alpha: 0).fit(1) }
  }

  @Test("layers' outputs are described for each training batch")
  func activations() throws {
    let stats = ActivationStats()
    let learn = try pointLearner()
    try learn.fit(2, callbacks: [stats])
    #expect(stats.layers.map(\.name) == ["0", "1", "2", "3", "4", "5"])
    #expect(stats.layers.allSatisfy { $0.means.count == 12 && $0.deviations.count == 12 })
    #expect(stats.layers[2].means.allSatisfy { $0 > 0 })
    #expect(abs(stats.layers[1].means[0]) < 1e-5)  // batch norm at its first weights
    try learn.fit(1)
    #expect(stats.layers[0].means.count == 12)
  }

  @Test("the history is a CSV file of whole rows after each epoch")
  func csv() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let learn = try pointLearner(data)
      let file = folder.appending("history.csv")
      var lengths: [Int] = []
      let witness = Doing()
      witness.epoch = { _ in lengths.append(try CSVLogger.read(file).count) }
      try learn.fit(2, callbacks: [CSVLogger(), witness])
      #expect(lengths == [0, 1])
      let rows = try CSVLogger.read(file)
      #expect(rows.map { $0["epoch"] } == ["0", "1"])
      #expect(rows[1]["valid_loss"] == String(format: "%.6f", learn.recorder.epochs[1].validLoss ?? .nan))
      #expect(rows[1]["error_rate"] == String(format: "%.6f", learn.recorder.epochs[1].metrics[0]))
      try learn.fit(1, callbacks: [CSVLogger(append: true)])
      #expect(try CSVLogger.read(file).count == 3)
      try learn.fit(1, callbacks: [CSVLogger()])
      #expect(try CSVLogger.read(file).count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["history.csv"])
      #expect(throws: LearnerError.self) { try CSVLogger.read(folder.appending("none.csv")) }
      data.path = "/proc/no"
      let error = try #require(throws: LearnerError.self) { try pointLearner(data).fit(1, callbacks: [CSVLogger()]) }
      #expect(error.code == .file && error.remedy != nil)
    }
  }

  @Test("callbacks leave no tensor behind")
  func leaks() throws {
    let leaked = try tensorsLeaked {
      try withTemporaryFolder { folder in
        var data = Points()
        data.path = folder
        let learn = try pointLearner(data).mixup().clipGradients()
        try learn.fitOneCycle(
          2,
          callbacks: [
            SaveModel(), BestWeights(of: learn.model), EarlyStopping(), LossGuard(),
            GradientAccumulation(every: 2), ActivationStats(),
          ])
      }
    }
    #expect(leaked == 0)
  }
}
