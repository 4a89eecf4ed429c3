import ArgumentParser
import Torch

/// Where and with what the numbers are computed.
struct ComputeOptions: ParsableArguments {
  @Option(help: "Threads that an operation may use; all cores by default.")
  var threads: Int?

  @Option(help: "cpu, cuda or auto: the first GPU when there is one.")
  var device = "auto"

  func validate() throws {
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw ValidationError("--threads must be at least 1.")
    }
    guard Device(device) != nil else { throw ValidationError("--device must be cpu, cuda, cuda:N or auto.") }
  }

  /// Sets libtorch up for this process.
  func apply() throws {
    if let threads { threadCount = threads }
    guard let device = Device(device), device.isAvailable else {
      throw CommandError(code: .unavailable, message: "\(device) is not available here", remedy: "Use --device cpu")
    }
    Device.default = device
  }
}
