public import SystemPackage
import Training

/// Smaller lists out of a list; the order stays unless it says otherwise.
extension ImageList {
  /// The files for which the closure says true (fastai: `filter_by_func`).
  public func filtered(_ isIncluded: (FilePath) throws -> Bool) rethrows -> ImageList {
    subset(try files.indices.filter { try isIncluded(files[$0]) })
  }

  /// The files by the folder directly below the data set that they lie in (fastai: `filter_by_folder`).
  ///
  /// - Parameters:
  ///   - include: Only these folders; all by default.
  ///   - exclude: Not these.
  /// - Returns: A smaller list.
  public func filtered(include: [String]? = nil, exclude: [String] = []) -> ImageList {
    subset(
      files.indices.filter { index in
        let folder = relativePath(index).components.first?.string ?? ""
        return include?.contains(folder) ?? true && !exclude.contains(folder)
      })
  }

  /// Each file with a chance, by Python's generator (fastai: `filter_by_rand`).
  ///
  /// - Parameters:
  ///   - probability: 0…1.
  ///   - seed: The same files for the same seed and list, those of `random.seed(seed)`.
  /// - Returns: A smaller list.
  /// - Throws: `LearnerError` when the probability is out of range.
  public func sampled(probability: Double, seed: UInt32) throws -> ImageList {
    try Self.check(probability, "probability")
    var generator = NumPyRandom(pythonSeed: seed)
    return subset(files.indices.filter { _ in generator.uniform() < probability })
  }

  /// A share of the files, drawn by NumPy's generator, in the order drawn (fastai: `use_partial_data`).
  ///
  /// - Parameters:
  ///   - fraction: 0…1; the number of files is rounded down.
  ///   - seed: The same files for the same seed and list, those of `np.random.seed(seed)`.
  /// - Returns: A smaller list.
  /// - Throws: `LearnerError` when the fraction is out of range.
  public func partial(_ fraction: Double = 0.01, seed: UInt32) throws -> ImageList {
    try Self.check(fraction, "fraction")
    var generator = NumPyRandom(seed: seed)
    return subset(Array(generator.permutation(files.count).prefix(Int(fraction * Double(files.count)))))
  }

  private static func check(_ share: Double, _ name: String) throws {
    guard (0...1).contains(share) else {
      throw LearnerError(.usage, "the \(name) is \(share)", remedy: "a number from 0 to 1")
    }
  }
}
