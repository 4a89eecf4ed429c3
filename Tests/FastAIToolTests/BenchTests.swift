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

  @Test("layers tells each shape in three directions, beside libtorch's sums")
  func layers() async throws {
    let result = try await Binary.run([
      "bench", "layers", "--arch", "resnet18", "--batch-size", "1", "--rounds", "1", "--json",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let layers = try result.events.filter { $0["event"] as? String == "layer" }
    #expect(layers.map { $0["channels"] as? Int } == [64, 64, 64, 128, 128, 128, 256, 256, 256, 512, 512, 512])
    #expect(
      layers.map { $0["direction"] as? String }
        == Array(repeating: ["forward", "data", "filters"], count: 4).flatMap { $0 })
    #expect(layers.map { $0["layers"] as? Int } == [4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3])
    #expect(layers.allSatisfy { ($0["ratio"] as? Double ?? 0) > 0 && ($0["chosenMilliseconds"] as? Double ?? 0) > 0 })
  }

  @Test("libtorch's variable limits our kernels too")
  func narrowerInstructions() async throws {
    let result = try await Binary.run(
      ["bench", "predict", "--arch", "resnet18", "--rounds", "1", "--json"],
      environment: ["ATEN_CPU_CAPABILITY": "default"])
    #expect(try result.events.last?["instructionSet"] as? String == "portable", "\(result.errors)")
  }

  @Test("what cannot be measured is refused with the ways to say it")
  func refusals() async throws {
    for arguments in [["--arch", "resnet35"], ["--batch-size", "0"], ["--rounds", "0"]] {
      let result = try await Binary.run(["bench", "predict"] + arguments)
      #expect(result.status == 64 && result.errors.contains(arguments[0]))
    }
  }
}
