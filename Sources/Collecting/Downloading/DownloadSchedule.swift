/// Which link is next: at most `limit` at a time, at most `perHost` of one host, the hosts in turn and the links of
/// a host in order.
struct DownloadSchedule {
  private let limit: Int
  private let perHost: Int
  private let keepsOrder: Bool
  private var queues: [String: Queue] = [:]
  /// Hosts that have waiting links and a free place.
  private var ready: [String] = []
  private var running = 0

  private struct Queue {
    var jobs: [DownloadJob] = []
    var head = 0
    var running = 0
    var isReady = false
  }

  /// `keepsOrder` makes the links come in the order given, whatever their hosts.
  init(_ jobs: [DownloadJob], limit: Int, perHost: Int, keepsOrder: Bool = false) {
    self.keepsOrder = keepsOrder
    self.limit = max(1, limit)
    self.perHost = max(1, perHost)
    for job in jobs { add(job) }
  }

  /// Puts a link at the end of its host's queue.
  mutating func add(_ job: DownloadJob) {
    queues[key(job), default: Queue()].jobs.append(job)
    makeReady(key(job))
  }

  /// Takes the next link that may start now, if there is one.
  mutating func next() -> DownloadJob? {
    guard running < limit, !ready.isEmpty else { return nil }
    let host = ready.removeFirst()
    guard var queue = queues[host] else { return nil }
    let job = queue.jobs[queue.head]
    queue.head += 1
    queue.running += 1
    queue.isReady = false
    queues[host] = queue
    running += 1
    makeReady(host)
    return job
  }

  /// Frees the place that a link held.
  mutating func finished(_ job: DownloadJob) {
    running -= 1
    queues[key(job)]?.running -= 1
    makeReady(key(job))
  }

  private func key(_ job: DownloadJob) -> String { keepsOrder ? "" : job.host }

  private mutating func makeReady(_ host: String) {
    guard var queue = queues[host], !queue.isReady, queue.head < queue.jobs.count, queue.running < perHost else {
      return
    }
    queue.isReady = true
    queues[host] = queue
    ready.append(host)
  }
}
