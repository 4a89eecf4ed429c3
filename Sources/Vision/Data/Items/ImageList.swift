public import Catalog
import Foundation
import Images
public import SystemPackage
import Training

/// The files of a data set, before they have labels and sides (fastai: `ImageList`).
///
///     let data = try ImageList(in: "data/bears")
///       .labelled(by: .folder)
///       .split(.stable, validFraction: 0.2, seed: 42)
///       .bunch(size: 224)
public struct ImageList: Sendable {
  /// The folder of the data set.
  public let path: FilePath
  public let files: [FilePath]
  /// What is wrong with the list so far.
  public internal(set) var warnings: [DataWarning] = []
  /// The line of a table that each file came from; empty without a table.
  let rows: [CSVTable.Row]
  let table: CSVTable?
  /// What was decided about the images in the data set's catalog.
  private(set) var edits = DatasetEdits()

  /// The images below a folder, in the order of their paths.
  ///
  /// Hidden files and folders (`.ipynb_checkpoints`), `models` and `__MACOSX` are left out. What is an image shows in
  /// its content; a file that is only named as one is left out with a warning.
  ///
  /// What was decided in the data set's catalog counts: images that were put away are left out, and those with another
  /// class or on a side of the split keep these, whatever labels them and divides them afterwards. Pictures that users of
  /// a server have corrected come last, once somebody has looked at them.
  ///
  /// - Parameters:
  ///   - folder: The folder of the data set.
  ///   - recursive: Whether to look in its folders too.
  ///   - include: Names of the folders directly below it to look into; all by default.
  ///   - exclude: Names of the folders directly below it to leave out.
  ///   - catalog: Where the catalog is, if there is one; `.none` goes by the files alone.
  ///   - maxBrokenShare: More files that are no images than this share of all are an error.
  /// - Throws: `LearnerError` when the folder or its catalog cannot be read, or too many of its files are broken.
  public init(
    in folder: FilePath, recursive: Bool = true, include: [String]? = nil, exclude: [String] = [],
    catalog: CatalogLocation = .dataset, maxBrokenShare: Double = LoaderOptions.maxBrokenShare
  ) throws {
    // Opened first: it completes what a crash has cut off, and that moves files.
    let edits = try DatasetEdits(of: folder, catalog)
    var found = try ImageFiles.find(below: folder, recursive: recursive) { name in
      include?.contains(name) ?? true && !exclude.contains(name)
    }
    found.remove { edits.leavesOut($0, in: folder) }
    let isWhole = recursive && include == nil
    let added = isWhole ? edits.added.map { folder.pushing($0) }.filter { ImageFiles.isImage($0) } : []
    self.init(folder, found.images + added.sorted { $0.string.precedesByCodePoint($1.string) })
    self.edits = edits
    try leaveOut(broken: found.broken, of: found.images.count + found.broken.count, maxBrokenShare)
  }

  /// Files that you found yourself.
  ///
  /// - Parameters:
  ///   - path: The folder of the data set, which relative paths start from.
  ///   - files: In the order that splits by number or at random go by.
  public init(path: FilePath, files: [FilePath]) {
    self.init(path, files.map { $0.isAbsolute ? $0 : path.pushing($0) })
  }

