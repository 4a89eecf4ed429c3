import Catalog
import Foundation
import Images
public import SystemPackage
import Training

/// The images of a data set with labels and sides: all that a data bunch is made of.
public struct SplitImages: Sendable {
  public let images: LabelledImages
  /// Places in the list of images.
  public let train: [Int]
  public let valid: [Int]
  /// The rule's name.
  public let rule: String
  public let seed: UInt64
  /// The share to be held out, for the rules that go by one.
  public let validFraction: Double
  /// What is wrong with the list and the split.
  public let warnings: [DataWarning]
  /// Images to predict, which take no part in training.
  var test: ImageList?

  /// The same with images to predict (fastai: `add_test`).
  public func addingTest(_ test: ImageList) -> SplitImages {
    var copy = self
    copy.test = test
    return copy
  }

  /// Writes which image is on which side, for ``SplitRule/csv(_:)``, pandas and fastai: columns `path` (relative to the
  /// data set, with plain slashes), `label` and `is_valid` (0 or 1), in the order of the paths.
  ///
  /// - Throws: `LearnerError` when the file cannot be written; nothing is left behind then.
  public func write(to file: FilePath) throws {
    let held = Set(valid)
    let lines = (train + valid).sorted().map { place in
      let label = images.labels[place].text
      return CSV.row(images.list.relativePath(place).string, label, held.contains(place) ? "1" : "0")
    }
    do {
      try FileBytes.write(Array("path,label,is_valid\n\(lines.joined())".utf8), to: file)
    } catch {
      throw LearnerError(.file, "the split cannot be written to \(file)", cause: error)
    }
  }
}

extension LabelledImages {
  /// Divides the images.
  ///
  /// - Parameters:
  ///   - rule: How.
  ///   - validFraction: The share held out, 0 to below 1 (fastai: `valid_pct`).
  ///   - seed: Another one gives another division.
  /// - Returns: The images with their sides.
  /// - Throws: `LearnerError` when the rule cannot be followed.
  public func split(
    _ rule: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42
  ) throws -> SplitImages {
    let division = try ownDivision(rule, validFraction: validFraction, seed: seed).following(list.edits, of: list)
    return SplitImages(
      images: self, train: division.train, valid: division.valid, rule: rule.description, seed: seed,
      validFraction: validFraction, warnings: list.warnings + division.warnings)
  }
}

extension LabelledImages {
  /// What users have sent is not divided with the others, which would change their sides: it trains.
  private func ownDivision(
    _ rule: SplitRule, validFraction: Double, seed: UInt64
  ) throws -> SplitRule.Division {
    let added = files.indices.filter { list.edits.added.contains(list.relativePath($0)) }
    guard !added.isEmpty else { return try rule.division(of: self, validFraction: validFraction, seed: seed) }
    let own = files.indices.filter { !list.edits.added.contains(list.relativePath($0)) }
    let images = try LabelledImages(list.subset(own), own.map { labels[$0] })
    let division = try rule.division(of: images, validFraction: validFraction, seed: seed)
    return SplitRule.Division(
      train: division.train.map { own[$0] } + added, valid: division.valid.map { own[$0] }, warnings: division.warnings)
  }
}

extension ImageLabel {
  /// As it stands in a table.
  var text: String {
    switch self {
    case .category(let name): name
    case .categories(let names): names.joined(separator: " ")
    case .numbers(let numbers): numbers.map { "\($0)" }.joined(separator: " ")
    }
  }
}
