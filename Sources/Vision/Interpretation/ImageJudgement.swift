public import Training

/// What a network says of one image of a data set: a plain value, to be kept, sent and shown.
public struct ImageJudgement: Sendable, Hashable, Codable {
  /// Another class that the image may be of.
  public struct Suggestion: Sendable, Hashable, Codable {
    /// Index into the classes.
    public let label: Int
    /// How sure the suggestion is, 0…1.
    public let confidence: Float

    public init(label: Int, confidence: Float) { (self.label, self.confidence) = (label, confidence) }
  }

  /// The image's file as seen from the folder of the data set, with plain slashes: what stays the same when other images
  /// come or go.
  public let path: String
  /// Where it stands: `.fix` for images that the network was trained on, `.valid`, `.test`.
  public let part: DatasetPart
  /// The class that it is labelled with; nil where nobody said.
  public let actual: Int?
  /// For each class, in the classes' order.
  public let probabilities: [Float]
  /// The cross-entropy, `−ln p(actual)`; nil without a label.
  public let loss: Float?
  /// How probable it is that the label is wrong, 0…1; nil unless the image was judged out of fold.
  public let suspicion: Float?
  /// What it should perhaps be labelled instead; nil where nothing speaks against its label.
  public let suggestion: Suggestion?

  public init(
    path: String, part: DatasetPart, actual: Int?, probabilities: [Float], loss: Float?, suspicion: Float? = nil,
    suggestion: Suggestion? = nil
  ) {
    (self.path, self.part, self.actual, self.probabilities) = (path, part, actual, probabilities)
    (self.loss, self.suspicion, self.suggestion) = (loss, suspicion, suggestion)
  }

  /// The most probable class.
  public var predicted: Int { probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0 }

  /// The probability of the class that the image is labelled with.
  public var actualProbability: Float? {
    actual.flatMap { probabilities.indices.contains($0) ? probabilities[$0] : nil }
  }

  /// Whether the network takes it for another class than its label's.
  public var isMistake: Bool { actual.map { $0 != predicted } ?? false }
}
