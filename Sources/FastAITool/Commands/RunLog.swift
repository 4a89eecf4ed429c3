import Foundation
import Training

/// What a stage of the training was like.
struct StageRecord: Codable, Sendable {
  let name: String
  let epochs: [Recorder.Epoch]
  let losses, learningRates: [Double]
  let batchCounts: [Int]
  let explosion: String?

  /// For the coach. The first metric is the error rate.
  func history(validCount: Int, classCount: Int) -> TrainingHistory {
    TrainingHistory(
      epochs: epochs, losses: losses, maxLearningRate: learningRates.max() ?? .nan,
      errorRates: epochs.compactMap(\.metrics.first), validCount: validCount,
      chanceLoss: classCount > 1 ? log(Double(classCount)) : 0, explosion: explosion)
  }
}

/// The epoch whose weights are in the model, when it is not the last.
struct KeptEpoch: Sendable {
  let stage: String
  let epoch: Recorder.Epoch
}

/// Collects the stages of a run, also across a kill.
final class RunLog: Callback, Resumable {
  private(set) var stages: [StageRecord] = []
  var stageName = ""

  let resumeKey = "run log"

  func afterFit(_ learn: Learner) {
    let recorder = learn.recorder
    stages.append(
      StageRecord(
        name: stageName, epochs: recorder.epochs, losses: recorder.losses, learningRates: recorder.learningRates,
        batchCounts: recorder.batchCounts, explosion: learn.state.explosion))
  }

  /// The n-th epoch of the whole run, from 0, and its stage.
  func epoch(_ number: Int) -> KeptEpoch? {
    let all = stages.flatMap { stage in stage.epochs.map { KeptEpoch(stage: stage.name, epoch: $0) } }
    return all.indices.contains(number) ? all[number] : nil
  }

  func savedState() throws -> SavedState {
    SavedState(texts: ["stages": String(decoding: try JSONEncoder.lenient.encode(stages), as: UTF8.self)])
  }

  func restore(_ state: SavedState) throws {
    let text = state.texts["stages"] ?? "[]"
    stages = try JSONDecoder.lenient.decode([StageRecord].self, from: Data(text.utf8))
  }
}
