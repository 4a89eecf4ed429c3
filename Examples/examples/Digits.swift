import FastAI
import Foundation

// data begins
/// Grey digits as one tensor, `[N, 1, 28, 28]`, cut into batches: data need not be files.
struct DigitLoader: DataLoader {
  let x, y: Tensor
  let batchSize: Int
  let shuffles: Bool

  var itemCount: Int { y.count }
  var batchCount: Int { (itemCount + batchSize - 1) / batchSize }

  func makeIterator() -> AnyIterator<Batch> {
    let order = shuffles ? Array(0..<itemCount).shuffled() : Array(0..<itemCount)
    let starts = stride(from: 0, to: itemCount, by: batchSize)
    return AnyIterator(starts.lazy.map { batch(Array(order[$0..<min($0 + batchSize, itemCount)])) }.makeIterator())
  }

  private func batch(_ places: [Int]) -> Batch {
    do {
      let indices = try Tensor(places)
      return Batch(x: try x.gathered(indices), y: try y.gathered(indices), indices: places)
    } catch {
      return Batch(failure: error)
    }
  }
}

struct Digits: DataBunch {
  let train: DigitLoader
  let valid: DigitLoader?
  let path: FilePath
  let classes = (0...9).map { "\($0)" }
}
// data ends

func digits(_ folder: FilePath) async throws {
  let data = try drawnDigits(in: folder)
  // picture begins
  let eight = try data.train.x[8, 0]  // [28, 28]
  for row in try (eight * 9).to(.int64).unbound() {
    print(try row.scalars(as: Int.self).map { $0 == 0 ? "·" : "\($0)" }.joined())
  }
  // picture ends

  // net begins
  let net = Sequential(Flatten(), try Linear(784, 50), ReLU(), try Linear(50, 10))
  let learn = try Learner(data, net, metrics: [.accuracy])
  try learn.fitOneCycle(5, maxLR: 1e-2)

  let prediction = try learn.predict(data.train.x[8])
  print("an eight is taken for", prediction.label)
  // net ends
}

private func drawnDigits(in folder: FilePath) throws -> Digits {
  func loader(_ count: Int, seed: UInt64, shuffles: Bool) throws -> DigitLoader {
    let (pixels, labels) = try DrawnDigit.many(count, seed: seed)
    return DigitLoader(
      x: try Tensor(pixels, shape: [count, 1, 28, 28]), y: try Tensor(labels), batchSize: 50, shuffles: shuffles)
  }
  return Digits(
    train: try loader(1000, seed: 1, shuffles: true), valid: try loader(200, seed: 2, shuffles: false), path: folder)
}
