import Demo
import FastAI

/// The lesson again: what is known about each image stands in the data set's catalog, and training reads it there.
func catalogLesson(_ folder: FilePath) async throws {
  let site = try await DemoSite(listsIn: folder, picturesPerKind: 24, seed: 5)
  // collect begins
  let bears = folder / "bears"
  for kind in ["black", "grizzly", "teddys"] {
    print(try await downloadImages(listedIn: folder / "urls_\(kind).txt", to: bears / kind))
  }
  print(try await verifyImages(in: bears, onFailure: .quarantine))
  // collect ends
  try await site.stop()

  // edit begins
  let catalog = try Catalog(dataset: bears)
  let grizzlies = try catalog.images(ImageQuery(label: "grizzly", inUse: true))
  try catalog.apply([
    .relabel(grizzlies[0].path, to: "black"),
    .quarantine(grizzlies[1].path, reason: "no bear in it"),
  ])
  try catalog.undo()  // Both edits were one step.
  try catalog.apply([.quarantine(grizzlies[1].path, reason: "no bear in it")])
  for count in try catalog.counts() { print(count.label, count.status.rawValue, count.count) }
  // edit ends

  // train begins
  try catalog.cleanedList().write(to: bears / "cleaned.csv")
  let data = try ImageDataBunch(fromCSV: bears, csv: "cleaned.csv", labels: .column("label"), size: 64, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate])
  try learn.fitOneCycle(2, maxLR: 1e-2)

  var run = TrainingRun(architecture: "resnet18", epochs: 2)
  (run.trainImages, run.validImages) = (data.trainDataset.count, data.validDataset.count)
  run.validLoss = learn.recorder.validLosses.last
  run = try catalog.record(run)
  print("run", run.id ?? 0, "of", try catalog.trainingRuns().count)
  // train ends
}
