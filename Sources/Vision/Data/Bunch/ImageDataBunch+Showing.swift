public import Images
public import Plots
import Torch
public import Training

extension ImageDataBunch {
  /// A picture of images as the network sees them: augmented, each with its label (fastai: `show_batch`).
  ///
  ///     try data.showBatch(rows: 3).write(to: "batch.png")
  ///
  /// - Parameters:
  ///   - rows: Rows and columns; no more images than are in a batch.
  ///   - part: Of which part.
  ///   - cellSize: Side of each image in the picture, in pixels.
  /// - Returns: A picture to write as SVG, PNG or JPEG.
  /// - Throws: `LearnerError` when the part has no batch.
  public func showBatch(rows: Int = 3, part: DatasetPart = .train, cellSize: Int = 160) throws -> Picture {
    let batch = try oneBatch(part)
    guard let dataset = loader(part)?.dataset else { return try ImageGrid(cells: []).picture() }
    let images = try images(of: batch)
    let cells = try zip(images, batch.indices).prefix(max(rows, 1) * max(rows, 1)).map { image, index in
      ImageGrid.Cell(try image.encoded(as: .png), title: dataset.label(at: index))
    }
    return try ImageGrid(columns: max(rows, 1), cellSize: cellSize, cells: cells).picture()
  }

  /// The images of a batch as pixels.
  ///
  /// - Throws: What kept the batch from being made.
  public func images(of batch: Batch) throws -> [RGBImage] {
    let x = try denormalize(batch.x)
    let (height, width) = (try x.size(2), try x.size(3))
    let values: [Float] = try x.permuted(0, 2, 3, 1).scalars()
    let count = height * width * 3
    return try (0..<batch.count).map { index in
      let pixels = values[(index * count)..<((index + 1) * count)].map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
      return try RGBImage(width: width, height: height, pixels: pixels)
    }
  }
}

extension ImageDataBunch: CustomStringConvertible {
  public var description: String {
    let head = "ImageDataBunch of \(path): \(kind), size \(size), batches of \(batchSize), \(normalizationName)"
    let parts = [("training", train as ImageLoader?), ("validation", valid), ("test", test)].compactMap {
      name, loader in
      loader.map { "  \(name): \($0.summary)" }
    }
    let divided = "  split: \(split.rule), seed \(split.seed)" + (valid == nil ? "; nothing is held out" : "")
    let edited = split.images.list.edits.summary.map { ["  catalog: \($0)"] } ?? []
    return ([head] + parts + [divided] + edited + warnings.map { "  warning: \($0)" }).joined(separator: "\n")
  }

  private var kind: String {
    switch targetKind {
    case .category: "\(c) classes"
    case .multiCategory: "any of \(c) classes"
    case .numbers: c == 1 ? "a number" : "\(c) numbers"
    }
  }

  private var normalizationName: String {
    normalization == .imagenet
      ? "ImageNet's mean and deviation" : "mean \(normalization.mean), std \(normalization.std)"
  }
}

extension ImageLoader {
  /// "473 images (black 140, grizzly 160, teddys 173), 7 batches, 25 images left over each pass".
  fileprivate var summary: String {
    let counts = zip(dataset.vocabulary.classes, dataset.classCounts).map { "\($0) \($1)" }
    let all = counts.isEmpty ? "" : " (\(DataWarning.some(counts, atMost: 20)))"
    let drawn = order.drawCount(of: itemCount)
    let rest = drawn - Swift.min(drawn, batchCount * batchSize)
    let balanced = drawn > itemCount ? ", oversampled to \(drawn)" : ""
    return "\(itemCount) images\(all)\(balanced), \(batchCount) batches"
      + (rest > 0 ? ", \(rest) images left over each pass" : "")
  }
}
