import Catalog
import Foundation
public import SystemPackage
import Training

/// How a data set is divided into training and validation images.
public struct SplitRule: Sendable, CustomStringConvertible {
  /// A short name: `stable`, `random`, `csv:split.csv`.
  public let description: String
  /// Folders that are sides, and no classes.
  let folders: Set<String>
  private let divide: @Sendable (LabelledImages, Settings) throws -> Division

  /// What is said beside the rule.
  struct Settings: Sendable {
    /// The share held out, 0 to below 1.
    let validFraction: Double
    let seed: UInt64
  }

  /// Places in the list; those in neither part are left out.
  struct Division: Sendable {
    let train: [Int]
    /// In the order in which they are then gone through.
    let valid: [Int]
    var warnings: [DataWarning] = []
  }

  init(
    _ description: String, folders: Set<String> = [],
    divide: @escaping @Sendable (LabelledImages, Settings) throws -> Division
  ) {
    (self.description, self.folders, self.divide) = (description, folders, divide)
  }

  /// A rule that says which places are for validation; all others are for training, in their order.
  init(_ description: String, valid: @escaping @Sendable (LabelledImages, Settings) throws -> [Int]) {
    self.init(description) { images, settings in
      Division(valid: try valid(images, settings), of: images.files.count)
    }
  }

  /// - Throws: `LearnerError` when the fraction is out of range, or what the rule goes by is missing.
  func division(of images: LabelledImages, validFraction: Double, seed: UInt64) throws -> Division {
    guard (0..<1).contains(validFraction) else {
      throw LearnerError(
        .usage, "the validation fraction is \(validFraction)", remedy: "a share from 0 to below 1: 0.2")
    }
    return try divide(images, Settings(validFraction: validFraction, seed: seed))
  }
}

extension SplitRule.Division {
  init(valid: [Int], of count: Int) {
    let held = Set(valid)
    self.init(train: (0..<count).filter { !held.contains($0) }, valid: valid)
  }
}

// MARK: Rules that need nothing but the list

extension SplitRule {
  /// Everything is for training (fastai: `split_none`).
  public static let none = SplitRule("none") { _, _ in [] }

  /// By the folders directly below the data set's; images in neither are left out (fastai: `split_by_folder`).
  public static func folder(train: String, valid: String) -> SplitRule {
    SplitRule("folder", folders: [train, valid]) { images, _ in
      let first = images.files.indices.map { images.list.relativePath($0).components.first?.string }
      for name in [train, valid] where !first.contains(name) {
        throw LearnerError(
          .data, "there are no images in \(images.list.path.appending(name))", remedy: "use another split")
      }
      return Division(
        train: first.indices.filter { first[$0] == train }, valid: first.indices.filter { first[$0] == valid })
    }
  }

  /// By the folders `train` and `valid`.
  public static let folder = folder(train: "train", valid: "valid")

  /// By places in the list, which is in the order of the paths (fastai: `split_by_idx`).
  public static func indices(valid: [Int]) -> SplitRule {
    SplitRule("indices") { images, _ in
      try checked(valid, of: images.files.count)
      return valid
    }
  }

  /// By places in the list, for both parts (fastai: `split_by_idxs`); the others are left out.
  public static func indices(train: [Int], valid: [Int]) -> SplitRule {
    SplitRule("indices") { images, _ in
      try checked(train + valid, of: images.files.count)
      return Division(train: train, valid: valid)
    }
  }

  private static func checked(_ places: [Int], of count: Int) throws {
    var seen: Set<Int> = []
    for place in places {
      guard (0..<count).contains(place) else {
        throw LearnerError(.usage, "there is no image \(place)", remedy: "places run from 0 to \(count - 1)")
      }
      guard seen.insert(place).inserted else {
        throw LearnerError(.usage, "image \(place) is named twice", remedy: "name each image once")
      }
    }
  }

  /// By what a closure says of each path (fastai: `split_by_valid_func`).
  public static func function(_ isValid: @escaping @Sendable (FilePath) throws -> Bool) -> SplitRule {
    SplitRule("function") { images, _ in try images.files.indices.filter { try isValid(images.files[$0]) } }
  }

  /// By a column of the table that the images came from: true, 1 or `valid` hold out (fastai: `split_from_df`).
  public static func column(_ column: CSVColumn = 2) -> SplitRule {
    SplitRule("column") { images, _ in
      let (table, place) = try images.list.place(of: column)
      return try images.files.indices.filter { index in
        let row = images.list.rows[index]
        let text = place < row.fields.count ? row.fields[place] : ""
        return try SplitFile.isValid(text, in: table.file, line: row.line)
      }
    }
  }
}
