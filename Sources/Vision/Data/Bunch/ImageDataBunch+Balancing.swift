import Training

/// For classes of very different sizes. Train without first: it is seldom needed.
extension ImageDataBunch {
  /// A weight for each class, for a weighted loss: `N / (C · N_c)`, as scikit-learn's `balanced`; 0 for a class without
  /// training images.
  public var classWeights: [Float] {
    let counts = trainDataset.classCounts
    let total = Float(counts.reduce(0, +))
    return counts.map { $0 == 0 ? 0 : total / (Float(counts.count) * Float($0)) }
  }

  /// The same data with every class as often as the largest in each training pass: images of smaller classes come several
  /// times, each time augmented otherwise. Validation stays as it is.
  ///
  /// - Throws: `LearnerError` unless every image has one class.
  public func oversampled() throws -> ImageDataBunch {
    guard targetKind == .category else {
      throw LearnerError(
        .usage, "only images with one class each can be oversampled", remedy: "use a weighted loss instead")
    }
    return ImageDataBunch(balancing: self)
  }
}
