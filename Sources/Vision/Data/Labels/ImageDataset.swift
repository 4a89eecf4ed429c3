public import SystemPackage
import Training

/// One part of a data set: images in order, with their targets (fastai: `data.train_ds`).
public struct ImageDataset: Sendable, RandomAccessCollection {
  public let items: [ImageItem]
  public let vocabulary: Vocabulary

  public var startIndex: Int { 0 }
  public var endIndex: Int { items.count }
  public subscript(index: Int) -> ImageItem { items[index] }

  public var paths: [FilePath] { items.map(\.path) }

  /// An image's target in words.
  public func label(at index: Int) -> String { vocabulary.text(items[index].target) }

  /// Images of each class, in the order of the classes.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: vocabulary.classes.count)
    for item in items {
      switch item.target {
      case .category(let index): counts[index] += 1
      case .categories(let indices): for index in indices { counts[index] += 1 }
      case .numbers, .unknown: break
      }
    }
    return counts
  }
}

extension SplitImages {
  typealias Datasets = (train: ImageDataset, valid: ImageDataset, test: ImageDataset?, warnings: [DataWarning])

  /// The parts in numbers, and what was left out on the way.
  ///
  /// - Parameters:
  ///   - classes: The classes in the order that they are to have; those of the training images, sorted, by default.
  ///   - order: How they are sorted.
  /// - Returns: The parts, and warnings.
  /// - Throws: `LearnerError` when a training image is of none of `classes`.
  func datasets(classes: [String]?, order: ClassOrder) throws -> Datasets {
    let vocabulary = Vocabulary(
      images.kind, classes: classes ?? order.sorted(Set(train.flatMap { images.classes($0) })),
      outputCount: images.kind == .numbers ? numberCount : nil)
    let known = try train.map { place in
      guard let target = vocabulary.target(images.labels[place]) else {
        throw LearnerError(
          .data, "\(images.files[place]) is labelled '\(images.labels[place].text)', which is none of the classes",
          remedy: "add it to `classes:`, or leave the image out")
      }
      return ImageItem(path: images.files[place], target: target)
    }
    let held = valid.map { place in
      vocabulary.target(images.labels[place]).map { ImageItem(path: images.files[place], target: $0) }
    }
    let unknown = zip(valid, held).filter { $1 == nil }.map(\.0)
    return (
      ImageDataset(items: known, vocabulary: vocabulary),
      ImageDataset(items: held.compactMap { $0 }, vocabulary: vocabulary), try testDataset(vocabulary),
      (test?.warnings ?? []) + warnings(unknown: unknown, vocabulary)
    )
  }

  private var numberCount: Int {
    if case .numbers(let numbers) = images.labels.first { numbers.count } else { 1 }
  }

  /// Labelled by class folders where it has them, else not at all.
  private func testDataset(_ vocabulary: Vocabulary) throws -> ImageDataset? {
    guard let test else { return nil }
    let items = test.files.indices.map { index in
      let target = test.classFolders(index).first.flatMap { vocabulary.target(.category($0)) }
      return ImageItem(path: test.files[index], target: vocabulary.kind == .category ? target ?? .unknown : .unknown)
    }
    return ImageDataset(items: items, vocabulary: vocabulary)
  }

  private func warnings(unknown: [Int], _ vocabulary: Vocabulary) -> [DataWarning] {
    guard !unknown.isEmpty else { return [] }
    let names = Set(unknown.flatMap { images.classes($0) }.filter { vocabulary.index(of: $0) == nil })
    return [
      DataWarning(
        .unknownLabels,
        "\(unknown.count) validation images are left out: no training image has their labels, "
          + DataWarning.some(ClassOrder.codePoints.sorted(names)), paths: unknown.map { images.files[$0] })
    ]
  }
}
