import Foundation
import Images
import Torch
import TorchNN
import Training

/// Times bare networks with random weights on random pictures: no files, no decoding.
public enum NetworkTimer {
  /// Milliseconds of each round, after a warm-up.
  public struct Times: Sendable, Hashable {
    public let milliseconds: [Double]
    public var median: Double { milliseconds.sorted()[milliseconds.count / 2] }
    public var minimum: Double { milliseconds.min() ?? .nan }
  }

  /// Operations (a multiply-add is two) that the kernels do in a second when nothing waits for memory.
  public static func peakOperations() -> Double { InferenceNetwork.peakOperations(threads: threadCount) }

  /// The instruction set of this package's kernels: "avx512", "avx2" or "portable" (SSE2, NEON). The environment variable
  /// `ATEN_CPU_CAPABILITY` limits it, as it limits libtorch's: `avx2`, `default`.
  public static var instructionSet: String { InferenceNetwork.instructionSet }

  /// Batches through the whole network (1,000 outputs, when it is torchvision's), by what a ``Classifier`` would use.
  ///
  /// - Throws: `TorchError` when there is no memory for it.
  public static func predictions(
    _ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int
  ) throws -> Times {
    let network = try architecture.makeNetwork()
    network.eval()
    let engine = InferenceEngine(
      network, size: ImageSize(size), threads: threadCount, batchSize: batchSize)
    let batch = PixelBatch(count: batchSize, size: ImageSize(size))
    var generator = SplitMix64(seed: 1)
    for slot in 0..<batchSize {
      for place in batch.image(slot).indices { batch.image(slot)[place] = UInt8.random(in: 0...255, using: &generator) }
    }
    return try times(rounds) { _ = try engine.scores(of: batch, .imagenet) }
  }

  /// Steps of training: forward, cross-entropy, backward, AdamW.
  ///
  /// - Throws: `TorchError` when there is no memory for it.
  public static func steps(
    _ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int
  ) throws -> Times {
    let network = try architecture.makeNetwork()
    let optimizer = AdamW([ParameterGroup(network.namedParameters.map(\.parameter), learningRate: 1e-3)])
    let x = try Tensor.randn(batchSize, 3, size, size).channelsLast()
    let y = try Tensor.randint(0..<1000, shape: [batchSize])
    return try times(rounds) {
      try optimizer.zeroGrad()
      try crossEntropy(network(x), y).backward()
      try optimizer.step()
    }
  }

  private static func times(_ rounds: Int, _ body: () throws -> Void) throws -> Times {
    for _ in 0..<2 { try body() }
    return Times(
      milliseconds: try (0..<max(rounds, 1)).map { _ in
        let began = ContinuousClock.now
        try body()
        return (ContinuousClock.now - began) / .milliseconds(1)
      })
  }
}
