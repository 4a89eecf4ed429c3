import Foundation
import TestSupport
import Testing
import Torch
import TorchNN
import Training

/// Writes events down, and says what a closure wants at one of them.
private final class Witness: Callback {
  let order: Int
  var events: [String] = []
  var losses: [Double] = []
  private let answer: (String, Learner) throws -> Flow

  init(order: Int = 0, answer: @escaping (String, Learner) throws -> Flow = { _, _ in .proceed }) {
    (self.order, self.answer) = (order, answer)
  }

  private func note(_ name: String, _ learn: Learner) throws -> Flow {
    events.append(name)
    return try answer(name, learn)
  }

  func beforeFit(_ learn: Learner) throws { _ = try note("beforeFit", learn) }
  func beforeEpoch(_ learn: Learner) throws -> Flow { try note("beforeEpoch", learn) }
  func beforeBatch(_ learn: Learner) throws -> Flow {
    try note(learn.state.isTraining ? "beforeBatch" : "beforeBatch (valid)", learn)
  }
  func afterLoss(_ learn: Learner) throws -> Flow {
    losses.append(learn.state.loss)
    return try note("afterLoss", learn)
  }
  func afterBackward(_ learn: Learner) throws -> Flow { try note("afterBackward", learn) }
  func afterStep(_ learn: Learner) throws -> Flow { try note("afterStep", learn) }
  func afterBatch(_ learn: Learner) throws -> Flow {
    try note(learn.state.isTraining ? "afterBatch" : "afterBatch (valid)", learn)
  }
  func beforeValidation(_ learn: Learner) throws -> Flow { try note("beforeValidation", learn) }
  func afterEpoch(_ learn: Learner) throws -> Flow { try note("afterEpoch", learn) }
  func afterFit(_ learn: Learner) throws { _ = try note("afterFit", learn) }
}

@Suite("The training loop")
struct LoopTests {
  private let batchEvents = ["beforeBatch", "afterLoss", "afterBackward", "afterStep", "afterBatch"]

