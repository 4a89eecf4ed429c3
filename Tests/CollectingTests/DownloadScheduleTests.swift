import SystemPackage
import Testing

@testable import Collecting

@Suite("Schedule of a download")
struct DownloadScheduleTests {
  private func job(_ host: String, _ position: Int) -> DownloadJob {
    DownloadJob(
      url: "http://\(host)/\(position)", label: "", position: position, folder: "", relativeFolder: "", stem: "")
  }

  private func drain(_ schedule: inout DownloadSchedule) -> [Int] {
    var positions: [Int] = []
    while let job = schedule.next() { positions.append(job.position) }
    return positions
  }

  @Test("no more run at a time than allowed, and a free place is filled")
  func limit() {
    var schedule = DownloadSchedule((0..<5).map { job("a", $0) }, limit: 2, perHost: 9)
    #expect(drain(&schedule) == [0, 1])
    schedule.finished(job("a", 0))
    #expect(drain(&schedule) == [2])
  }

  @Test("a busy host does not keep the others waiting")
  func hosts() {
    let jobs = [job("a", 0), job("a", 1), job("a", 2), job("b", 3), job("c", 4)]
    var schedule = DownloadSchedule(jobs, limit: 4, perHost: 1)
    #expect(drain(&schedule) == [0, 3, 4])
    schedule.finished(jobs[3])
    #expect(drain(&schedule).isEmpty)
    schedule.finished(jobs[0])
    #expect(drain(&schedule) == [1])
  }

  @Test("one at a time keeps the order of the list, whatever the hosts")
  func order() {
    var schedule = DownloadSchedule(
      [job("a", 0), job("a", 1), job("b", 2)], limit: 1, perHost: 1, keepsOrder: true)
    var seen: [Int] = []
    while let next = schedule.next() {
      seen.append(next.position)
      schedule.finished(next)
    }
    #expect(seen == [0, 1, 2])
  }

  @Test("waits double up to a limit, less a random part; a server may ask for more, up to the limit")
  func delays() {
    var options = DownloadOptions()
    options.backoff = .seconds(1)
    options.maxBackoff = .seconds(6)
    for (attempt, longest) in [(1, 1.0), (2, 2), (3, 4), (4, 6), (60, 6)] {
      let delay = options.delay(afterAttempt: attempt, asked: nil).seconds
      #expect((longest / 2...longest).contains(delay))
    }
    #expect(options.delay(afterAttempt: 1, asked: .seconds(3)) == .seconds(3))
    #expect(options.delay(afterAttempt: 1, asked: .seconds(3600)) == .seconds(6))
  }
}