  /// The files that a table names; its rows stay at hand for labels and sides.
  ///
  /// - Parameters:
  ///   - path: The folder of the data set.
  ///   - csv: The table, relative to the folder of the data set.
  ///   - folder: Where below it the files are (fastai: `folder`).
  ///   - fileColumn: The column with the files' names (fastai: `fn_col`). Windows' separators are understood.
  ///   - suffix: What the names lack: ".jpg".
  ///   - delimiter: What stands between columns.
  ///   - hasHeader: Whether the first line names the columns.
  ///   - maxBrokenShare: More files that are no images than this share of all are an error. Missing ones are
  ///     left out with a warning.
  /// - Throws: `LearnerError` when the table cannot be read, names no file that is there, or too many that are broken.
  public init(
    path: FilePath, csv: FilePath, folder: FilePath? = nil, fileColumn: CSVColumn = 0, suffix: String = "",
    delimiter: Character = ",", hasHeader: Bool = true, maxBrokenShare: Double = LoaderOptions.maxBrokenShare
  ) throws {
    let table = try CSVTable(contentsOf: path.pushing(csv), delimiter: delimiter, hasHeader: hasHeader)
    let place = try table.place(of: fileColumn)
    let base = folder.map { path.pushing($0) } ?? path
    let files = try table.rows.map { Self.file(try table.field(place, of: $0) + suffix, in: base) }
    let there = files.map { FileManager.default.fileExists(atPath: $0.string) }
    let good = try files.concurrentMap { ImageFiles.isImage($0) }
    let kept = files.indices.filter { good[$0] }
    self.init(path, kept.map { files[$0] }, rows: kept.map { table.rows[$0] }, table: table)
    try leaveOut(missing: files.indices.filter { !there[$0] }.map { files[$0] }, of: files.count, in: table.file)
    let broken = files.indices.filter { there[$0] && !good[$0] }.map { files[$0] }
    try leaveOut(broken: broken, of: files.count, maxBrokenShare)
  }

  /// Files that were removed since the table was written are no fault; a table none of whose files is there is.
  private mutating func leaveOut(missing: [FilePath], of count: Int, in table: String) throws {
    guard missing.count < count else {
      throw LearnerError(
        .data, "none of the \(count) files that \(table) names is there: \(DataWarning.some(missing))",
        remedy: "check the folder, the column of names and the suffix")
    }
    guard !missing.isEmpty else { return }
    warnings.append(
      DataWarning(
        .incompleteList,
        "\(missing.count) of the \(count) files that \(table) names are not there: "
          + DataWarning.some(missing), paths: missing))
  }

  init(
    _ path: FilePath, _ files: [FilePath], rows: [CSVTable.Row] = [], table: CSVTable? = nil,
    warnings: [DataWarning] = []
  ) {
    (self.path, self.files, self.rows, self.table, self.warnings) = (path, files, rows, table, warnings)
  }

  /// A name with Windows' separators is understood unless a file has just that name.
  static func file(_ name: String, in folder: FilePath) -> FilePath {
    let path = folder.pushing(FilePath(name))
    guard name.contains("\\"), !FileManager.default.fileExists(atPath: path.string) else { return path }
    return folder.pushing(FilePath(name.replacingOccurrences(of: "\\", with: "/")))
  }

  private mutating func leaveOut(broken: [FilePath], of count: Int, _ maxShare: Double) throws {
    guard let warning = try BrokenImages.check(broken, of: count, maxShare: maxShare) else { return }
    warnings.append(warning)
  }

  /// The items at some places, in that order.
  func subset(_ indices: [Int]) -> ImageList {
    var list = ImageList(
      path, indices.map { files[$0] }, rows: table == nil ? [] : indices.map { rows[$0] }, table: table,
      warnings: warnings)
    list.edits = edits
    return list
  }

  /// The path of an item as seen from the data set's folder.
  func relativePath(_ index: Int) -> FilePath { files[index].relative(to: path) }
}

/// What becomes of files that are no images: a few are left out, many are an error.
enum BrokenImages {
  /// - Returns: A warning that names them; nil when there are none.
  /// - Throws: `LearnerError` that names them, when they are more than the share.
  static func check(_ broken: [FilePath], of count: Int, maxShare: Double) throws -> DataWarning? {
    guard let first = broken.first else { return nil }
    let many = broken.count > 1
    let what =
      "\(first) is no image"
      + (many ? " (and \(broken.count - 1) more: \(DataWarning.some(Array(broken.dropFirst()))))" : "")
    guard Double(broken.count) <= maxShare * Double(count) else {
      throw LearnerError(
        .data, "\(broken.count) of \(count) files cannot be used: \(what)",
        remedy: "run `fastai verify` on the folder: it moves such files to quarantine, from which they can be restored")
    }
    return DataWarning(
      .brokenImages,
      "\(broken.count) of \(count) files \(many ? "are" : "is") left out: \(what); `fastai verify` moves such files away",
      paths: broken)
  }
}
