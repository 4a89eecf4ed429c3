public import Catalog
import Foundation
import Images
import SystemPackage
import Training

extension ImageJudging {
  /// The images of a data set that can be judged, those in quarantine too; new ones are taken into the catalog first.
  ///
  /// The division is that of training with the same rule, share and seed. What was deleted since is divided with the
  /// others, so that the rest stays where it was. What users of a server have corrected stands with the training images.
  ///
  /// - Parameters:
  ///   - catalog: Of the data set; it was opened with the data set's folder.
  ///   - split: The rule of the division.
  ///   - validFraction: The share held out, 0…1.
  ///   - seed: Of the division.
  /// - Returns: One for each image whose file is there, with its first class.
  /// - Throws: `CatalogError`; `LearnerError` when there are no images in class folders.
  public static func images(
    of catalog: Catalog, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42
  ) throws -> [Image] {
    guard let dataset = catalog.dataset else {
      throw LearnerError(.usage, "\(catalog.path) belongs to no folder", remedy: "open it with the data set's folder")
    }
    try addNewImages(of: dataset, below: split.folders, to: catalog)
    let labels = try catalog.firstLabels()
    let held = try catalog.images(ImageQuery()).filter { record in
      record.status != .removed && record.status != .bad
        && FileManager.default.fileExists(atPath: dataset.pushing(record.storedAt ?? record.path).string)
    }
    let records = held.filter { !$0.isFeedback }
    let files = records.map { $0.storedAt ?? $0.path }
    let known = records.map { ImageLabel.category(labels[$0.path] ?? $0.label) }
    let divided = try ImageList(path: dataset, files: files).labelled(by: .list(known))
      .split(split, validFraction: validFraction, seed: seed)
    var parts = [DatasetPart](repeating: .test, count: records.count)
    for place in divided.train { parts[place] = .fix }
    for place in divided.valid { parts[place] = .valid }
    let own = records.enumerated().map { place, record in
      Image(
        path: record.path.string, file: dataset.pushing(files[place]), label: labels[record.path] ?? record.label,
        part: record.side.map(DatasetPart.init) ?? parts[place])
    }
    return own
      + held.filter(\.isFeedback).map { record in
        Image(
          path: record.path.string, file: dataset.pushing(record.storedAt ?? record.path), label: record.label,
          part: .fix)
      }
  }

  /// Their class is their folder's name until somebody says otherwise.
  private static func addNewImages(of dataset: FilePath, below sides: Set<String>, to catalog: Catalog) throws {
    let all = try ImageList(in: dataset)
    let found = all.subset(
      all.files.indices.filter { !all.classFolders($0).isEmpty && !all.edits.added.contains(all.relativePath($0)) })
    guard !found.files.isEmpty else {
      throw LearnerError(
        .data, "there are no images in the folders of \(dataset)", remedy: "give the folder that holds class folders")
    }
    let labelled = try found.labelled(by: .folder(below: sides))
    try catalog.add(
      found.files.indices.map { place in
        ImageRecord(path: found.relativePath(place), label: labelled.labels[place].text, status: .unverified)
      })
  }
}

extension DatasetPart {
  fileprivate init(_ side: ImageRecord.Side) {
    switch side {
    case .train: self = .fix
    case .valid: self = .valid
    case .test: self = .test
    }
  }
}
