import Collecting
import HTTPTypes
import Images
import Vision

/// Bytes to predictions, within the server's limits.
struct Predictor: Sendable {
  let options: ServerOptions
  let gate: AdmissionGate
  let metrics: ServerMetrics

  init(_ options: ServerOptions, _ metrics: ServerMetrics) {
    self.options = options
    self.metrics = metrics
    gate = AdmissionGate(concurrent: options.maxConcurrent, waiting: options.maxWaiting)
  }

  /// - Throws: ``Problem`` when the bytes are no picture or the server is too busy, `CancellationError`.
  func predict(_ bytes: [UInt8], named name: String, by model: ServedModels.Model) async throws -> Prediction {
    try check(bytes, name)
    let late = Problem(.serviceUnavailable, "There was no time for this picture.", kind: "timeout", retryAfter: 1)
    return try await withDeadline(options.answerTimeout, orThrow: late) {
      try await gate.withPlace {
        let started = ContinuousClock.now
        let prediction = try await model.classifier.predict(decoding: bytes, named: name)
        metrics.predicted(in: ContinuousClock.now - started, model: model.name)
        return prediction
      }
    }
  }

  /// Type by content, size by the header: before anything is decoded.
  private func check(_ bytes: [UInt8], _ name: String) throws {
    let header = try ImageHeader(decoding: bytes, named: name)
    guard header.width * header.height <= options.maxPixels else {
      throw Problem(
        .contentTooLarge,
        "The picture has \(header.width) × \(header.height) pixels; \(options.maxPixels / 1_000_000) million are the limit.",
        kind: "too-many-pixels")
    }
  }
}
