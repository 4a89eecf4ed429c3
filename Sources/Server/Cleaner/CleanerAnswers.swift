import Catalog
import HTTPTypes
import SystemPackage
import Training
import Vision

// What the page is told, as JSON.

/// One image.
struct ItemAnswer: Encodable {
  let id: Int
  let name, label, first, predicted, part, state, key: String
  let probability: Float
  let loss: Float?
  let suggestion, source: String?
  let confidence: Float?
  let top: [PredictionAnswer.Pair]

  init(_ item: CleaningItem, classes: [String], key: String) {
    let judgement = item.judgement
    (id, name, label, first) = (item.id, item.path.string, item.label, item.firstLabel)
    (predicted, part, state, self.key) = (item.predicted, item.part.rawValue, item.state.rawValue, key)
    (probability, loss) = (item.probability, judgement.loss)
    suggestion = judgement.suggestion.flatMap { classes.indices.contains($0.label) ? classes[$0.label] : nil }
    source = item.source
    confidence = judgement.suggestion?.confidence
    top = zip(classes, judgement.probabilities).sorted { $0.1 > $1.1 }.prefix(6).map {
      .init(label: $0, probability: $1)
    }
  }
}

/// What an undo or redo button would do.
struct StepAnswer: Encodable {
  let id: Int64
  let words: String

  init?(_ step: JournalStep?) {
    guard let step else { return nil }
    (id, words) = (step.id, step.words)
  }
}

struct ProgressAnswer: Encodable {
  let total, looked, relabeled, deleted, cleanRun: Int
  let mostWrong: Double

  init(_ progress: CleaningProgress) {
    (total, looked, cleanRun) = (progress.total, progress.looked, progress.cleanRun)
    (relabeled, deleted, mostWrong) = (progress.relabeled, progress.deleted, progress.mostWrong)
  }
}

/// What has changed, and what comes next.
struct ChangeAnswer: Encodable {
  let revision: Int64
  let items: [ItemAnswer]
  let skipped: [String]
  let undo, redo: StepAnswer?
  let progress: ProgressAnswer
  let classes: [ClassAnswer]
  /// How many pictures users have sent, so that the page notices new ones.
  let feedback: Int
}

struct ClassAnswer: Encodable {
  let name: String
  let count: Int
}

/// What the page is about.
struct StateAnswer: Encodable {
  let session, dataset: String
  let parts: [ClassAnswer]
  let images, feedback: Int
  let isOutOfFold, hasHeatMaps, hasDuplicates, canRetrain: Bool
}

/// The images of a query, and how far they have been looked at.
struct ViewAnswer: Encodable {
  let revision: Int64
  let ids: [Int]
}

/// What the page asks for.
struct EditRequest: Decodable {
  let action: String
  let ids: [Int]
  let label: String?
  let revision: Int64

  func cleaningAction() throws -> CleaningAction {
    switch (action, label) {
    case ("keep", _): .keep
    case ("delete", _): .delete
    case ("reset", _): .reset
    case ("relabel", let label?): .relabel(label)
    default: throw Problem(.badRequest, "There is no action \(action).", kind: "bad-request")
    }
  }
}

struct StepRequest: Decodable {
  let step: Int64
}

extension CleaningQuery {
  /// Reads `part`, `class`, `show`, `order` and `q`; what makes no sense is left out.
  init(_ parameters: (String) -> String?) {
    func text(_ name: String) -> String? { parameters(name).flatMap { $0.isEmpty ? nil : $0 } }
    self.init(
      part: text("part").flatMap(DatasetPart.init(rawValue:)), label: text("class"),
      show: text("show").flatMap(Show.init(rawValue:)) ?? .all,
      order: text("order").flatMap(Order.init(rawValue:)) ?? .loss, nameContains: text("q") ?? "")
  }
}
