import Catalog
import SystemPackage

extension InspectionWarning {
  /// Names that folders have which were not meant as a class.
  private static let suspiciousNames: Set<String> = [
    "train", "training", "valid", "val", "validation", "test", "testing", "image", "images", "img", "imgs", "data",
    "dataset", "tmp", "temp", "cache", "backup", "bak", "old", "new", "thumbs", "thumbnails", "trash", "unsorted",
    "untitled folder", "new folder", "downloads", "__macosx", "@eadir", "lost+found",
  ]
  /// Below this, an error rate says little: with 100 images and 5 % errors the 95 % interval is 2 to 11 %.
  static let fewValidationImages = 100
  /// Below this, a class is hardly learnt.
  static let fewImages = 10
  /// From this ratio on, classes are told to be unbalanced.
  static let imbalanceRatio = 3.0
  /// In pixels; below this, there is little to see at the usual 224.
  static let smallSide = 64

  /// All that applies, the gravest first.
  static func all(about data: Inspection, shortSides: [Int]) -> [InspectionWarning] {
    files(data, shortSides) + folders(data) + classes(data) + copies(data) + split(data)
  }

  private static func files(_ data: Inspection, _ shortSides: [Int]) -> [InspectionWarning] {
    let report = data.verification
    let small = shortSides.count { $0 < smallSide }
    return [
      report.bad.isEmpty
        ? nil : .init(.brokenFiles, "\(files(report.bad.count)) cannot be decoded: fastai verify puts them away"),
      report.wrongSuffixes.isEmpty
        ? nil
        : .init(.wrongSuffixes, "\(files(report.wrongSuffixes.count)) with a wrong suffix: fastai verify mends them"),
      small == 0 ? nil : .init(.smallImages, "\(images(small)) with a side under \(smallSide) pixels"),
    ].compactMap { $0 }
  }

  private static func folders(_ data: Inspection) -> [InspectionWarning] {
    let loose = data.verification.good.count - data.classes.reduce(0) { $0 + $1.images }
    let hasChildren = Set(data.folders.map { $0.path.removingLastComponent() })
    let empty = data.folders.filter { $0.images == 0 && !hasChildren.contains($0.path) }
    return data.ignoredFolders.map { .init(.ignoredFolder, "the folder \($0) is not looked into") }
      + empty.map { .init(.emptyFolder, "the folder \($0.path) holds no images: it is no class") }
      + (loose == 0 ? [] : [.init(.looseImages, "\(images(loose)) in no class folder: a training leaves them out")])
  }

  private static func classes(_ data: Inspection) -> [InspectionWarning] {
    var found = data.classes.filter { suspiciousNames.contains($0.name.lowercased()) }.map { item in
      InspectionWarning(
        .suspiciousClass, "the folder \(item.name) counts as a class of \(images(item.images)): is it meant as one?")
    }
    if data.classes.count == 1, let only = data.classes.first {
      found.append(.init(.oneClass, "there is only one class, \(only.name): a classifier needs two"))
    }
    found += data.classes.filter { $0.images < fewImages }.map {
      .init(.smallClass, "the class \($0.name) has only \(images($0.images))")
    }
    let numbers = data.classes.compactMap { Int($0.name) }
    if numbers.count == data.classes.count && numbers != numbers.sorted() {
      found.append(.init(.numberedClasses, "the classes are numbers and sort as text: 10 comes before 2"))
    }
    return found + imbalance(data)
  }

  private static func imbalance(_ data: Inspection) -> [InspectionWarning] {
    let sorted = data.classes.sorted { $0.images < $1.images }
    guard let least = sorted.first, let most = sorted.last, least.images > 0 else { return [] }
    let ratio = Double(most.images) / Double(least.images)
    guard ratio >= imbalanceRatio else { return [] }
    let times = (ratio * 10).rounded() / 10
    return [
      .init(
        .imbalance,
        "\(most.name) has \(times) times the images of \(least.name): look at the errors of each class, not only at "
          + "their sum")
    ]
  }

  private static func copies(_ data: Inspection) -> [InspectionWarning] {
    let report = data.verification
    let near = report.nearDuplicateCount
    let disagreeing =
      report.duplicates.count(where: \.labelsDisagree) + report.nearDuplicates.count(where: \.labelsDisagree)
    return [
      report.duplicateCount + near == 0
        ? nil
        : .init(
          .duplicates,
          "\(report.duplicateCount) exact and \(near) near duplicates: a split must not put them on both sides"),
      disagreeing == 0
        ? nil : .init(.labelsDisagree, "\(disagreeing) pictures stand in two classes: one of the labels is wrong"),
      data.leaks.isEmpty
        ? nil : .init(.leak, "\(data.leaks.count) pictures stand on both sides of the split: the error rate will lie"),
    ].compactMap { $0 }
  }

  private static func split(_ data: Inspection) -> [InspectionWarning] {
    let valid = data.split == .none ? data.images / 5 : data.count(.valid)
    let how = data.split == .none ? "a fifth of the images is only" : "the validation set has only"
    var found: [InspectionWarning] = []
    if data.split != .none && (valid == 0 || data.count(.train) == 0) {
      found.append(.init(.missingSide, "there are \(valid == 0 ? "no validation" : "no training") images"))
    } else if valid < fewValidationImages {
      found.append(.init(.tinyValidation, "\(how) \(valid): an error rate measured on it is rough"))
    }
    guard data.split != .none else { return found }
    return found
      + data.classes.filter { ($0.sides[.train] ?? 0) == 0 && ($0.sides[.valid] ?? 0) > 0 }.map {
        .init(.missingClass, "the class \($0.name) has validation images and no training images")
      }
  }

  private init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  private static func images(_ count: Int) -> String { count == 1 ? "1 image" : "\(count) images" }
  private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}
