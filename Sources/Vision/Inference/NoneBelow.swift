extension Sequence<ImageJudgement> {
  /// The probability of the best class below which a picture is better called none of the classes.
  ///
  /// At most the given share of the images that are classified correctly are below it:
  ///
  ///     p₁ ≤ p₂ ≤ … ≤ pₙ      the best class's probability of each image that is classified correctly
  ///     threshold = p₍ₖ₊₁₎     k = ⌊share · n⌋
  ///
  /// Pictures of something else mostly get less (Hendrycks and Gimpel 2017, arXiv:1610.02136, who call it the maximum softmax
  /// probability); how many of them it catches depends on what they are. Ask it of images that the network was not trained on.
  ///
  /// - Parameter share: Of the correct answers that may be lost, 0…1; 0.05 is the custom in the literature.
  /// - Returns: Nil when no image is classified correctly.
  public func noneBelow(refusing share: Double = 0.05) -> Float? {
    let sure = filter { $0.actual == $0.predicted }.compactMap { $0.probabilities.max() }.sorted()
    return sure.isEmpty ? nil : sure[Swift.min(Int(share * Double(sure.count)), sure.count - 1)]
  }
}

extension ModelDescription {
  static let noneBelowKey = "noneBelow"

  /// What the file says of pictures that are none of its classes: the probability below which the best class is not to be
  /// believed, found when the model was trained. Nil when whoever wrote it had no validation images.
  public var noneBelow: Float? {
    provenance[Self.noneBelowKey].flatMap(Float.init).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// What `learn.export(to:provenance:)` is given so that the file says it.
  public static func provenance(noneBelow: Float?) -> [String: String] {
    noneBelow.map { [noneBelowKey: "\($0)"] } ?? [:]
  }
}
