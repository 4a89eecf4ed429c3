import Foundation
import Testing

@Suite("fastai bench")
struct BenchTests {
  @Test("predict and step print one event with the median and the minimum", arguments: ["predict", "step"])
  func networks(command: String) async throws {
    let result = try await Binary.run([
      "bench", command, "--arch", "resnet18", "--batch-size", "1", "--rounds", "2", "--json",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let event = try #require(try result.events.last)
    let median = try #require(event["medianMilliseconds"] as? Double)
    let minimum = try #require(event["minMilliseconds"] as? Double)
    #expect(event["event"] as? String == command && event["arch"] as? String == "resnet18")
    #expect(event["rounds"] as? Int == 2 && minimum > 0 && median >= minimum)
  }

  @Test("what cannot be measured is refused with the ways to say it")
  func refusals() async throws {
    for arguments in [["--arch", "resnet35"], ["--batch-size", "0"], ["--rounds", "0"]] {
      let result = try await Binary.run(["bench", "predict"] + arguments)
      #expect(result.status == 64 && result.errors.contains(arguments[0]))
    }
  }
}
