import Foundation
import Testing

@testable import FastAITool

@Suite("fastai find-lr")
struct FindLRTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.drawBears()
  }

  private func find(_ more: String...) async throws -> Binary.Result {
    let weights = try folder.makeWeights()
    let options = [
      "--arch", "resnet18", "--weights", weights, "--size", "32", "--batch-size", "8", "--iterations", "40",
    ]
    return try await Binary.run(["find-lr", folder("data")] + options + more)
  }

  @Test("with --json there is one line with the rate, its range and the picture, and nothing of the data is changed")
  func json() async throws {
    let result = try await find("--json", "--output", folder("lr.svg"))
    try #require(result.status == 0, "\(result.errors)")
    let event = try #require(result.events.last)
    #expect(event["event"] as? String == "lr" && event["plot"] as? String == folder("lr.svg"))
    if let suggestion = event["suggestion"] as? Double {
      let range = try #require(event["range"] as? [Double])
      #expect(range[0] <= suggestion && suggestion <= range[1])
    }
    #expect((event["reason"] as? String)?.isEmpty == false)
    #expect(try String(contentsOfFile: folder("lr.svg"), encoding: .utf8).contains("Learning Rate"))
    #expect(try folder.names("data") == ["black", "teddys"])
    let again = try await find("--json", "--output", folder("lr.svg"))
    #expect(again.output == result.output)
  }

  @Test("people see the curve in the terminal, the reasons, and where the picture is")
  func people() async throws {
    let result = try await find("--unfreeze", "--output", folder("lr.png"))
    try #require(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("┤") && result.output.contains("Wrote \(folder("lr.png"))"))
    #expect(try Data(contentsOf: URL(filePath: folder("lr.png"))).starts(with: [0x89, 0x50]))
  }

  @Test("settings that make no sense are refused")
  func wrong() async throws {
    for options in [["--start-lr", "1", "--end-lr", "0.1"], ["--iterations", "1"], ["--output", "lr.txt"]] {
      #expect(try await Binary.run(["find-lr", folder("data")] + options).status == 64)
    }
  }
}
