public import Images
public import Plots
import SystemPackage
import Torch
public import Training

/// What a learner makes of a part of its data, image by image (fastai: `ClassificationInterpretation`).
///
///     let interp = try learn.interpret()
///     interp.printReport()
///     try interp.plotTopLosses(9, heatmap: true).write(to: "top-losses.png")
///
/// The network sees every image once, when this is made; all else is read off the judgements.
public final class ClassificationInterpretation: JudgedImages {
  public let learn: Learner
  public let classes: [String]
  public let judgements: [ImageJudgement]
  private let data: ImageDataBunch

  /// - Throws: `LearnerError` unless the learner classifies images, each of one class.
  init(_ learn: Learner, judgements: (ImageDataBunch) throws -> [ImageJudgement]) throws {
    guard let data = learn.data as? ImageDataBunch, data.targetKind == .category else {
      throw LearnerError(
        .usage, "only classifiers of images with one class each can be interpreted",
        remedy: "give the learner an ImageDataBunch whose labels are classes")
    }
    (self.learn, self.data, classes) = (learn, data, data.classes)
    self.judgements = try judgements(data)
  }

  /// The judgements without the learner: a value to keep or to send.
  public var values: Judgements { Judgements(classes: classes, judgements: judgements) }

  // MARK: Heat maps

  /// Images as the network saw them, each with a map of what speaks for the class that it is labelled with (for the
  /// predicted one where nobody labelled it). See ``CNN/heatMaps(_:of:)``.
  ///
  /// - Returns: One for each judgement that its file still bears out, in their order.
  /// - Throws: `LearnerError` when the network was not made by `cnnLearner`; `ImageError` when a file has gone.
  public func explanations(of judgements: some Sequence<ImageJudgement>) throws -> [GradCAM.Explanation] {
    guard let cnn = learn.model as? CNN else {
      throw LearnerError(.usage, "heat maps need a network like cnnLearner makes", remedy: "leave out `heatmap: true`")
    }
    return try judgements.map { judgement in
      let look = try look(at: judgement)
      let label = judgement.actual ?? judgement.predicted
      let map = try cnn.heatMaps(look.input.to(learn.device), of: [label])[0]
      return .init(image: look.image, heatMap: map, label: label, probabilities: judgement.probabilities)
    }
  }

  /// An image as the network saw it.
  public func image(of judgement: ImageJudgement) throws -> RGBImage { try look(at: judgement).image }

  private func look(at judgement: ImageJudgement) throws -> (image: RGBImage, input: Tensor) {
    try data.fix.settings.look(at: data.path.pushing(FilePath(judgement.path)))
  }

  /// The images that the network is most wrong about, or least: a picture (fastai: `plot_top_losses`).
  ///
  /// - Parameters:
  ///   - k: How many.
  ///   - largest: Whether those with the largest losses, or those with the smallest.
  ///   - heatmap: Whether to lay a map of where the network looks over each.
  ///   - minCells: Maps with fewer cells are left out, as too coarse to mean anything (fastai: `heatmap_thresh`).
  ///   - cellSize: Side of each image in the picture, in pixels.
  ///   - theme: Light or dark.
  /// - Returns: A picture to write as SVG, PNG or JPEG. Each image is titled prediction, actual class, loss, and the
  ///   probability of the actual class.
  /// - Throws: As ``explanations(of:)``.
  public func plotTopLosses(
    _ k: Int = 9, largest: Bool = true, heatmap: Bool = false, minCells: Int = 16, cellSize: Int = 220,
    theme: Theme = .light
  ) throws -> Picture {
    let shown = topLosses(k, largest: largest)
    let images = try heatmap ? overlays(of: shown, minCells: minCells) : shown.map { try image(of: $0) }
    let cells = try zip(shown, images).map { judgement, image in
      ImageGrid.Cell(
        try image.encoded(as: .jpeg(quality: 90)), title: title(of: judgement),
        subtitle: FilePath(judgement.path).lastComponent?.string ?? "", isWrong: judgement.isMistake)
    }
    let columns = Int(Double(max(cells.count, 1)).squareRoot().rounded(.up))
    return try ImageGrid(
      title: "Prediction/Actual/Loss/Probability", columns: columns, cellSize: cellSize, cells: cells
    ).picture(theme: theme)
  }

  private func overlays(of judgements: [ImageJudgement], minCells: Int) throws -> [RGBImage] {
    try explanations(of: judgements).map { $0.heatMap.values.count < minCells ? $0.image : try $0.overlay() }
  }

  private func title(of judgement: ImageJudgement) -> String {
    let actual = judgement.actual.map { classes[$0] } ?? "?"
    return
      "\(classes[judgement.predicted])/\(actual) / \(digits(judgement.loss)) / \(digits(judgement.actualProbability))"
  }

  /// `0.43`
  private func digits(_ value: Float?) -> String {
    guard let value, value.isFinite else { return "–" }
    let hundredths = Int((Double(min(value, 1e6)) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension Learner {
  /// Judges every image of a part (fastai: `ClassificationInterpretation.from_learner`).
  ///
  /// - Parameters:
  ///   - part: The validation images by default. `.train` and `.fix` are the training images as validation sees images:
  ///     all of them, in order, not augmented. How the network judges those says little, because it has seen them:
  ///     ``interpretOutOfFold(_:progress:)`` is fair to them.
  ///   - tta: Whether to take the mean of nine looks at each image.
  /// - Returns: The judgements, with all that is read off them.
  /// - Throws: `LearnerError` when the part is empty, or the learner does not classify images.
  public func interpret(_ part: DatasetPart = .valid, tta: Bool = false) throws -> ClassificationInterpretation {
    let part = part == .train ? .fix : part
    return try ClassificationInterpretation(self) { data in
      let predictions = try tta ? TTA(part) : getPreds(part)
      let items = data.loader(part)?.items ?? []
      return predictions.indices.enumerated().map { row, index in
        predictions.judgement(row, of: items[index], part, in: data.path)
      }
    }
  }
}

extension Predictions {
  fileprivate func judgement(
    _ row: Int, of item: ImageItem, _ part: DatasetPart, in folder: FilePath
  ) -> ImageJudgement {
    let isLabelled = item.label >= 0
    return ImageJudgement(
      path: item.path.relative(to: folder).string, part: part, actual: isLabelled ? item.label : nil,
      probabilities: probabilities[row], loss: isLabelled ? losses[row] : nil)
  }
}

extension ImageLoader.Settings {
  /// An image as the network sees it: its pixels, and the same normalised, `[1, 3, H, W]`.
  ///
  /// - Throws: `ImageError` when the file is no image that can be decoded.
  func look(at path: FilePath) throws -> (image: RGBImage, input: Tensor) {
    try look(at: RGBImage(contentsOf: path, resized: resizeRule))
  }

  /// The same of an image that is decoded already.
  func look(at image: RGBImage) throws -> (image: RGBImage, input: Tensor) {
    let batch = PixelBatch(count: 1, size: size)
    var generator = SplitMix64(seed: 0)
    try pixels(of: image, into: batch.image(0), using: &generator)
    let seen = try RGBImage(width: size.width, height: size.height, pixels: Array(batch.image(0)))
    return (seen, try batch.tensor(normalization))
  }
}
