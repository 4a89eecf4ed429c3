import Foundation
import TestSupport
import Testing
import Training

@Suite("The epoch table")
struct ProgressTests {
  private func printed(_ data: Points, _ epochs: Int, extra: [any Callback] = []) throws -> [String] {
    let pipe = Pipe()
    let learn = try pointLearner(data, callbacks: [ProgressReporter(output: pipe.fileHandleForWriting)])
    try learn.fit(epochs, callbacks: extra)
    try pipe.fileHandleForWriting.close()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("piped, it is plain rows of aligned columns without a bar")
  func rows() throws {
    let lines = try printed(Points(), 2)
    #expect(lines[0] == "epoch     train_loss  valid_loss  error_rate  accuracy  time    ")
    #expect(lines.count == 4 && lines[3].isEmpty)
    let row = #/(\d)         \d\.\d{6}    \d\.\d{6}    \d\.\d{6}    \d\.\d{6}  \d\d:\d\d   /#
    #expect(try row.wholeMatch(in: lines[1])?.1 == "0")
    #expect(try row.wholeMatch(in: lines[2])?.1 == "1")
  }

  @Test("without a validation set its columns say so")
  func withoutValidation() throws {
    let lines = try printed(Points(validCount: 0), 1)
    #expect(lines[1].contains("  #na#        #na#        #na#      "))
  }

  @Test("a stopped training says why")
  func stopped() throws {
    final class Stopper: Callback {
      func afterBatch(_ learn: Learner) -> Flow { .stop(reason: "the loss is not a number") }
    }
    #expect(try printed(Points(), 2, extra: [Stopper()]).contains("stopped: the loss is not a number"))
  }

  @Test(
    "time is minutes and seconds, with hours from one hour on",
    arguments: [
      (0, "00:00"), (59.99, "00:59"), (61, "01:01"), (3599.9, "59:59"), (3661, "1:01:01"), (Double.infinity, "--:--"),
    ])
  func times(seconds: Double, text: String) {
    #expect(formatTime(seconds) == text)
  }
}
