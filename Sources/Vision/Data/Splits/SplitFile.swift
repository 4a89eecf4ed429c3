import Catalog
import Foundation
import Images
import SystemPackage
import Training

/// The side of each image, as a file says it.
struct SplitFile {
  struct Entry {
    let name: String
    let isValid: Bool
  }

  /// What messages call it.
  let name: String
  let entries: [Entry]

  init(name: String, _ entries: [Entry]) { (self.name, self.entries) = (name, entries) }

  private static let pathNames: Set<String> = ["path", "name", "file", "filename", "fname", "image"]
  private static let sideNames: Set<String> = [
    "side", "split", "set", "subset", "part", "is_valid", "isvalid", "valid",
  ]

  /// - Throws: `LearnerError` when the file cannot be read, or a line has no side.
  init(contentsOf path: FilePath) throws {
    let table = try CSVTable(contentsOf: path, hasHeader: false)
    let first = table.rows.first?.fields.map { $0.lowercased().trimmingCharacters(in: .whitespaces) } ?? []
    let side = first.firstIndex(where: Self.sideNames.contains)
    let file = first.firstIndex(where: Self.pathNames.contains)
    let hasHeader = side != nil || file != nil
    let rows = table.rows.dropFirst(hasHeader ? 1 : 0)
    let place = side ?? max(first.count - 1, 1)
    self.init(
      name: path.string,
      try rows.map { row in
        let isValid = try Self.isValid(try table.field(place, of: row), in: path.string, line: row.line)
        return Entry(name: try table.field(file ?? 0, of: row), isValid: isValid)
      })
  }

  /// - Throws: `LearnerError` for a word that names no side.
  static func isValid(_ text: String, in file: String, line: Int) throws -> Bool {
    switch text.lowercased().trimmingCharacters(in: .whitespaces) {
    case "valid", "validation", "val", "1", "true", "1.0", "yes": return true
    case "train", "training", "0", "false", "0.0", "no": return false
    default:
      throw LearnerError(
        .data, "\(file), line \(line): '\(text)' is no side", remedy: "write train or valid, or 0 or 1 in is_valid")
    }
  }

  /// The images in the order of the list, as training goes through them.
  ///
  /// - Throws: `LearnerError` when an image is named for both sides, or none is found.
  func division(of images: LabelledImages) throws -> SplitRule.Division {
    let (sides, missing) = try sides(of: images)
    guard missing.count < entries.count else {
      throw LearnerError(
        .data, "none of the \(entries.count) paths in \(name) is an image of \(images.list.path)",
        remedy: "write paths relative to that folder, or absolute ones")
    }
    let unnamed = sides.indices.filter { sides[$0] == nil }
    return SplitRule.Division(
      train: sides.indices.filter { sides[$0] == false }, valid: sides.indices.filter { sides[$0] == true },
      warnings: warnings(missing: missing, unnamed: unnamed.map { images.files[$0] }))
  }

  private func sides(of images: LabelledImages) throws -> (sides: [Bool?], missing: [String]) {
    let places = Dictionary(
      images.files.enumerated().map { ($1.identity, $0) }, uniquingKeysWith: { first, _ in first })
    var sides = [Bool?](repeating: nil, count: images.files.count)
    var missing: [String] = []
    for entry in entries {
      guard let place = Self.spellings(of: entry.name, in: images.list.path).lazy.compactMap({ places[$0] }).first
      else {
        missing.append(entry.name)
        continue
      }
      guard sides[place] ?? entry.isValid == entry.isValid else {
        throw LearnerError(
          .data, "\(entry.name) stands on both sides in \(name)", remedy: "leave one of its lines out")
      }
      sides[place] = entry.isValid
    }
    return (sides, missing)
  }

  private static func spellings(of name: String, in folder: FilePath) -> [String] {
    [name, name.replacingOccurrences(of: "\\", with: "/")].map { folder.pushing(FilePath($0)).identity }
  }

  private func warnings(missing: [String], unnamed: [FilePath]) -> [DataWarning] {
    var warnings: [DataWarning] = []
    if !missing.isEmpty {
      warnings.append(
        DataWarning(
          .incompleteList,
          "\(missing.count) of the \(entries.count) images in \(name) are not there: "
            + DataWarning.some(missing), paths: missing.map { FilePath($0) }))
    }
    if !unnamed.isEmpty {
      warnings.append(
        DataWarning(
          .incompleteList,
          "\(unnamed.count) images are left out, because \(name) does not name them: "
            + DataWarning.some(unnamed), paths: unnamed))
    }
    return warnings
  }
}
