import Catalog
import Foundation
import SystemPackage
import Training

extension DatasetEdits {
  /// What the catalog of a data set says; nothing when there is none.
  ///
  /// - Throws: `LearnerError` when there is one and it cannot be read: to train on labels that were corrected since, or
  ///   on images that were taken out, would be worse than not to train.
  init(of dataset: FilePath, _ location: CatalogLocation) throws {
    do {
      self = try location.openIfThere(dataset: dataset)?.datasetEdits() ?? DatasetEdits()
    } catch {
      throw LearnerError(
        .data, "the catalog of \(dataset) cannot be read, and with it the labels that were edited",
        remedy: "mend it, or go by the files alone with `catalog: .none`", cause: error)
    }
  }

  /// Whether the file is the one that was put away, and not another that has taken its place since.
  func leavesOut(_ file: FilePath, in dataset: FilePath) -> Bool {
    guard !leftOut.isEmpty, let image = leftOut[file.relative(to: dataset)] else { return false }
    let size = (try? FileManager.default.attributesOfItem(atPath: file.string))?[.size] as? Int
    return image.bytes == nil || image.bytes == size
  }
}

extension DatasetEdits {
  /// "3 with another class, 1 put on a side"; nil when there is nothing to tell.
  var summary: String? {
    let (labelled, assigned) = (Set(labels.keys).subtracting(added), Set(sides.keys).subtracting(added))
    let all = [
      (labelled.count, "with another class"), (assigned.count, "put on a side"), (leftOut.count, "left out"),
      (added.count, "sent by users"),
    ].filter { $0.0 > 0 }
    return all.isEmpty ? nil : all.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension ImageList {
  /// A class that somebody gave the image goes before the one that its place or a table says.
  func edited(_ label: ImageLabel, _ index: Int) -> ImageLabel {
    guard !edits.labels.isEmpty, case .category = label, let name = edits.labels[relativePath(index)] else {
      return label
    }
    return .category(name)
  }
}

extension SplitRule.Division {
  /// The same with images on the sides that somebody has put them on. A division that holds nothing out goes on so.
  func following(_ edits: DatasetEdits, of list: ImageList) -> SplitRule.Division {
    guard !edits.sides.isEmpty else { return self }
    var side: [Int: ImageRecord.Side] = [:]
    for place in train + valid {
      guard let chosen = edits.sides[list.relativePath(place)], chosen == .test || !valid.isEmpty else { continue }
      side[place] = chosen
    }
    let movedIn = { (places: [Int], to: ImageRecord.Side) in places.filter { side[$0] == to } }
    let staying = { (places: [Int], on: ImageRecord.Side) in places.filter { side[$0] ?? on == on } }
    return SplitRule.Division(
      train: (staying(train, .train) + movedIn(valid, .train)).sorted(),
      valid: staying(valid, .valid) + movedIn(train, .valid), warnings: warnings)
  }
}
