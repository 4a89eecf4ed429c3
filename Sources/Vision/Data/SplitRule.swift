import Crypto
import Foundation
import SystemPackage
import Training

/// How a data set is divided into training and validation images.
public enum SplitRule: Sendable, Hashable {
  /// By each file's content: the same on every machine, unchanged for the images that stay when others come or go,
  /// and copies of one file never stand on both sides.
  case stable
  /// As fastai v1 draws it with NumPy's generator, over the sorted paths; exactly `validFraction` of the images.
  case random
  /// By the folders `train` and `valid`.
  case folder
}

extension SplitRule {
  /// Which items are for validation, in the order in which they are then gone through.
  ///
  /// - Parameters:
  ///   - items: All items, in the order of their paths.
  ///   - inValidFolder: The items that were found below the folder `valid`.
  ///   - validFraction: The share to hold out.
  ///   - seed: Another one gives another division.
  /// - Returns: Indices into the items.
  /// - Throws: `LearnerError` when a file cannot be read.
  func validationIndices(
    of items: [ImageItem], inValidFolder: Range<Int> = 0..<0, validFraction: Double, seed: UInt64
  ) throws -> [Int] {
    switch self {
    case .stable:
      return try items.indices.filter { try Self.position(of: items[$0].path, seed: seed) < validFraction }
    case .random:
      var generator = NumPyRandom(seed: UInt32(truncatingIfNeeded: seed))
      return Array(generator.permutation(items.count).prefix(Int(validFraction * Double(items.count))))
    case .folder:
      return Array(inValidFolder)
    }
  }

  /// Where in 0..<1 a file's content falls for a seed.
  private static func position(of path: FilePath, seed: UInt64) throws -> Double {
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: path.string), options: .mappedIfSafe) else {
      throw LearnerError(.data, "\(path) cannot be read", remedy: "check its permissions, or remove it")
    }
    var hash = SHA256()
    withUnsafeBytes(of: seed.littleEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: content)
    let first = hash.finalize().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Double(first >> 11) / Double(UInt64(1) << 53)
  }
}
