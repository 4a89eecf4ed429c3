import Vision

/// A training that the page has asked for: one at a time.
actor RetrainJob {
  /// How it stands.
  struct Status: Encodable, Sendable {
    var isRunning = false
    /// 0…1
    var progress = 0.0
    var words = ""
    var problem: String?
    var result: Retraining?
  }

  private(set) var status = Status()
  private let train: @Sendable (@escaping @Sendable (Double, String) -> Void) async throws -> Retraining

  init(_ train: @escaping @Sendable (@escaping @Sendable (Double, String) -> Void) async throws -> Retraining) {
    self.train = train
  }

  /// Begins, unless it has begun already.
  func start() -> Status {
    guard !status.isRunning else { return status }
    status = Status(isRunning: true, words: "Starting")
    Task {
      do {
        let result = try await train { progress, words in Task { await self.tell(progress, words) } }
        self.status = Status(progress: 1, words: "Done", result: result)
      } catch {
        self.status = Status(words: "Stopped", problem: "\(error)")
      }
    }
    return status
  }

  private func tell(_ progress: Double, _ words: String) {
    guard status.isRunning, progress >= status.progress else { return }
    (status.progress, status.words) = (progress, words)
  }
}
