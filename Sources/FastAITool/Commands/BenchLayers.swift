import ArgumentParser
import Foundation
import Vision

struct BenchLayers: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "Milliseconds of each 3 × 3 convolution, beside libtorch's.",
    discussion: """
      The shapes that the architecture has with stride 1, forward and both gradients, in alternation with libtorch's \
      direct sums; least of the rounds. A ratio below 1 is faster than libtorch; the rate counts the operations of the \
      direct sum, so that it may pass the processor's peak.

      Example:

        fastai bench layers --arch resnet34 --batch-size 16
      """)

  @OptionGroup var network: BenchedNetwork
  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func run(_ console: Console) async throws {
    let layers = try await network.measured(compute) { architecture, network in
      try LayerTimer.layers(architecture, batchSize: network.batchSize ?? 16, rounds: network.rounds ?? 8)
    }
    guard !layers.isEmpty else {
      return console.line("\(network.arch) has no 3 × 3 convolution with stride 1 and one group.")
    }
    let peak = NetworkTimer.peakOperations() / 1e9
    console.line("layer                       layers  direction      ms  libtorch  ratio  GFLOP/s   of peak")
    for layer in layers { tell(layer, peak, console) }
    let slower = layers.filter { $0.ratio > 1 }.count
    console.line(
      "\(slower) of \(layers.count) slower than libtorch; peak \(Int(peak)) GFLOP/s (\(NetworkTimer.instructionSet))")
  }

  private func tell(_ layer: LayerTimer.Layer, _ peak: Double, _ console: Console) {
    let rate = layer.operationsPerSecond / 1e9
    console.event(
      "layer",
      [
        "channels": .int(layer.channels), "filters": .int(layer.filters), "height": .int(layer.height),
        "width": .int(layer.width), "batchSize": .int(layer.batchSize), "layers": .int(layer.count),
        "direction": .string(layer.direction.rawValue), "chosenMilliseconds": .double(layer.chosen),
        "directMilliseconds": .double(layer.direct), "ratio": .double(layer.ratio), "gigaflops": .double(rate),
        "peakGigaflops": .double(peak), "instructionSet": .string(NetworkTimer.instructionSet),
      ])
    let shape = "\(layer.channels) → \(layer.filters), \(layer.height) × \(layer.width)"
    console.line(
      shape.padding(toLength: 28, withPad: " ", startingAt: 0)
        + String(format: "%6d  ", layer.count)
        + layer.direction.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)
        + String(
          format: "%9.2f %9.2f %6.2f %8.0f %9.2f", layer.chosen, layer.direct, layer.ratio, rate, rate / peak))
  }
}
