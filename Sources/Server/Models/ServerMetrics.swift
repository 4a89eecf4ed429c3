import Synchronization

/// Counts for `/metrics`, in Prometheus' text format.
final class ServerMetrics: Sendable {
  private struct Histogram {
    /// Upper bounds in seconds.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    var counts = Array(repeating: 0, count: bounds.count)
    var count = 0
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
      count += 1
      sum += seconds
    }

    func lines(_ name: String, _ labels: String) -> [String] {
      let comma = labels.isEmpty ? "" : ","
      return zip(Self.bounds, counts).map { "\(name)_bucket{\(labels)\(comma)le=\"\($0)\"} \($1)" } + [
        "\(name)_bucket{\(labels)\(comma)le=\"+Inf\"} \(count)", "\(name)_sum{\(labels)} \(sum)",
        "\(name)_count{\(labels)} \(count)",
      ]
    }
  }

  private struct State {
    var requests: [String: Int] = [:]
    var answers: [String: Histogram] = [:]
    var predictions: [String: Histogram] = [:]
    var batches: [String: Int] = [:]
  }

  private let state = Mutex(State())

  /// - Parameters:
  ///   - route: One of ours, or `other`: never the client's own words, which would fill the memory.
  ///   - status: Of the answer.
  ///   - duration: From the request's head to its answer's.
  func answered(route: String, status: Int, in duration: Duration) {
    state.withLock {
      $0.requests["route=\"\(route)\",status=\"\(status)\"", default: 0] += 1
      $0.answers["route=\"\(route)\"", default: Histogram()].add(duration / .seconds(1))
    }
  }

  func predicted(in duration: Duration, model: String) {
    let label = model.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
    state.withLock { $0.predictions["model=\"\(label)\"", default: Histogram()].add(duration / .seconds(1)) }
  }

  /// A batch of so many pictures is about to be computed.
  func batched(_ count: Int) {
    state.withLock { $0.batches["size=\"\(count)\"", default: 0] += 1 }
  }

  func text(_ load: (inside: Int, waiting: Int)) -> String {
    let state = state.withLock { $0 }
    var lines = ["# HELP fastai_requests_total Answers by route and status.", "# TYPE fastai_requests_total counter"]
    lines += state.requests.sorted { $0.key < $1.key }.map { "fastai_requests_total{\($0)} \($1)" }
    lines += Self.histogram("fastai_request_seconds", "From request to answer.", state.answers)
    lines += Self.histogram("fastai_prediction_seconds", "Decoding and network of one picture.", state.predictions)
    lines += ["# HELP fastai_batches_total Batches by their size.", "# TYPE fastai_batches_total counter"]
    lines += state.batches.sorted { $0.key < $1.key }.map { "fastai_batches_total{\($0)} \($1)" }
    lines += ["# HELP fastai_in_progress Pictures in work.", "# TYPE fastai_in_progress gauge"]
    lines += ["fastai_in_progress \(load.inside)", "# HELP fastai_waiting Pictures in the queue."]
    lines += ["# TYPE fastai_waiting gauge", "fastai_waiting \(load.waiting)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func histogram(_ name: String, _ help: String, _ values: [String: Histogram]) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) histogram"]
      + values.sorted { $0.key < $1.key }.flatMap { $0.value.lines(name, $0.key) }
  }
}
