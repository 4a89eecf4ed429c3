import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@testable import Training

/// Ends the training as a kill would: nothing of the learner is used afterwards.
private final class Killer: Callback {
  struct Killed: Error {}
  let epoch, batch: Int?
  init(epoch: Int, batch: Int?) { (self.epoch, self.batch) = (epoch, batch) }
  let order = 1000
  func afterBatch(_ learn: Learner) throws -> Flow {
    if learn.state.isTraining, learn.state.epoch == epoch, learn.state.batchIndex == batch { throw Killed() }
    return .proceed
  }
  func afterEpoch(_ learn: Learner) throws -> Flow {
    if batch == nil, learn.state.epoch == epoch { throw Killed() }
    return .proceed
  }
}

private final class Stopper: Callback {
  func afterBatch(_ learn: Learner) -> Flow { learn.state.batchIndex == 2 ? .stop(reason: "asked to") : .proceed }
}

private func freshLearner(frozen: Bool) throws -> Learner {
  let learn = try chancyLearner()
  if frozen { try learn.freeze() }
  return learn
}

/// A learner that went on where another one was killed.
private func killedAndResumed(_ epoch: Int, _ batch: Int?, frozen: Bool) throws -> Learner {
  try withTemporaryFolder { folder in
    let path = folder.appending("run.safetensors")
    let killed = try freshLearner(frozen: frozen)
    #expect(throws: Killer.Killed.self) {
      try killed.fitOneCycle(
        3, maxLR: 0.02,
        callbacks: [LossGuard(), Checkpointer(path, everyBatches: 1), Killer(epoch: epoch, batch: batch)])
    }
    let resumed = try freshLearner(frozen: frozen)
    try manualSeed(99)  // another process starts somewhere else
    let checkpoint = try Checkpoint(contentsOf: path)
    #expect(checkpoint.position.epoch == (batch == nil ? epoch + 1 : epoch))
    #expect(checkpoint.position.batch == batch.map { $0 + 1 } ?? 0)
    try resumed.fitOneCycle(3, maxLR: 0.02, callbacks: [LossGuard(), Checkpointer(path, resuming: checkpoint)])
    return resumed
  }
}

