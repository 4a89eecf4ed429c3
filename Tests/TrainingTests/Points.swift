import Foundation
import SystemPackage
import TestSupport
import Torch
import TorchNN
import Training

/// Points around the corners of a triangle, one class a corner: a data set that a small network learns in seconds.
struct Points: DataBunch {
  struct Loader: DataLoader {
    let x: [[Float]]
    let y: [Int]
    let batchSize: Int
    var failingBatch: Int?

    var itemCount: Int { y.count }
    var batchCount: Int { (y.count + batchSize - 1) / batchSize }

    func makeIterator() -> AnyIterator<Batch> {
      var next = 0
      return AnyIterator {
        guard next < batchCount else { return nil }
        defer { next += 1 }
        return batch(next)
      }
    }

    private func batch(_ place: Int) -> Batch {
      let indices = Array((place * batchSize)..<min((place + 1) * batchSize, y.count))
      if place == failingBatch { return Batch(failure: Failure()) }
      do {
        return Batch(x: try Tensor(indices.map { x[$0] }), y: try Tensor(indices.map { y[$0] }), indices: indices)
      } catch {
        return Batch(failure: error)
      }
    }
  }

  struct Failure: Error {}

  var train: Loader
  var valid: Loader?
  var path: FilePath = "/nonexistent"
  let classes = ["a", "b", "c"]

  init(count: Int = 48, batchSize: Int = 8, validCount: Int = 15) {
    train = Self.loader(count, seed: 1, batchSize)
    valid = validCount > 0 ? Self.loader(validCount, seed: 1000, batchSize) : nil
  }

  private static func loader(_ count: Int, seed: Int, _ batchSize: Int) -> Loader {
    let corners: [[Double]] = [[1, 0], [-0.5, 0.9], [-0.5, -0.9]]
    let labels = (0..<count).map { $0 % 3 }
    let points = labels.enumerated().map { index, label in
      corners[label].enumerated().map { axis, value in
        Float(value + 0.2 * sin(Double((seed + index) * 7 + axis * 3)))
      }
    }
    return Loader(x: points, y: labels, batchSize: batchSize)
  }
}

/// Three layer groups with a batch norm in the first.
func pointNetwork() throws -> Sequential {
  try Sequential(Linear(2, 8), BatchNorm1d(8), ReLU(), Linear(8, 8), ReLU(), Linear(8, 3))
}

func pointLearner(
  _ data: Points = Points(), metrics: [Metric] = [.errorRate, .accuracy], callbacks: [any Callback] = []
) throws -> Learner {
  let net = try pointNetwork()
  let groups: [[Module]] = [[net[0], net[1], net[2]], [net[3], net[4]], [net[5]]]
  return try Learner(data, net, layerGroups: groups, metrics: metrics, callbacks: callbacks, device: .cpu)
}
