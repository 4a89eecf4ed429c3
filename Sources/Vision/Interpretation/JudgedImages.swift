public import Training

/// Images with what a network says of them, and all that can be read off them.
///
/// Results are images that carry their own file, not places in a list: what was found among the validation images cannot
/// be looked up among the training images by mistake.
public protocol JudgedImages {
  /// In the order of the network's outputs.
  var classes: [String] { get }
  /// One for each image that could be decoded, in the order of the data set.
  var judgements: [ImageJudgement] { get }
}

/// Two classes that are taken for each other (fastai: an entry of `most_confused`).
public struct ConfusedPair: Sendable, Hashable {
  public let actual, predicted: String
  /// How many images of the first were taken for the second.
  public let count: Int
}

extension JudgedImages {
  /// Images by their loss, the largest first (fastai: `top_losses`). Those without a label are left out.
  ///
  /// - Parameters:
  ///   - k: How many; all by default.
  ///   - largest: Whether those with the largest losses come first; else those with the smallest.
  /// - Returns: Images in order; equal losses keep the data set's order.
  public func topLosses(_ k: Int? = nil, largest: Bool = true) -> [ImageJudgement] {
    let known = judgements.enumerated().compactMap { place, judgement in
      judgement.loss.map { (loss: largest ? -$0 : $0, place: place) }
    }
    // A loss that is no number is worse than any.
    let ordered = known.sorted { a, b in
      a.loss.isNaN || b.loss.isNaN
        ? (a.loss.isNaN == b.loss.isNaN ? a.place < b.place : a.loss.isNaN == largest)
        : (a.loss, a.place) < (b.loss, b.place)
    }
    return ordered.prefix(max(0, k ?? ordered.count)).map { judgements[$0.place] }
  }

  /// Counts by actual class (rows) and predicted class (columns), `[C, C]`. Those without a label are left out.
  public var confusion: ConfusionMatrix {
    var matrix = ConfusionMatrix(classCount: classes.count)
    for judgement in judgements {
      if let actual = judgement.actual { matrix.add(actual: actual, predicted: judgement.predicted) }
    }
    return matrix
  }

  /// The counts of ``confusion``: rows are actual classes, columns predicted ones (fastai: `confusion_matrix`).
  public var confusionMatrix: [[Int]] { confusion.counts }

  /// The pairs of classes that are taken for each other, the most frequent first (fastai: `most_confused`).
  ///
  /// - Parameter minCount: Leaves out pairs with fewer images (fastai: `min_val`).
  /// - Returns: Pairs; equally frequent ones in the order of the classes.
  public func mostConfused(minCount: Int = 1) -> [ConfusedPair] {
    let pairs = confusionMatrix.enumerated().flatMap { actual, row in
      row.enumerated().compactMap { predicted, count in
        actual != predicted && count >= max(minCount, 1)
          ? ConfusedPair(actual: classes[actual], predicted: classes[predicted], count: count) : nil
      }
    }
    return pairs.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }

  /// How many have a label.
  public var labelledCount: Int { judgements.count { $0.actual != nil } }
  /// How many are taken for another class than their label's.
  public var errorCount: Int { judgements.count { $0.isMistake } }
  /// The share of those with a label that are taken for another class; nil without any.
  public var errorRate: Double? { labelledCount > 0 ? Double(errorCount) / Double(labelledCount) : nil }
  /// Where the true error rate lies with 95 % confidence.
  public var errorRateInterval: ClosedRange<Double> { wilsonInterval(errors: errorCount, of: labelledCount) }

  /// The mean loss of those with a label; nil without any.
  public var meanLoss: Double? {
    let losses = judgements.compactMap(\.loss)
    return losses.isEmpty ? nil : losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
  }
}

/// Judgements by themselves: a plain value without the network that made them.
public struct Judgements: JudgedImages, Sendable, Hashable, Codable {
  public let classes: [String]
  public let judgements: [ImageJudgement]

  public init(classes: [String], judgements: [ImageJudgement]) {
    (self.classes, self.judgements) = (classes, judgements)
  }
}