@Suite("Resuming", .serialized)
struct CheckpointTests {
  @Test("a run that was killed ends bit for bit where the uninterrupted run ends")
  func resumes() async {
    await #expect(processExitsWith: .success) {
      for frozen in [true, false] {
        let whole = try freshLearner(frozen: frozen)
        try whole.fitOneCycle(3, maxLR: 0.02, callbacks: [LossGuard()])
        let want = try everything(whole, chance: true)
        for (epoch, batch) in [(0, 0), (0, 6), (1, 2), (1, nil), (2, 5)] as [(Int, Int?)] {
          let resumed = try killedAndResumed(epoch, batch, frozen: frozen)
          #expect(try everything(resumed, chance: true) == want, "\(epoch) \(String(describing: batch)) \(frozen)")
          #expect(resumed.recorder.losses == whole.recorder.losses)
          #expect(resumed.recorder.learningRates == whole.recorder.learningRates)
          #expect(resumed.recorder.epochs.map(\.validLoss) == whole.recorder.epochs.map(\.validLoss))
          #expect(resumed.recorder.batchCounts == whole.recorder.batchCounts)
        }
      }
    }
  }

  @Test("a run that was finished stays as it is, and settings come back")
  func finished() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("run.safetensors")
      let learn = try chancyLearner()
      try learn.fitOneCycle(2, callbacks: [Checkpointer(path, settings: ["size": "224"])])
      let want = try everything(learn)
      let again = try chancyLearner()
      let checkpoint = try Checkpoint(contentsOf: path)
      #expect(checkpoint.settings == ["size": "224"] && checkpoint.position.epoch == 2)
      try again.fitOneCycle(2, callbacks: [Checkpointer(path, resuming: checkpoint)])
      #expect(try everything(again) == want)
    }
  }

  @Test("when a callback ends the training, the checkpoint is of that moment")
  func stopped() async {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { folder in
        let path = folder.appending("run.safetensors")
        try chancyLearner().fitOneCycle(2, callbacks: [Stopper(), Checkpointer(path)])
        let checkpoint = try Checkpoint(contentsOf: path)
        #expect(checkpoint.position.epoch == 0 && checkpoint.position.batch == 3 && checkpoint.position.iteration == 3)
        let whole = try chancyLearner()
        try whole.fitOneCycle(2)
        let resumed = try chancyLearner()
        try resumed.fitOneCycle(2, callbacks: [Checkpointer(path, resuming: checkpoint)])
        #expect(try everything(resumed) == everything(whole))
      }
    }
  }

  @Test("checkpoints of other runs are refused, and so are files that are none")
  func wrongFiles() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("run.safetensors")
      try chancyLearner().fitOneCycle(2, callbacks: [Checkpointer(path)])
      let checkpoint = try Checkpoint(contentsOf: path)
      func refusal(_ learn: Learner, epochs: Int = 2) throws -> LearnerError {
        try #require(throws: LearnerError.self) {
          try learn.fitOneCycle(epochs, callbacks: [Checkpointer(path, resuming: checkpoint)])
        }
      }
      #expect(try refusal(chancyLearner(), epochs: 3).message.contains("2 epochs, not 3"))
      #expect(try refusal(pointLearner()).message.contains("another network"))
      let frozen = try chancyLearner()
      frozen.trainBN = false
      try frozen.freeze()
      #expect(try refusal(frozen).message.contains("layers frozen"))
      #expect(throws: WeightFileError.self) { try Checkpoint(contentsOf: folder.appending("none")) }
      let other = folder.appending("other.safetensors")
      try Linear(2, 2).stateDictionary.write(to: other)
      #expect(try #require(throws: LearnerError.self) { try Checkpoint(contentsOf: other) }.code == .mismatch)
      try Linear(2, 2).stateDictionary.write(
        to: other, metadata: ["format": "swift-fastai-checkpoint", "version": "1", "position": "{}"])
      #expect(try #require(throws: LearnerError.self) { try Checkpoint(contentsOf: other) }.message.contains("damaged"))
    }
  }

  @Test("saved with the optimizer, training goes on as if it had not been saved")
  func optimizerState() throws {
    try withTemporaryFolder { folder in
      var points = Points()
      points.path = folder
      for make: ([ParameterGroup]) -> any Optimizer in [{ AdamW($0) }, { SGD($0) }] {
        let learn = try pointLearner(points)
        learn.makeOptimizer = make
        try learn.fit(1, learningRate: 0.01)
        try learn.save("half")
        try learn.fit(1, learningRate: 0.01)
        let want = try everything(learn)
        let report = try learn.load("half")
        #expect(report.isComplete && report.optimizer?.restored.count == 8)
        try learn.fit(1, learningRate: 0.01)
        #expect(try everything(learn).dropLast() == want.dropLast())
        try learn.load("half", withOptimizer: false)
        #expect(learn.optimizer == nil)
      }
    }
  }

  @Test("after another freezing the report says what was and was not restored")
  func otherFreezing() throws {
    try withTemporaryFolder { folder in
      var points = Points()
      points.path = folder
      let learn = try pointLearner(points)
      try learn.freeze()
      try learn.fit(1)
      try learn.save("frozen")
      try learn.unfreeze()
      let report = try #require(try learn.load("frozen").optimizer)
      #expect(Set(report.restored) == ["1.weight", "1.bias", "5.weight", "5.bias"])
      #expect(Set(report.withoutState) == ["0.weight", "0.bias", "3.weight", "3.bias"] && !report.isComplete)
      #expect(report.description == "optimizer: 4 restored, 4 start anew")
      try learn.fit(1)
      try learn.save("unfrozen")
      try learn.freeze()
      let other = try #require(try learn.load("unfrozen").optimizer)
      #expect(other.notTraining.count == 4 && other.restored.count == 4)
      learn.makeOptimizer = { SGD($0) }
      #expect(try learn.load("frozen").optimizer?.unfit.count == 4)
      try learn.save("plain", withOptimizer: false)
      #expect(try learn.load("plain").optimizer == nil)
    }
  }

  @Test("it leaves no tensor behind")
  func leaks() throws {
    let leaked = try withTemporaryFolder { folder in
      try tensorsLeaked {
        let path = folder.appending("run.safetensors")
        try pointLearner().fit(1, callbacks: [Checkpointer(path)])
        let checkpoint = try Checkpoint(contentsOf: path)
        try pointLearner().fit(1, callbacks: [LossGuard(), Checkpointer(path, resuming: checkpoint)])
      }
    }
    #expect(leaked == 0)
  }
}
