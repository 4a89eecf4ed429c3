import ArgumentParser
import Foundation
import Torch
import Vision

struct BenchPredict: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Milliseconds that the bare network takes for a batch.",
    discussion: """
      Random weights, random pictures of 224 × 224, no decoding. FASTAI_CONV=direct measures libtorch in place of this \
      package's own kernels.

      Example:

        fastai bench predict --arch resnet34 --batch-size 16
      """)

  @OptionGroup var network: BenchedNetwork
  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let times = try await network.measured(compute) { architecture, network in
      try NetworkTimer.predictions(architecture, batchSize: network.batchSize ?? 1, rounds: network.rounds ?? 30)
    }
    network.tell("predict", times, batchSize: network.batchSize ?? 1, console)
  }
}

struct BenchStep: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Milliseconds of a training step.",
    discussion: """
      Forward, backward and optimizer for a batch of random pictures of 224 × 224, with random weights. \
      FASTAI_CONV=direct measures libtorch's convolutions in place of this package's own.

      Example:

        fastai bench step --arch resnet34 --batch-size 16
      """)

  @OptionGroup var network: BenchedNetwork
  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let times = try await network.measured(compute) { architecture, network in
      try NetworkTimer.steps(architecture, batchSize: network.batchSize ?? 16, rounds: network.rounds ?? 5)
    }
    network.tell("step", times, batchSize: network.batchSize ?? 16, console)
  }
}

/// Which network is measured, and how.
struct BenchedNetwork: ParsableArguments, Sendable {
  @Option(help: "The architecture.")
  var arch = "resnet34"

  @Option(help: "Images in a batch; 1 for predict, 16 for step.")
  var batchSize: Int?

  @Option(help: "How often it is measured, after a warm-up.")
  var rounds: Int?

  func validate() throws {
    guard batchSize.map({ (1...1024).contains($0) }) ?? true else {
      throw ValidationError("--batch-size must be from 1 to 1024.")
    }
    guard rounds.map({ (1...100_000).contains($0) }) ?? true else {
      throw ValidationError("--rounds must be from 1 to 100000.")
    }
    _ = try architecture()
  }

  func architecture() throws -> Architecture {
    guard let known = Architecture(arch) else {
      throw ValidationError("--arch must be one of \(Architecture.all.map(\.name).joined(separator: ", ")).")
    }
    return known
  }

  /// What `body` measures, on the thread for computing.
  func measured<Result: Sendable>(
    _ compute: ComputeOptions, _ body: @escaping @Sendable (Architecture, BenchedNetwork) throws -> Result
  ) async throws -> Result {
    try compute.apply()
    let (architecture, network) = (try architecture(), self)
    return try await onComputeThread { _ in try body(architecture, network) }
  }

  func tell(_ event: String, _ times: NetworkTimer.Times, batchSize: Int, _ console: Console) {
    console.event(
      event,
      [
        "medianMilliseconds": .double(rounded(times.median)), "minMilliseconds": .double(rounded(times.minimum)),
        "arch": .string(arch), "batchSize": .int(batchSize), "rounds": .int(times.milliseconds.count),
        "peakGigaflops": .double(rounded(NetworkTimer.peakOperations() / 1e9)),
        "instructionSet": .string(NetworkTimer.instructionSet),
      ])
    console.line(
      String(
        format: "%@, %d image%@: median %.2f ms, minimum %.2f ms of %d rounds", arch, batchSize,
        batchSize == 1 ? "" : "s", times.median, times.minimum, times.milliseconds.count))
  }

  private func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }
}
