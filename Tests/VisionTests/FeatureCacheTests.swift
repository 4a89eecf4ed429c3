import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

/// Keeps the body in evaluation while the head trains, as a body is whose features are cached.
private final class BodyInEvaluation: Callback {
  func beforeBatch(_ learn: Learner) -> Flow {
    if learn.state.isTraining { (learn.model as? CNN)?.body.eval() }
    return .proceed
  }
}

private struct Outcome: Equatable {
  let head: [[Float]], validLosses: [Double?], trainLosses: [Double], errors: [[Double]]

  init(_ learn: Learner, trained: Learner) throws {
    let cnn = try #require(learn.model as? CNN)
    head = try cnn.stateDictionary.entries.map { try $0.tensor.scalars() }
    validLosses = trained.recorder.epochs.map(\.validLoss)
    trainLosses = trained.recorder.losses
    errors = trained.recorder.epochs.map(\.metrics)
  }
}

private func frozenLearner(_ data: ImageDataBunch) throws -> Learner {
  try manualSeed(4)
  let learn = try cnnLearner(data, .resnet18, weights: .random, metrics: [.errorRate], callbacks: [], device: .cpu)
  learn.trainBN = false
  try learn.freeze()
  return learn
}

@Suite("Cached features", .serialized)
struct FeatureCacheTests {
  @Test("the same to the bit as without a cache: plain, and with as many augmented views as epochs")
  func identical() async {
    await #expect(processExitsWith: .success) {
      for augmented in [false, true] {
        try withDataSet(counts: [9, 9, 8]) { folder in
          func bunch() throws -> ImageDataBunch {
            try ImageDataBunch(
              fromFolder: folder, split: .random, validFraction: 0.3, seed: 42,
              transforms: augmented ? getTransforms() : TransformPair(), size: 32, batchSize: 4, workers: 2)
          }
          let plain = try frozenLearner(bunch())
          try plain.fitOneCycle(2, maxLR: 0.01, callbacks: [BodyInEvaluation()])
          let cached = try frozenLearner(bunch())
          let head = try cached.withCachedFeatures(views: augmented ? 2 : 0)
          try head.fitOneCycle(2, maxLR: 0.01)
          #expect(try Outcome(plain, trained: plain) == Outcome(cached, trained: head))
          #expect(try cached.validate().loss == head.validate().loss)
        }
      }
    }
  }

  @Test("fewer views than epochs come again and again; a fit that follows goes on with the next")
  func views() throws {
    try withDataSet { folder in
      let learn = try frozenLearner(smallBunch(folder))
      var calls: [(Int, Int)] = []
      let head = try learn.withCachedFeatures(views: 2) { done, total in
        calls.append((done, total))
        return true
      }
      let total = learn.data.train.itemCount * 2 + (learn.data.valid?.itemCount ?? 0)
      #expect(calls.map(\.0) == calls.map(\.0).sorted() && calls.first?.0 == 0 && calls.last?.0 == total)
      #expect(calls.allSatisfy { $0.1 == total })
      func first() throws -> [Float] {
        let batches = Array(head.data.train.makeIterator())
        let rows = try batches.flatMap { batch in
          try zip(batch.indices, batch.x.unbound()).map { ($0, try $1.scalars(as: Float.self)[0]) }
        }
        return rows.sorted { $0.0 < $1.0 }.map(\.1)
      }
      let (a, b, c) = (try first(), try first(), try first())
      #expect(a == c && a != b)
    }
  }

  @Test("a body that trains is refused, and so is a network that has none")
  func refusals() throws {
    try withDataSet { folder in
      let data = try smallBunch(folder)
      let learn = try cnnLearner(data, .resnet18, weights: .random, callbacks: [], device: .cpu)
      #expect(try #require(throws: LearnerError.self) { try learn.withCachedFeatures() }.code == .usage)
      try learn.freeze()  // batch norm still trains
      #expect(throws: LearnerError.self) { try learn.withCachedFeatures() }
      let other = try Learner(data, Sequential(Flatten(), Linear(32 * 32 * 3, 2)), callbacks: [], device: .cpu)
      #expect(throws: LearnerError.self) { try other.withCachedFeatures() }
      learn.trainBN = false
      try learn.freeze()
      #expect(throws: CancellationError.self) { try learn.withCachedFeatures { done, _ in done < 1 } }
    }
  }
}
