import Training

/// fastai's random splits, with NumPy's generator: the same images for the same seed and list.
extension SplitRule {
  /// As fastai 1 draws it in its last version (`split_by_rand_pct`): exactly `validFraction` of the images, rounded down,
  /// in the order drawn.
  public static let random = SplitRule("random") { images, settings in
    var generator = try NumPyRandom(checked: settings.seed)
    let count = images.files.count
    return Array(generator.permutation(count).prefix(Int(settings.validFraction * Double(count))))
  }

  /// As fastai 1.0.18 drew it in the lesson of October 2018 (`random_split`): each image is held out by a draw of its own,
  /// so that the size is random too: 140 of 613, 141 of 614.
  public static let lesson2018 = SplitRule("lesson2018") { images, settings in
    var generator = try NumPyRandom(checked: settings.seed)
    return images.files.indices.filter { _ in !(generator.uniform() > settings.validFraction) }
  }

  /// Shares of the images for both parts, the others left out (fastai: `split_subsets`).
  ///
  /// - Parameters:
  ///   - trainFraction: Above 0, below 1; the number of images is rounded down (fastai: `train_size`).
  ///   - validFraction: Likewise; both together at most 1 (fastai: `valid_size`).
  /// - Returns: The rule.
  public static func subsets(trainFraction: Double, validFraction: Double) -> SplitRule {
    SplitRule("subsets") { images, settings in
      guard trainFraction > 0, validFraction > 0, trainFraction + validFraction <= 1 else {
        throw LearnerError(
          .usage, "shares of \(trainFraction) and \(validFraction) cannot be taken",
          remedy: "two numbers above 0 whose sum is at most 1")
      }
      var generator = try NumPyRandom(checked: settings.seed)
      let drawn = generator.permutation(images.files.count)
      let share = { (fraction: Double) in Int(fraction * Double(drawn.count)) }
      return Division(
        train: Array(drawn.prefix(share(trainFraction))), valid: Array(drawn.suffix(share(validFraction))))
    }
  }
}

extension NumPyRandom {
  /// - Throws: `LearnerError` for seeds that NumPy refuses.
  init(checked seed: UInt64) throws {
    guard let seed = UInt32(exactly: seed) else {
      throw LearnerError(
        .usage, "\(seed) is no seed for NumPy's generator", remedy: "use one below 2³², or the stable split")
    }
    self.init(seed: seed)
  }
}
