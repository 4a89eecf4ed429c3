import TorchNN

/// Sets hyper-parameters before each training batch as its phases say (fastai: `GeneralScheduler`), and ends the
/// training when they are over. A phase begins with its first value.
public final class GeneralScheduler: Callback {
  private let phases: [TrainingPhase]

  public init(_ phases: [TrainingPhase]) { self.phases = phases }

  public let order = -20  // before the recorder writes the rates down

  /// - Throws: ``LearnerError`` when a phase has schedules for another number of layer groups.
  public func beforeFit(_ learn: Learner) throws {
    let count = learn.layerGroups.count
    for schedules in phases.flatMap(\.schedules.values) where schedules.count != 1 && schedules.count != count {
      throw LearnerError(
        .usage, "a phase has \(schedules.count) schedules for \(count) layer groups",
        remedy: "give one, or one for each group")
    }
  }

  public func beforeBatch(_ learn: Learner) -> Flow {
    guard learn.state.isTraining else { return .proceed }
    guard let (phase, position) = TrainingPhase.place(of: learn.state.iteration, in: phases.map(\.iterations)) else {
      return .stop(reason: "the schedule is over")
    }
    for (parameter, schedules) in phases[phase].schedules {
      let values = schedules.map { $0(position) }
      learn.changeGroups { group, index in
        let value = values.count == 1 ? values[0] : values[index]
        switch parameter {
        case .learningRate: group.learningRate = value
        case .momentum: group.momentum = value
        case .weightDecay: group.weightDecay = value
        }
      }
    }
    return .proceed
  }
}
