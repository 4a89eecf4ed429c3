import Foundation
import Images
import Plots
import SystemPackage
import Training
import Vision

/// What an interpretation found, as plain values.
struct InterpretationOutcome: Sendable {
  let model, dataset: FilePath
  let part: Interpret.Part
  let judged: Judgements
  let cards: [LossCard]
  let topLosses: Picture?
  /// Nil unless every picture was judged out of fold.
  let trial: RankingTrial?
  let notes: [String]
  let seconds: Double

  init(
    _ command: Interpret, _ interp: ClassificationInterpretation, trial: RankingTrial? = nil, notes: [String],
    seconds: Double
  ) throws {
    (model, dataset, part) = (FilePath(command.model), FilePath(command.folder), command.part)
    (judged, self.trial, self.notes, self.seconds) = (interp.values, trial, notes, seconds)
    cards = LossCard.cards(of: interp, count: command.top, withHeatMaps: command.heatmap)
    topLosses = command.top > 0 ? try? interp.plotTopLosses(command.top, heatmap: command.heatmap) : nil
  }

  /// Page, pictures and table, each whole or not at all.
  func write(to folder: FilePath) throws {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    try judged.plotConfusionMatrix().write(to: folder.appending("confusion.png"), scale: 2)
    try judged.plotConfusionMatrix(normalized: true).write(to: folder.appending("confusion-shares.png"), scale: 2)
    try judged.calibrationCurve().picture().write(to: folder.appending("calibration.png"), scale: 2)
    try topLosses?.write(to: folder.appending("top-losses.png"), scale: 2)
    try FileBytes.write(Array(table.utf8), to: folder.appending("judgements.csv"))
    try FileBytes.write(Array(InterpretationReport(self).html.utf8), to: folder.appending("index.html"))
  }

  /// A line for every picture, those with the largest losses first.
  private var table: String {
    let head = ["path", "part", "actual", "predicted", "loss", "suspicion", "suggestion"]
    let unlabelled = judged.judgements.filter { $0.loss == nil }
    let lines = [head + judged.classes.map { "p(\($0))" }] + (judged.topLosses() + unlabelled).map(row)
    return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private func row(_ item: ImageJudgement) -> [String] {
    let part = item.part == .fix ? "train" : item.part.rawValue
    let actual = item.actual.map { judged.classes[$0] } ?? ""
    let suggestion = item.suggestion.map { judged.classes[$0.label] } ?? ""
    let figures = [item.loss, item.suspicion].map { figure in figure.map { "\($0)" } ?? "" }
    return [item.path, part, actual, judged.classes[item.predicted]] + figures + [suggestion]
      + item.probabilities.map { "\($0)" }
  }

  private static func quoted(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
  }
}

/// A picture that the network is wrong or unsure about, ready for a page.
struct LossCard: Sendable {
  let judgement: ImageJudgement
  /// JPEG, as the network saw it; nil when the file has gone.
  let image: [UInt8]?
  /// JPEG, with the map over it.
  let overlay: [UInt8]?

  /// Maps with fewer cells say nothing (fastai: `heatmap_thresh`).
  private static let minCells = 16

  static func cards(of interp: ClassificationInterpretation, count: Int, withHeatMaps: Bool) -> [LossCard] {
    interp.topLosses(count).map { judgement in
      let seen = withHeatMaps ? try? interp.explanations(of: [judgement]).first : nil
      let image = try? seen?.image ?? interp.image(of: judgement)
      let overlay = seen.flatMap { $0.heatMap.values.count >= minCells ? try? $0.overlay() : nil }
      return LossCard(judgement: judgement, image: image.flatMap(jpeg), overlay: overlay.flatMap(jpeg))
    }
  }

  private static func jpeg(_ image: RGBImage) -> [UInt8]? {
    let small = image.width > 224 ? try? image.resized(.fit(maxSide: 224)) : image
    return try? small?.encoded(as: .jpeg(quality: 82))
  }
}
