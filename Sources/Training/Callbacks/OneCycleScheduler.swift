/// Sets rates and momentum before each training batch as the one-cycle policy says.
final class OneCycleScheduler: Callback {
  private let cycle: OneCycle
  private let maxima: [Double]

  /// - Parameters:
  ///   - cycle: The shape of the schedule.
  ///   - maxima: The largest learning rate of each layer group.
  init(_ cycle: OneCycle, maxima: [Double]) {
    (self.cycle, self.maxima) = (cycle, maxima)
  }

  let order = -20  // before the recorder writes the rates down

  func beforeBatch(_ learn: Learner) -> Flow {
    guard learn.state.isTraining else { return .proceed }
    let k = learn.state.iteration
    learn.setLearningRates(maxima.map { cycle.learningRate(at: k, maxLR: $0) })
    learn.setMomentum(cycle.momentum(at: k))
    return .proceed
  }
}
