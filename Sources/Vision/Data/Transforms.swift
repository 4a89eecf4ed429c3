/// What happens to an image between the file and the batch, after it was resized.
public struct Transforms: Sendable, Hashable {
  /// Cut the square out at a random place; else from the centre.
  public var cropsAtRandom: Bool
  /// The chance of a mirror image.
  public var flipProbability: Double

  public init(cropsAtRandom: Bool = false, flipProbability: Double = 0) {
    (self.cropsAtRandom, self.flipProbability) = (cropsAtRandom, flipProbability)
  }
}

/// Transforms for training and for validation.
public struct TransformPair: Sendable, Hashable {
  public var train: Transforms
  public var valid: Transforms

  public init(train: Transforms, valid: Transforms) { (self.train, self.valid) = (train, valid) }
}

/// The course's transforms: a random crop, and mirror images half of the time; the centre for validation.
///
/// - Parameter doFlip: Whether left and right may be exchanged.
public func getTransforms(doFlip: Bool = true) -> TransformPair {
  TransformPair(train: Transforms(cropsAtRandom: true, flipProbability: doFlip ? 0.5 : 0), valid: Transforms())
}
