import Foundation
public import SystemPackage
import Torch
import TorchNN

/// A training run as it was at one moment: weights, the optimizer's memory, the place in the schedule and in the data,
/// the random numbers, and what callbacks remember. One safetensors file.
///
///     let keeper = Checkpointer("run.safetensors", resuming: try? Checkpoint(contentsOf: "run.safetensors"))
///     try learn.fitOneCycle(10, callbacks: [keeper])
public struct Checkpoint {
  /// Where the run stood.
  public struct Position: Codable, Sendable, Hashable {
    /// From 0; the epoch that comes next, or goes on.
    public let epoch: Int
    /// Training batches of that epoch that are done.
    public let batch: Int
    public let epochCount: Int
    /// Training batches done in all.
    public let iteration: Int
    let trainPasses, validPasses: Int
  }

  /// An optimizer's group of parameters.
  struct Rates: Codable { let learningRate, weightDecay, momentum: Double }

  public let position: Position
  /// What the one who wrote it wanted to know again: the run's options.
  public let settings: [String: String]
  let rates: [Rates]
  private let texts: [String: [String: String]]
  private let tensors: [(name: String, tensor: Tensor)]

  static let format = "swift-fastai-checkpoint"
  private static let version = 1

  // MARK: Taking and putting back

  /// - Parameters:
  ///   - learn: During a fit.
  ///   - batch: Training batches done in the current epoch; nil when the epoch is over.
  ///   - settings: Kept as they are.
  /// - Throws: `TorchError` when the state cannot be read.
  init(_ learn: Learner, batch: Int?, settings: [String: String]) throws {
    let (state, passes) = (learn.state, learn.data.passes)
    let isValidating = batch != nil && !state.isTraining
    position = Position(
      epoch: batch == nil ? state.epoch + 1 : state.epoch, batch: batch ?? 0, epochCount: state.epochCount,
      iteration: state.epoch * learn.data.train.batchCount + (batch ?? learn.data.train.batchCount),
      trainPasses: batch == nil ? passes.train : max(passes.train - 1, 0),  // the pass that goes on begins again
      validPasses: isValidating ? max(passes.valid - 1, 0) : passes.valid)
    self.settings = settings
    rates = (learn.optimizer?.groups ?? []).map {
      Rates(learningRate: $0.learningRate, weightDecay: $0.weightDecay, momentum: $0.momentum)
    }
    var entries = learn.model.stateDictionary.entries.map { (name: "model/\($0.name)", tensor: $0.tensor) }
    entries += learn.optimizerEntries
    entries.append(("random", try randomState()))
    var texts: [String: [String: String]] = [:]
    for case let callback as any Resumable in learn.activeCallbacks {
      let saved = try callback.savedState()
      texts[callback.resumeKey] = saved.texts
      entries += saved.tensors.map { (name: "callback/\(callback.resumeKey)/\($0.key)", tensor: $0.value) }
    }
    (self.texts, tensors) = (texts, entries)
  }

  /// Makes a learner in `beforeFit` what it was.
  func restore(_ learn: Learner) throws {
    guard position.epochCount == learn.state.epochCount else {
      throw LearnerError(
        .mismatch, "the checkpoint is of a run of \(position.epochCount) epochs, not \(learn.state.epochCount)",
        remedy: "give the same number, or begin anew without the checkpoint")
    }
    do {
      try learn.model.load(StateDictionary(part("model/")))
    } catch let error as TorchError {
      throw LearnerError(.mismatch, "the checkpoint is of another network", cause: error)
    }
    let optimizer = tensors.filter { $0.name.hasPrefix(Learner.optimizerPrefix) }
    let report = try learn.restoreOptimizer(from: optimizer)
    guard report.unfit.isEmpty, report.notTraining.isEmpty, learn.optimizer?.groups.count == rates.count else {
      throw LearnerError(
        .mismatch, "the checkpoint is of another optimizer, or of a run with other layers frozen (\(report))",
        remedy: "freeze and unfreeze as the run did")
    }
    for (index, rate) in rates.enumerated() {
      learn.optimizer?.groups[index].learningRate = rate.learningRate
      learn.optimizer?.groups[index].weightDecay = rate.weightDecay
      learn.optimizer?.groups[index].momentum = rate.momentum
    }
    for case let callback as any Resumable in learn.activeCallbacks {
      guard let texts = texts[callback.resumeKey] else { continue }
      let saved = part("callback/\(callback.resumeKey)/")
      try callback.restore(.init(texts: texts, tensors: Dictionary(saved.map { ($0.name, $0.tensor) }) { $1 }))
    }
    learn.data.passes = (position.trainPasses, position.validPasses)
    (learn.state.epoch, learn.state.iteration) = (position.epoch, position.iteration)
    learn.state.firstBatch = position.batch
    if let random = tensors.first(where: { $0.name == "random" }) { try setRandomState(random.tensor) }
  }

  private func part(_ prefix: String) -> [(name: String, tensor: Tensor)] {
    tensors.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) }
  }

  // MARK: Files

  /// Reads a checkpoint.
  ///
  /// - Throws: `WeightFileError` when the file is missing or damaged, ``LearnerError`` when it is no checkpoint.
  public init(contentsOf path: FilePath) throws {
    let file = try WeightFile(contentsOf: path)
    guard file.metadata["format"] == Self.format, file.metadata["version"] == String(Self.version) else {
      throw LearnerError(
        .mismatch, "\(path) is no checkpoint that this version can continue", remedy: "train from the beginning")
    }
    func value<Value: Decodable>(_ key: String) throws -> Value {
      guard let value = try? JSONDecoder().decode(Value.self, from: Data((file.metadata[key] ?? "").utf8)) else {
        throw LearnerError(.mismatch, "the checkpoint \(path) is damaged", remedy: "train from the beginning")
      }
      return value
    }
    (position, settings, rates) = (try value("position"), try value("settings"), try value("rates"))
    texts = try value("texts")
    tensors = try StateDictionary(file).entries
    guard position.epoch >= 0, position.batch >= 0, position.iteration >= 0 else {
      throw LearnerError(.mismatch, "the checkpoint \(path) is damaged", remedy: "train from the beginning")
    }
  }

  /// Writes the file, whole or not at all.
  func write(to path: FilePath) throws {
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    try StateDictionary(tensors).write(
      to: path,
      metadata: [
        "format": Self.format, "version": String(Self.version), "position": json(position), "settings": json(settings),
        "rates": json(rates), "texts": json(texts),
      ])
  }
}
