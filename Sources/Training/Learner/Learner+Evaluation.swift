import SystemPackage
public import Torch
import TorchNN

/// Looking at what was learned, without learning.
extension Learner {
  /// The mean loss and the metrics over a part.
  ///
  /// - Parameters:
  ///   - part: The validation set by default.
  ///   - metrics: The learner's by default.
  ///   - callbacks: See `beforeBatch`, `afterPredictions` and `afterBatch`.
  /// - Returns: Loss and metrics; the metrics in their order.
  /// - Throws: ``LearnerError`` when the part is empty.
  public func validate(
    _ part: DatasetPart = .valid, metrics: [Metric]? = nil, callbacks: [any Callback] = []
  ) throws -> TrainingState.Validation {
    try validate(checkedLoader(part), metrics: metrics, callbacks: callbacks)
  }

  /// The mean loss and the metrics over the items that a loader gives.
  public func validate(
    _ loader: any DataLoader, metrics: [Metric]? = nil, callbacks: [any Callback] = []
  ) throws -> TrainingState.Validation {
    let result = try validation(of: loader, metrics ?? self.metrics, callbacks: callbacks)
    return result ?? .init(loss: .nan, metrics: [])
  }

  /// Predictions for a part of the data, in its order whatever the order of the batches, with losses and files.
  ///
  /// - Parameters:
  ///   - part: The validation set by default. `.fix` is every training item as it is; `.train` is a pass as training
  ///     makes it, augmented, which may leave items out.
  ///   - atMost: Batches to look at; all by default (fastai: `n_batch`).
  ///   - withDropout: Leave dropout on: predictions differ from call to call.
  ///   - activation: From raw outputs to predictions; the loss's by default.
  /// - Returns: One row for each item.
  /// - Throws: ``LearnerError`` when the part is empty, and what a batch or the network throws.
  public func getPreds(
    _ part: DatasetPart = .valid, atMost: Int? = nil, withDropout: Bool = false,
    activation: ((Tensor) throws -> Tensor)? = nil
  ) throws -> Predictions {
    try getPreds(checkedLoader(part), atMost: atMost, withDropout: withDropout, activation: activation)
  }

  /// Predictions for every item that a loader gives.
  public func getPreds(
    _ loader: any DataLoader, atMost: Int? = nil, withDropout: Bool = false,
    activation: ((Tensor) throws -> Tensor)? = nil
  ) throws -> Predictions {
    var rows = PredictionRows()
    try evaluating(loader, withDropout: withDropout, atMost: atMost) { batch, outputs in
      rows.probabilities += try (activation ?? loss.activation)(outputs).rows(batch.count)
      rows.losses += try loss.compute(outputs, batch.y, .none).scalars(as: Float.self)
      rows.indices += batch.indices
      if try batch.y.dtype.isFloatingPoint {
        rows.targetValues += try batch.y.rows(batch.count)
      } else {
        rows.targets += try batch.y.scalars(as: Int.self)
      }
    }
    return rows.sorted(paths: loader.paths)
  }

  /// The network's predictions for one batch of a part, its first by default (fastai: `pred_batch`).
  ///
  /// - Returns: After the loss's activation: `[N, C]`.
  public func predBatch(_ batch: Batch? = nil, of part: DatasetPart = .valid, withDropout: Bool = false) throws
    -> Tensor
  {
    guard let batch = try batch ?? checkedLoader(part).makeIterator().next() else {
      throw LearnerError(.data, "there is no batch in the \(part.rawValue) part")
    }
    let x = try batch.moved(to: device).x
    return try inEvaluation(withDropout: withDropout) {
      try loss.activation(precision.forward(model, x, on: device))
    }
  }

  func checkedLoader(_ part: DatasetPart) throws -> any DataLoader {
    if let loader = data.loader(part), loader.itemCount > 0 { return loader }
    switch part {
    case .train: throw LearnerError(.data, "there is no training set")
    case .fix:
      throw LearnerError(
        .data, "the training set cannot be had in order", remedy: "use `.train`: predictions come in its order anyway")
    case .valid:
      throw LearnerError(.data, "there is no validation set", remedy: "hold out a part: `validFraction: 0.2`")
    case .test, .single: throw LearnerError(.data, "there is no \(part.rawValue) set")
    }
  }

  /// - Returns: Nil when a callback ended the training meanwhile.
  func validation(
    of loader: any DataLoader, _ metrics: [Metric], callbacks: [any Callback]
  ) throws -> TrainingState.Validation? {
    var accumulators = metrics.map { $0.makeAccumulator() }
    let wasStopped = state.stopReason != nil
    var (total, items) = (0.0, 0)
    (state.batchIndex, state.batchCount) = (0, loader.batchCount)
    defer { state.forgetBatch() }
    return try inEvaluation {
      for batch in loader.makeIterator() {
        state.begin(try batch.moved(to: device))
        let goesOn = try announce(callbacks) { try $0.beforeBatch(self) } && computeLoss(callbacks)
        if goesOn, let outputs = state.predictions, let batch = state.batch {
          total += try (state.lossTensor?.item() ?? .nan) * Double(batch.count)
          items += batch.count
          for index in accumulators.indices { try accumulators[index].add(predictions: outputs, targets: batch.y) }
          try announce(callbacks) { try $0.afterBatch(self) }
        }
        if state.stopReason != nil, !wasStopped { return nil }
        state.batchIndex += 1
      }
      return .init(loss: total / Double(items), metrics: accumulators.map(\.value))
    }
  }

  /// Runs the network over a loader in evaluation, without a graph. Batches come on the learner's device.
  func evaluating(
    _ loader: any DataLoader, withDropout: Bool = false, atMost: Int? = nil, _ body: (Batch, Tensor) throws -> Void
  ) throws {
    try inEvaluation(withDropout: withDropout) {
      var left = atMost ?? .max
      for batch in loader.makeIterator() {
        guard left > 0 else { return }
        left -= 1
        let batch = try batch.moved(to: device)
        try body(batch, precision.forward(model, batch.x, on: device))
      }
    }
  }

  /// Runs the body with the network in evaluation, dropout on when asked for, and without a graph.
  func inEvaluation<Result>(withDropout: Bool = false, _ body: () throws -> Result) throws -> Result {
    model.eval()
    if withDropout { for case let layer as Dropout in model.namedModules.map(\.module) { layer.train() } }
    defer { model.train() }
    return try withoutGrad(body)
  }
}

extension Tensor {
  /// Its elements as `count` rows.
  fileprivate func rows(_ count: Int) throws -> [[Float]] {
    let values: [Float] = try scalars()
    let width = values.count / Swift.max(count, 1)
    return (0..<count).map { Array(values[($0 * width)..<(($0 + 1) * width)]) }
  }
}
