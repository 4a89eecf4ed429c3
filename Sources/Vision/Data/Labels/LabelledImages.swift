public import SystemPackage
public import Training

/// The images of a data set with their labels, before they have sides.
public struct LabelledImages: Sendable {
  public let list: ImageList
  /// One for each file of the list.
  public let labels: [ImageLabel]
  /// What the labels are.
  public let kind: TargetKind

  /// - Throws: `LearnerError` when the labels are of several kinds, or of different lengths.
  init(_ list: ImageList, _ labels: [ImageLabel]) throws {
    (self.list, self.labels) = (list, labels)
    kind = labels.first?.kind ?? .category
    let width = labels.first?.numberCount
    if let other = labels.firstIndex(where: { $0.kind != kind || $0.numberCount != width }) {
      throw LearnerError(
        .data, "the label of \(list.files[other]), \(labels[other]), is of another kind than that of \(list.files[0])",
        remedy: "give all images one class, or all several, or all as many numbers")
    }
  }

  public var files: [FilePath] { list.files }

  /// The classes of an item; none for numbers.
  func classes(_ index: Int) -> [String] { labels[index].classes }
}

extension ImageLabel {
  var kind: TargetKind {
    switch self {
    case .category: .category
    case .categories: .multiCategory
    case .numbers: .numbers
    }
  }

  var classes: [String] {
    switch self {
    case .category(let name): [name]
    case .categories(let names): names
    case .numbers: []
    }
  }

  fileprivate var numberCount: Int? { if case .numbers(let numbers) = self { numbers.count } else { nil } }
}
