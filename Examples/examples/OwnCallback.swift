import FastAI

// callback begins
/// Ends the training when a metric is good enough, and tells how large the gradients were.
final class StopWhenGood: Callback {
  private let limit: Double
  private var largest = 0.0

  init(errorRate limit: Double) { self.limit = limit }

  func afterBackward(_ learn: Learner) throws -> Flow {
    for parameter in learn.model.parameters {
      largest = max(largest, try parameter.gradIfPresent?.norm().item() ?? 0)
    }
    return .proceed
  }

  func afterEpoch(_ learn: Learner) -> Flow {
    learn.state.note("largest gradient: \(Int(largest.rounded()))")
    largest = 0
    guard let errorRate = learn.state.validation?.metrics.first, errorRate <= limit else { return .proceed }
    return .stop(reason: "the error rate is \(errorRate)")
  }
}
// callback ends

func ownCallback(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  // use begins
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate])
  try learn.fitOneCycle(8, maxLR: 1e-2, callbacks: [StopWhenGood(errorRate: 0.1)])
  // use ends
}
