import Images
import Torch

/// Divides images into folds such that copies share one and every class is spread evenly.
enum FoldPlan {
  /// - Returns: For each image the number of its fold, from 0.
  static func folds(_ labels: [Int], groups: [[Int]], count: Int, classCount: Int, seed: UInt64) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: 0xF01D)
    var sizes = [[Int]](repeating: [Int](repeating: 0, count: classCount + 1), count: count)
    var folds = [Int](repeating: 0, count: labels.count)
    // Large groups first: what is small fills the gaps.
    let order = groups.shuffled(using: &generator).enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    for (_, group) in order {
      let label = labels[group[0]]
      let fold = (0..<count).min {
        (sizes[$0][label], sizes[$0][classCount]) < (sizes[$1][label], sizes[$1][classCount])
      }
      for place in group {
        folds[place] = fold ?? 0
        sizes[fold ?? 0][labels[place]] += 1
        sizes[fold ?? 0][classCount] += 1
      }
    }
    return folds
  }
}

/// Linear heads on features, one for each fold, each trained on the images of all other folds.
///
/// Multinomial logistic regression with a penalty on the weights: the minimum of
///
///     Σ_i −ln softmax(x_i · W + b)[y_i] + λ/2 · ‖W‖²
///
/// found by Nesterov's accelerated descent (Beck and Teboulle 2009, doi:10.1137/080716542, eq. 4.1), for all folds at once
/// as one product of matrices. The same as scikit-learn's `LogisticRegression(C: 1 / λ)`.
struct FoldHeads {
  /// `[N, F]`: each column with mean 0, each row with a squared length of 1 on average.
  let features: Tensor
  let classCount: Int
  /// 1 / 0.3: of 0.1, 0.3, 1 and 3 this ranked planted errors best among photographs of bears (ResNet-34's features).
  var penalty = 1 / 0.3
  var steps = 200
  /// Memory is `N · K · C` numbers for K folds at once.
  private static let mostNumbers = 1 << 24

  /// Each image's class probabilities by the head that has not seen it.
  ///
  /// - Returns: `[N, C]`, row by row.
  func probabilities(_ labels: [Int], folds: [Int]) throws -> [Float] {
    let count = (folds.max() ?? 0) + 1
    let curvature = try largestEigenvalue()
    let atOnce = max(1, Self.mostNumbers / max(labels.count * classCount, 1))
    var result = [Float](repeating: 0, count: labels.count * classCount)
    for start in stride(from: 0, to: count, by: atOnce) {
      let chunk = start..<min(start + atOnce, count)
      let scores: [Float] = try train(labels, folds, chunk, curvature).scalars()
      for (place, fold) in folds.enumerated() where chunk.contains(fold) {
        let from = (place * chunk.count + fold - chunk.lowerBound) * classCount
        for label in 0..<classCount { result[place * classCount + label] = scores[from + label] }
      }
    }
    return result
  }

  /// - Returns: What every head says of every image, `[N, K, C]`.
  private func train(_ labels: [Int], _ folds: [Int], _ chunk: Range<Int>, _ curvature: Double) throws -> Tensor {
    let (n, k) = (labels.count, chunk.count)
    let seen = try Tensor(folds.flatMap { fold in chunk.map { $0 == fold ? Float(0) : 1 } }, shape: [n, k, 1])
    let wanted = try Tensor(labels.flatMap { label in (0..<classCount).map { $0 == label ? Float(1) : 0 } })
      .reshaped(n, 1, classCount)
    let turned = try features.transposed(0, 1)
    // The blocks of W and b nearly decouple, as the features' means are 0; twice the larger bounds both together. The
    // curvature of the softmax is at most 1/2.
    let (step, biasStep) = (1 / (curvature + penalty), 1 / Double(n))
    var (w, b) = (
      try Tensor.zeros(features.size(1), k * classCount), try Tensor.zeros(1, k * classCount)
    )
    var (ahead, biasAhead, t) = (w, b, 1.0)
    for _ in 0..<steps {
      let said = try (features.matmul(ahead) + biasAhead).reshaped(n, k, classCount).softmax()
      let rest = try ((said - wanted) * seen).reshaped(n, k * classCount)
      let nextW = try ahead * (1 - step * penalty) - turned.matmul(rest) * step
      let nextB = try biasAhead - rest.sum(dimensions: 0, keepingDimensions: true) * biasStep
      let nextT = (1 + (1 + 4 * t * t).squareRoot()) / 2
      let momentum = (t - 1) / nextT
      (ahead, biasAhead) = (try nextW + (nextW - w) * momentum, try nextB + (nextB - b) * momentum)
      (w, b, t) = (nextW, nextB, nextT)
    }
    return try (features.matmul(w) + b).reshaped(n, k, classCount).softmax()
  }

  /// Of `XᵀX`, by power iteration, a little more than it is.
  private func largestEigenvalue() throws -> Double {
    var generator = SplitMix64(seed: 1)
    let start = (0..<(try features.size(1))).map { _ in Float.random(in: -1...1, using: &generator) }
    var (vector, value) = (try Tensor(start, shape: [start.count, 1]), 1.0)
    for _ in 0..<30 {
      let next = try features.transposed(0, 1).matmul(features.matmul(vector))
      value = try next.norm().item() / max(vector.norm().item(), 1e-30)
      guard value > 0, value.isFinite else { return 1 }
      vector = try next / max(next.norm().item(), 1e-30)
    }
    return value * 1.1
  }
}