  @Test("events come in the documented order")
  func order() throws {
    let witness = Witness()
    try pointLearner(Points(count: 16, batchSize: 8, validCount: 8)).fit(1, callbacks: [witness])
    let validation = ["beforeValidation", "beforeBatch (valid)", "afterBatch (valid)"]
    #expect(
      witness.events == ["beforeFit", "beforeEpoch"] + batchEvents + batchEvents + validation + [
        "afterEpoch", "afterFit",
      ])
  }

  @Test("callbacks run in the order of their numbers, the recorder between")
  func callbackOrder() throws {
    var seen: [String] = []
    let late = Witness(order: 5) { name, _ in
      if name == "afterEpoch" { seen.append("late") }
      return .proceed
    }
    let early = Witness(order: -50) { name, learn in
      if name == "afterEpoch" { seen.append("early, \(learn.recorder.epochs.count) recorded") }
      return .proceed
    }
    try pointLearner().fit(1, callbacks: [late, early])
    #expect(seen == ["early, 0 recorded", "late"])
  }

  @Test(
    "a skipped batch makes no step and leaves no gradient", arguments: ["beforeBatch", "afterLoss", "afterBackward"])
  func skips(event: String) throws {
    let witness = Witness { name, _ in name == event ? .skipBatch : .proceed }
    let learn = try pointLearner()
    let before = try learn.model.parameters.map { try $0.scalars() }
    try learn.fit(1, callbacks: [witness])
    #expect(!witness.events.contains("afterStep"))
    #expect(witness.events.contains("afterEpoch") && witness.events.contains("beforeValidation"))
    #expect(try learn.model.parameters.map { try $0.scalars() } == before)
    #expect(try learn.model.parameters.allSatisfy { try $0.gradIfPresent == nil })
  }

  @Test(
    "stopping ends the training at that event, with a last afterEpoch and afterFit",
    arguments: ["beforeEpoch", "beforeBatch", "afterLoss", "afterBackward", "afterStep", "afterBatch", "afterEpoch"])
  func stops(event: String) throws {
    let witness = Witness { name, _ in name == event ? .stop(reason: "enough") : .proceed }
    let learn = try pointLearner()
    try learn.fit(3, callbacks: [witness])
    #expect(witness.events.count { $0 == event } == 1)
    #expect(witness.events.suffix(2) == ["afterEpoch", "afterFit"])
    #expect(learn.state.stopReason == "enough")
    #expect(witness.events.contains("beforeValidation") == (event == "afterEpoch"))
    #expect(witness.events.contains("afterStep") == ["afterStep", "afterBatch", "afterEpoch"].contains(event))
    #expect(try learn.model.parameters.allSatisfy { try $0.gradIfPresent == nil })
    #expect(learn.recorder.epochs.last?.validLoss == nil || event == "afterEpoch")
  }

  @Test("an epoch stopped before its validation does not show the validation of the one before")
  func staleValidation() throws {
    let witness = Witness { name, learn in
      name == "afterBatch" && learn.state.epoch == 1 ? .stop(reason: "enough") : .proceed
    }
    let learn = try pointLearner()
    try learn.fit(3, callbacks: [witness])
    #expect(learn.recorder.epochs.map { $0.validLoss == nil } == [false, true])
    #expect(learn.recorder.epochs[1].metrics.isEmpty)
  }

  @Test("an error ends the fit through every callback's afterFit, and the next fit starts clean")
  func failures() throws {
    struct Interruption: Error {}
    let witness = Witness { name, _ in
      if name == "afterBackward" { throw Interruption() }
      return .proceed
    }
    let other = Witness(order: 9)
    let learn = try pointLearner()
    #expect(throws: Interruption.self) { try learn.fit(1, callbacks: [witness, other]) }
    #expect(other.events.last == "afterFit" && witness.events.last == "afterFit")
    #expect(learn.state.batch == nil && learn.state.predictions == nil)

    let fresh = try pointLearner()
    try fresh.model.load(learn.model.stateDictionary)
    let (a, b) = (Witness(), Witness())
    try learn.fit(1, learningRate: 0.1, callbacks: [a])
    try fresh.fit(1, learningRate: 0.1, callbacks: [b])
    // The first pass of the interrupted fit moved batch norm's running statistics only, which training does not read.
    #expect(a.losses == b.losses)
  }

  @Test("an error in beforeFit or afterFit does not keep the others from ending")
  func failingEnds() throws {
    struct Interruption: Error {}
    for event in ["beforeFit", "afterFit"] {
      let failing = Witness(order: 1) { name, _ in
        if name == event { throw Interruption() }
        return .proceed
      }
      let last = Witness(order: 2)
      #expect(throws: Interruption.self) { try pointLearner().fit(1, callbacks: [failing, last]) }
      #expect(last.events.last == "afterFit")
    }
  }

  @Test("a batch that could not be made ends the fit with its own error")
  func brokenBatch() throws {
    var data = Points()
    data.train.failingBatch = 2
    #expect(throws: Points.Failure.self) { try pointLearner(data).fit(1) }
    data = Points()
    data.valid?.failingBatch = 1
    let learn = try pointLearner(data)
    #expect(throws: Points.Failure.self) { try learn.fit(1) }
    #expect(throws: Points.Failure.self) { try learn.getPreds() }
    #expect(isGradEnabled)
  }

  @Test("callbacks see the batch's own outputs, in validation too")
  func outputs() throws {
    var shapes: Set<[Int]> = []
    let witness = Witness { name, learn in
      if name.hasPrefix("afterBatch"), let outputs = learn.state.predictions, let batch = learn.state.batch {
        shapes.insert([outputs.shape[0], batch.count, outputs.requiresGrad ? 1 : 0])
      }
      return .proceed
    }
    try pointLearner(Points(count: 16, batchSize: 8, validCount: 7)).fit(1, callbacks: [witness])
    #expect(shapes == [[8, 8, 1], [7, 7, 0]])
  }

  @Test("the recorder keeps a loss, a rate and a momentum for each training batch, and a row for each epoch")
  func records() throws {
    let learn = try pointLearner(Points(count: 56, batchSize: 8))
    try learn.fitOneCycle(4, maxLR: 3e-3)
    let recorder = learn.recorder
    #expect(recorder.losses.count == 28 && recorder.learningRates.count == 28 && recorder.momentums.count == 28)
    #expect(
      difference([recorder.learningRates[4], recorder.learningRates[27]], [1.56e-3, 1.8479415e-5], relative: 1e-6)
        == nil)
    #expect(difference([recorder.momentums[8]], [0.85]) == nil)
    #expect(recorder.epochs.map(\.epoch) == [0, 1, 2, 3])
    #expect(recorder.epochs.map(\.trainLoss) == [6, 13, 20, 27].map { recorder.losses[$0] })
    #expect(recorder.epochs.allSatisfy { $0.metrics.count == 2 && abs($0.metrics[0] + $0.metrics[1] - 1) < 1e-6 })
    try learn.fit(1)
    #expect(recorder.losses.count == 7)
  }

  @Test("settings that make no sense are errors with a remedy")
  func wrongSettings() throws {
    let learn = try pointLearner()
    for rate in [0, -1, .nan, .infinity] {
      let error = try #require(throws: LearnerError.self) { try learn.fit(1, learningRate: rate) }
      #expect(error.code == .usage && error.remedy != nil)
    }
    #expect(throws: LearnerError.self) { try learn.fitOneCycle(1, startFraction: .nan) }
    #expect(throws: LearnerError.self) { try learn.fitOneCycle(1, startFraction: -1) }
    #expect(throws: LearnerError.self) { try learn.fitOneCycle(1, divFactor: 0) }
    let empty = try pointLearner(Points(count: 0, validCount: 0))
    #expect(try #require(throws: LearnerError.self) { try empty.fit(1) }.code == .data)
    #expect(try #require(throws: LearnerError.self) { try empty.validate() }.code == .data)
    #expect(try #require(throws: LearnerError.self) { try empty.getPreds() }.remedy != nil)
  }
}
