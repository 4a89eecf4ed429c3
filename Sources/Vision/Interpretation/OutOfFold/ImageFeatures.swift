public import SystemPackage
public import Training

/// What the body of a network makes of the images of a data set, pooled: computed once, then used many times.
///
/// A plain value; it holds `images.count · width` numbers.
public struct ImageFeatures: Sendable {
  /// Whose features a row are.
  public struct Image: Sendable, Hashable {
    /// As seen from the data set's folder.
    public let path: String
    public let part: DatasetPart
    /// Index into the classes.
    public let label: Int

    public init(path: String, part: DatasetPart, label: Int) {
      (self.path, self.part, self.label) = (path, part, label)
    }
  }

  public let classes: [String]
  public let images: [Image]
  /// Numbers for each image.
  public let width: Int
  /// Row by row.
  public let values: [Float]
  /// Images whose files are the same to the byte, by their places.
  let copies: [[Int]]

  /// - Parameters:
  ///   - classes: The classes, in the order of the labels' indices.
  ///   - images: Whose rows follow.
  ///   - values: `images.count` rows of the same length.
  ///   - copies: Places of images that are the same to the byte, group by group.
  /// - Throws: `LearnerError` when the numbers do not make rows, or a label is no class.
  public init(classes: [String], images: [Image], values: [Float], copies: [[Int]] = []) throws {
    guard !images.isEmpty, values.count % images.count == 0, !values.isEmpty,
      images.allSatisfy({ classes.indices.contains($0.label) }), copies.joined().allSatisfy(images.indices.contains)
    else {
      throw LearnerError(
        .data, "\(values.count) numbers do not describe \(images.count) images of \(classes.count) classes",
        remedy: "give as many numbers for each image, and labels from 0 to \(classes.count - 1)")
    }
    (self.classes, self.images, self.values, self.copies) = (classes, images, values, copies)
    width = values.count / images.count
  }

  /// The same images with other labels.
  ///
  /// - Throws: `LearnerError` when a label is no class.
  public func relabelled(_ labels: [Int]) throws -> ImageFeatures {
    let images = zip(images, labels).map { Image(path: $0.path, part: $0.part, label: $1) }
    return try ImageFeatures(classes: classes, images: images, values: values, copies: copies)
  }
}

extension Learner {
  /// The features of every labelled image, not augmented: the body's output through the head's poolings.
  ///
  /// - Parameters:
  ///   - parts: Training and validation images by default.
  ///   - folder: Where features are kept for the next time, by body, settings and content of the files: `.fastai` of the
  ///     data set, or a work folder. Nil for nowhere.
  ///   - progress: Told how many images are done, of how many; returns whether to go on.
  /// - Returns: Rows in the order of the parts; images that cannot be decoded are left out.
  /// - Throws: `LearnerError` unless the learner was made by `cnnLearner` for images with one class each;
  ///   `CancellationError` when `progress` says so.
  public func imageFeatures(
    _ parts: [DatasetPart] = [.fix, .valid], keptIn folder: FilePath? = nil,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> ImageFeatures {
    guard let data = data as? ImageDataBunch, data.targetKind == .category, let cnn = model as? CNN else {
      throw LearnerError(.usage, "only learners made by cnnLearner, for images with one class each, have features")
    }
    let parts = parts.map { $0 == .train ? .fix : $0 }
    let loaders = parts.compactMap { part in data.loader(part).map { (part: part, loader: $0) } }
    let total = loaders.reduce(0) { $0 + $1.loader.itemCount }
    let reader = try FeatureReader(cnn, on: device, keptIn: folder)
    var found = FeatureRows(folder: data.path)
    var before = 0
    for (part, loader) in loaders {
      let hashes = try loader.contentHashes()
      found.add(try reader.rows(of: loader, hashes) { progress(before + $0, total) }, hashes, loader.items, part)
      before += loader.itemCount
    }
    return try found.features(classes: data.classes)
  }
}

/// Rows as they come.
private struct FeatureRows {
  let folder: FilePath
  private var images: [ImageFeatures.Image] = []
  private var hashes: [ContentHash?] = []
  private var values: [Float] = []

  init(folder: FilePath) { self.folder = folder }

  mutating func add(_ rows: [[Float]?], _ hashes: [ContentHash?], _ items: [ImageItem], _ part: DatasetPart) {
    for (index, item) in items.enumerated() where item.label >= 0 {
      guard let row = rows[index] else { continue }
      images.append(.init(path: item.path.relative(to: folder).string, part: part, label: item.label))
      self.hashes.append(hashes[index])
      values += row
    }
  }

  func features(classes: [String]) throws -> ImageFeatures {
    try ImageFeatures(classes: classes, images: images, values: values, copies: copies)
  }

  private var copies: [[Int]] {
    let known = hashes.enumerated().compactMap { place, hash in hash.map { (place, $0) } }
    return Dictionary(grouping: known, by: \.1).values.filter { $0.count > 1 }.map { $0.map(\.0).sorted() }
      .sorted { $0[0] < $1[0] }
  }
}
