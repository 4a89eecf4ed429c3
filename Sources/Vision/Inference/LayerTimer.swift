import Torch
import TorchNN

/// Times the convolutions of a network one by one, as training calls them: by the rule that chooses between Winograd's
/// algorithm and libtorch's sums, and by libtorch's sums alone, in alternation. What shows a rule that is wrong on a
/// machine.
public enum LayerTimer {
  /// The three computations that training makes of a convolution.
  public enum Direction: String, Sendable, CaseIterable {
    case forward
    /// The gradient of the input.
    case data
    /// The gradient of the filters.
    case filters
  }

  /// One shape of convolution, in one direction.
  public struct Layer: Sendable, Hashable {
    public let channels: Int, filters: Int, height: Int, width: Int, batchSize: Int
    /// How many layers of the network have this shape.
    public let count: Int
    public let direction: Direction
    /// Least milliseconds over the rounds: by the rule, and by libtorch's sums.
    public internal(set) var chosen = Double.infinity, direct = Double.infinity

    /// Time by the rule over libtorch's: below 1 is faster.
    public var ratio: Double { chosen / direct }

    /// Operations a second, a multiply-add of the direct sum being two.
    public var operationsPerSecond: Double {
      Double(2 * 9 * channels * filters * height * width * batchSize) / (chosen / 1000)
    }
  }

  /// Measures each shape of 3 × 3 convolution with stride 1 that the network has, for square pictures of `size`; of
  /// `rounds` measurements each way the least counts.
  ///
  /// - Returns: The layers in the order of the network, each in three directions.
  /// - Throws: `TorchError` when there is no memory for it.
  public static func layers(
    _ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int
  ) throws -> [Layer] {
    let before = convolutionAlgorithm
    defer { convolutionAlgorithm = before }
    return try shapes(of: architecture, size: size).flatMap { shape, count in
      let work = try Work(shape, batchSize: batchSize)
      return try Direction.allCases.map { direction in
        var layer = Layer(
          channels: shape.channels, filters: shape.filters, height: shape.height, width: shape.width,
          batchSize: batchSize, count: count, direction: direction)
        for round in 0...max(rounds, 1) {
          let direct = try milliseconds(.direct) { try work.run(direction) }
          let chosen = try milliseconds(before) { try work.run(direction) }
          guard round > 0 else { continue }  // the first warms up
          layer.direct = min(layer.direct, direct)
          layer.chosen = min(layer.chosen, chosen)
        }
        return layer
      }
    }
  }

  private struct Shape: Hashable {
    let channels: Int, filters: Int, height: Int, width: Int, padding: Int
  }

  /// The shapes in the order of the network, each with the number of layers that have it.
  private static func shapes(of architecture: Architecture, size: Int) throws -> [(Shape, Int)] {
    let network = try architecture.makeNetwork()
    network.eval()
    var (order, counts) = ([Shape](), [Shape: Int]())
    let observers = network.leaves.compactMap { $0 as? Conv2d }.filter(\.mayBeWinograd).map { layer in
      layer.observe { _, x, _ in
        let shape = Shape(
          channels: x.shape[1], filters: layer.weight.tensor.shape[0], height: x.shape[2], width: x.shape[3],
          padding: layer.padding)
        if counts[shape] == nil { order.append(shape) }
        counts[shape, default: 0] += 1
      }
    }
    defer { for observer in observers { observer.remove() } }
    _ = try withoutGrad { try network(Tensor.randn(1, 3, size, size).channelsLast()) }
    return order.map { ($0, counts[$0] ?? 0) }
  }

  /// The tensors of one layer, and its three computations.
  private struct Work {
    let x: Tensor, weight: Tensor, gradient: Tensor, padding: Int

    init(_ shape: Shape, batchSize: Int) throws {
      padding = shape.padding
      x = try Tensor.randn(batchSize, shape.channels, shape.height, shape.width).channelsLast()
      weight = try Tensor.randn(shape.filters, shape.channels, 3, 3).channelsLast()
      let (height, width) = (shape.height + 2 * padding - 2, shape.width + 2 * padding - 2)
      gradient = try Tensor.randn(batchSize, shape.filters, height, width).channelsLast()
    }

    /// Prepares one computation, outside the clock, and gives what runs it.
    func run(_ direction: Direction) throws -> () throws -> Void {
      guard direction != .forward else {
        return { _ = try withoutGrad { try conv2d(x, weight, padding: padding) } }
      }
      let wanted = try (direction == .data ? x : weight).detached().requiringGrad()
      let y = try direction == .data ? conv2d(wanted, weight, padding: padding) : conv2d(x, wanted, padding: padding)
      return { try y.backward(gradient: gradient) }
    }
  }

  private static func milliseconds(
    _ algorithm: ConvolutionAlgorithm, _ prepare: () throws -> () throws -> Void
  ) throws -> Double {
    convolutionAlgorithm = algorithm
    let run = try prepare()
    let began = ContinuousClock.now
    try run()
    return (ContinuousClock.now - began) / .milliseconds(1)
  }
}

extension Conv2d {
  fileprivate var mayBeWinograd: Bool {
    weight.tensor.shape[2...] == [3, 3] && stride == 1 && dilation == 1 && groups == 1
  }
}
