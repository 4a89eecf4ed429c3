import Foundation
import Images
public import SystemPackage
import Training

/// Splits that somebody else made.
extension SplitRule {
  /// By two lists of paths, relative to the data set or absolute; images in neither are left out (fastai: `split_by_list`).
  public static func lists(train: [FilePath], valid: [FilePath]) -> SplitRule {
    SplitRule("lists") { images, _ in
      try SplitFile(
        name: "the lists",
        train.map { .init(name: $0.string, isValid: false) }
          + valid.map { .init(name: $0.string, isValid: true) }
      ).division(of: images)
    }
  }

  /// By a file ``SplitImages/write(to:)`` wrote, or another with a column of paths, relative to the data set or absolute,
  /// and one of sides: `train` or `valid`, or `is_valid` with 0 and 1.
  ///
  /// The columns are found by their names (`path`, `name`, `file`, `image`; `side`, `split`, `is_valid`), else they are the
  /// first and the last. Images that the file does not name are left out with a warning.
  public static func csv(_ file: FilePath) -> SplitRule {
    SplitRule("csv:\(file)") { images, _ in try SplitFile(contentsOf: file).division(of: images) }
  }

  /// Names for validation: of files, or paths relative to the data set (fastai: `split_by_files`).
  public static func fileNames(_ names: [String]) -> SplitRule {
    SplitRule("file names") { images, _ in try places(named: names, in: images) }
  }

  /// A file that holds names for validation, one a line, relative to the data set's folder (fastai:
  /// `split_by_fname_file`).
  public static func fileNames(in file: FilePath) -> SplitRule {
    SplitRule("file names in \(file)") { images, _ in
      let path = images.list.path.pushing(file)
      guard let text = try? String(decoding: FileBytes.read(path, maxBytes: 1 << 30), as: UTF8.self) else {
        throw LearnerError(.file, "\(path) cannot be read", remedy: "give a file with one name a line")
      }
      let names = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      return try places(named: names.filter { !$0.isEmpty }, in: images)
    }
  }

  private static func places(named names: [String], in images: LabelledImages) throws -> [Int] {
    let wanted = Set(names)
    let held = images.files.indices.filter { index in
      wanted.contains(images.files[index].lastComponent?.string ?? "")
        || wanted.contains(images.list.relativePath(index).string)
    }
    guard !held.isEmpty else {
      throw LearnerError(
        .data, "none of the \(names.count) names is that of an image in \(images.list.path)",
        remedy: "use file names, or paths relative to that folder")
    }
    return held
  }
}
