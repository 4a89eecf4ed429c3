import Catalog
import Foundation
import SystemPackage
import TorchNN
import Vision

/// The run's entry in the data set's catalog: begun before the first batch, completed when the model is written.
///
/// A catalog that cannot be written costs a note, not the training.
struct RunRecord {
  private let catalog: Catalog?
  private var run: TrainingRun

  init(_ command: Train, _ data: ImageDataBunch, _ console: Console) {
    let settings = command.settings.mapValues { JSONValue.string($0) }.sorted { $0.key < $1.key }
    run = TrainingRun(architecture: command.recipe.arch.name, arguments: settings.jsonObject)
    (run.trainImages, run.validImages) = (data.train.itemCount, data.valid?.itemCount ?? 0)
    do {
      let catalog = try Catalog(
        dataset: FilePath(command.recipe.folder), work: command.recipe.work.map { FilePath($0) })
      run = try catalog.record(run)
      self.catalog = catalog
    } catch {
      console.note("The run is not in the data set's catalog: \(error)")
      catalog = nil
    }
  }

  mutating func complete(_ outcome: TrainingOutcome) throws {
    guard let catalog else { return }
    run.ended = Date()
    (run.epochs, run.model, run.modelSHA256) = (outcome.epochs, outcome.model, try sha256(of: outcome.model))
    if outcome.validImages > 0 { (run.validLoss, run.errorRate) = (outcome.validLoss, outcome.errorRate) }
    try catalog.record(run)
  }
}
