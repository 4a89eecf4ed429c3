/// What a schedule can change while a network trains.
public enum HyperParameter: Sendable, Hashable { case learningRate, momentum, weightDecay }

/// A number of training batches with a schedule for each hyper-parameter that changes in them (fastai: `TrainingPhase`).
///
///     let phases = [
///       TrainingPhase(iterations: 100).scheduling(.learningRate, .linear, from: 1e-4, to: 3e-3),
///       TrainingPhase(iterations: 300).scheduling(.learningRate, .cosine, from: 3e-3, to: 0),
///     ]
///     try learn.fit(4, callbacks: [GeneralScheduler(phases)])
public struct TrainingPhase: Sendable {
  /// Training batches; a phase of none still has one.
  public let iterations: Int
  /// One schedule for all layer groups, or one for each, first layers first.
  public private(set) var schedules: [HyperParameter: [Schedule]] = [:]

  public init(iterations: Int) { self.iterations = max(iterations, 1) }

  /// With a schedule of a hyper-parameter for all layer groups.
  public func scheduling(_ parameter: HyperParameter, _ schedule: Schedule) -> TrainingPhase {
    scheduling(parameter, [schedule])
  }

  /// With a schedule of a hyper-parameter for each layer group (fastai: `schedule_hp`).
  public func scheduling(_ parameter: HyperParameter, _ schedules: [Schedule]) -> TrainingPhase {
    var copy = self
    copy.schedules[parameter] = schedules
    return copy
  }

  /// With a hyper-parameter that goes from one value to another (fastai: `schedule_hp`).
  public func scheduling(
    _ parameter: HyperParameter, _ annealing: Annealing = .linear, from start: Double, to end: Double
  ) -> TrainingPhase {
    scheduling(parameter, Schedule(annealing, from: start, to: end))
  }

  /// Which of the phases an iteration (from 0) belongs to, and how far it is; nil when they are over.
  static func place(of iteration: Int, in lengths: [Int]) -> (phase: Int, position: Double)? {
    var start = 0
    for (phase, length) in lengths.enumerated() {
      if iteration < start + length { return (phase, Double(iteration - start) / Double(length)) }
      start += length
    }
    return nil
  }
}
