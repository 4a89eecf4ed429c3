import Catalog
import Foundation
public import SystemPackage
import Training

/// What is said of one image, in words.
public enum ImageLabel: Sendable, Hashable {
  case category(String)
  /// Any number of classes at once, none too.
  case categories([String])
  case numbers([Float])
}

/// Where the labels of images come from.
public struct LabelSource: Sendable {
  /// Makes itself ready for a list, then labels its items by their places.
  let labels: @Sendable (ImageList) throws -> (Int) throws -> ImageLabel

  private init(_ labels: @escaping @Sendable (ImageList) throws -> (Int) throws -> ImageLabel) { self.labels = labels }

  /// The first folder below the data set's. Where that has no other folders than `train`, `valid` and `test`, it is the
  /// folder below those.
  public static let folder = folder(below: [])

  /// The first folder below the data set's. Where that has no other folders than those named, and `train`, `valid` and
  /// `test`, it is the folder below those.
  public static func folder(below names: Set<String>) -> LabelSource {
    LabelSource { list in
      let own = list.files.indices.filter { !list.edits.added.contains(list.relativePath($0)) }
      let first = Set(own.compactMap { list.classFolders($0).first })
      let skipped = first.isSubset(of: names.union(sideFolders)) ? 1 : 0
      return { index in
        guard let name = list.classFolders(index).dropFirst(skipped).first else {
          throw LearnerError(
            .data, "\(list.files[index]) lies in no class folder", remedy: "move it into the folder of its class")
        }
        return .category(name)
      }
    }
  }

  /// Folder names that mean a side of the split.
  private static let sideFolders: Set<String> = ["train", "training", "valid", "validation", "val", "test"]

  /// The folder that holds the file (fastai: `label_from_folder`).
  public static let parentFolder = LabelSource { list in
    { .category(list.files[$0].removingLastComponent().lastComponent?.string ?? "") }
  }

  /// The first group of a regular expression, which is searched in the path (fastai: `label_from_re`).
  public static func regex(_ pattern: String) -> LabelSource {
    LabelSource { list in
      let regex = try PathPattern(pattern)
      return { .category(try regex.firstGroup(in: list.files[$0])) }
    }
  }

  /// One class for each path (fastai: `label_from_func`).
  public static func function(_ label: @escaping @Sendable (FilePath) throws -> String) -> LabelSource {
    LabelSource { list in { .category(try label(list.files[$0])) } }
  }

  /// Any label for each path: `.categories` for several classes at once, `.numbers` for regression.
  public static func labels(_ label: @escaping @Sendable (FilePath) throws -> ImageLabel) -> LabelSource {
    LabelSource { list in { try label(list.files[$0]) } }
  }

  /// The same for every image (fastai: `label_const`).
  public static func constant(_ label: ImageLabel) -> LabelSource { LabelSource { _ in { _ in label } } }

  /// One label for each image, in the order of the list (fastai: `label_from_lists`).
  public static func list(_ labels: [ImageLabel]) -> LabelSource {
    LabelSource { list in
      guard labels.count == list.files.count else {
        throw LearnerError(
          .usage, "there are \(labels.count) labels for \(list.files.count) images", remedy: "give one for each image")
      }
      return { labels[$0] }
    }
  }

  /// One class for each image, in the order of the list.
  public static func list(_ labels: [String]) -> LabelSource { list(labels.map { .category($0) }) }

  /// A column of the table that the list came from (fastai: `label_from_df`).
  ///
  /// - Parameters:
  ///   - column: Its place or name.
  ///   - labelDelimiter: What stands between several classes: " " makes `.categories`; nil, one class.
  /// - Returns: The source.
  public static func column(_ column: CSVColumn = 1, labelDelimiter: String? = nil) -> LabelSource {
    LabelSource { list in
      let (table, place) = try list.place(of: column)
      return { index in
        guard let delimiter = labelDelimiter, !delimiter.isEmpty else {
          return .category(try table.field(place, of: list.rows[index]))
        }
        let fields = list.rows[index].fields
        let text = place < fields.count ? fields[place] : ""
        return .categories(text.components(separatedBy: delimiter).filter { !$0.isEmpty })
      }
    }
  }

  /// Columns of numbers of the table that the list came from: regression.
  public static func numbers(_ columns: [CSVColumn]) -> LabelSource {
    LabelSource { list in
      let places = try columns.map { try list.place(of: $0) }
      return { index in
        .numbers(
          try places.map { table, place in
            let text = try table.field(place, of: list.rows[index])
            guard let number = Float(text.trimmingCharacters(in: .whitespaces)), number.isFinite else {
              throw LearnerError(
                .data, "\(table.file), line \(list.rows[index].line): '\(text)' is no number",
                remedy: "use classes, or mend the table")
            }
            return number
          })
      }
    }
  }
}

extension ImageList {
  /// The folders between the data set's and the file.
  func classFolders(_ index: Int) -> [String] { relativePath(index).components.dropLast().map(\.string) }

  func place(of column: CSVColumn) throws -> (table: CSVTable, place: Int) {
    guard let table else {
      throw LearnerError(.usage, "the images did not come from a table", remedy: "make the list with `csv:`")
    }
    return (table, try table.place(of: column))
  }

  /// Gives every image its label; a class that was edited in the catalog goes before what the source says.
  ///
  /// - Throws: `LearnerError` when a label is missing, or the labels are of several kinds.
  public func labelled(by source: LabelSource) throws -> LabelledImages {
    let label = try source.labels(self)
    return try LabelledImages(self, try files.indices.map { edited(try label($0), $0) })
  }
}

/// A regular expression that is searched in paths.
struct PathPattern {
  private let pattern: String
  private let regex: Regex<AnyRegexOutput>

  init(_ pattern: String) throws {
    self.pattern = pattern
    do {
      // As Python compares: code point by code point.
      regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    } catch {
      throw LearnerError(.usage, "\"\(pattern)\" is no regular expression", cause: error)
    }
  }

  func firstGroup(in path: FilePath) throws -> String {
    guard let match = try regex.firstMatch(in: path.string), match.output.count > 1,
      let group = match.output[1].substring
    else {
      throw LearnerError(
        .data, "failed to find \"\(pattern)\" in \"\(path)\"",
        remedy: "the pattern needs a group in parentheses that matches in every path: #\"([^/]+)_\\d+.jpg$\"#")
    }
    return String(group)
  }
}
