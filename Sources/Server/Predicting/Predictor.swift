import Collecting
import HTTPTypes
import Images
import NIOPosix
import Vision

/// Bytes to predictions, within the server's limits.
struct Predictor: Sendable {
  let options: ServerOptions
  let gate: AdmissionGate
  let metrics = ServerMetrics()
  private let decoders: NIOThreadPool
  private let batchers: [String: DynamicBatcher<RGBImage, Prediction>]

  /// Its threads run until ``stop()``.
  init(_ options: ServerOptions, _ models: ServedModels) {
    self.options = options
    gate = AdmissionGate(concurrent: options.maxConcurrent, waiting: options.maxWaiting)
    decoders = NIOThreadPool(numberOfThreads: ThreadBudget().decoders)
    decoders.start()
    let metrics = metrics
    batchers = Dictionary(
      uniqueKeysWithValues: models.all.map { model in
        let batcher = DynamicBatcher<RGBImage, Prediction>(maxCount: options.maxBatch, budget: options.batchBudget) {
          metrics.batched($0.count)
          return try await model.classifier.predict($0)
        }
        return (model.name, batcher)
      })
  }

  func stop() async { try? await decoders.shutdownGracefully() }

  /// - Throws: ``Problem`` when the bytes are no picture or the server is too busy, `CancellationError`.
  func predict(_ bytes: [UInt8], named name: String, by model: ServedModels.Model) async throws -> Prediction {
    try check(bytes, name)
    return try await inTime {
      let started = ContinuousClock.now
      let prediction = try await compute(bytes, name, model)
      metrics.predicted(in: ContinuousClock.now - started, model: model.name)
      return prediction
    }
  }

  /// Where the network looked: a JPEG picture of what it saw, with colours over it.
  func heatMap(_ bytes: [UInt8], named name: String, by model: ServedModels.Model) async throws -> [UInt8] {
    try check(bytes, name)
    return try await inTime {
      let explanation = try await GradCAM(model.classifier)(decode(bytes, name, for: model))
      return try await onThread { try explanation.overlay().encoded(as: .jpeg(quality: 88)) }
    }
  }

  /// Type by content, size by the header: before anything is decoded.
  @discardableResult
  func check(_ bytes: [UInt8], _ name: String) throws -> ImageHeader {
    let header = try ImageHeader(decoding: bytes, named: name)
    guard header.width * header.height <= options.maxPixels else {
      throw Problem(
        .contentTooLarge,
        "The picture has \(header.width) × \(header.height) pixels; \(options.maxPixels / 1_000_000) million are the limit.",
        kind: "too-many-pixels")
    }
    return header
  }

  /// - Throws: What the decoder makes of bytes that are no whole picture.
  func decode(_ bytes: [UInt8], _ name: String, for model: ServedModels.Model) async throws -> RGBImage {
    try await decoders.runIfActive { try model.classifier.decode(bytes, named: name) }
  }

  /// Runs what waits for the disk.
  func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await decoders.runIfActive(body)
  }

  private func compute(_ bytes: [UInt8], _ name: String, _ model: ServedModels.Model) async throws -> Prediction {
    guard let batcher = batchers[model.name] else { throw CancellationError() }
    return try await batcher { try await decode(bytes, name, for: model) }
  }

  private func inTime<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let late = Problem(.serviceUnavailable, "There was no time for this picture.", kind: "timeout", retryAfter: 1)
    return try await Departures.whileWaitedFor {
      try await withDeadline(options.answerTimeout, orThrow: late) { try await gate.withPlace(body) }
    }
  }
}
