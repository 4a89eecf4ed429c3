import FastAI

/// The lesson's ways to go wrong, each on the same drawn bears, with the curves and what the coach says of them.
func whenItGoesWrong(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder, each: 60)
  try experiment("too-high", epochs: 4, rate: 0.5, on: bears, folder)
  try experiment("too-low", epochs: 4, rate: 1e-6, on: bears, folder)
  try experiment("too-few", epochs: 2, rate: 1e-2, on: bears, folder)
  try experiment("just-right", epochs: 12, rate: 3e-3, on: bears, folder)
  try overfit(bears, folder)
}

private func experiment(_ name: String, epochs: Int, rate: Double, on bears: FilePath, _ folder: FilePath) throws {
  print("\n\(name): \(epochs) epochs, maxLR \(rate)")
  try manualSeed(1)
  // experiment begins
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate])
  try learn.fitOneCycle(epochs, maxLR: rate)
  for diagnosis in learn.diagnose() { print(diagnosis) }
  // experiment ends
  try learn.recorder.plotLosses().write(to: folder / "\(name).svg")
}

/// As the lesson tried to: few images, no augmentation, no dropout, no weight decay, many epochs.
private func overfit(_ bears: FilePath, _ folder: FilePath) throws {
  print("\ntoo-many: 15 epochs over few images, nothing that holds it back")
  try manualSeed(1)
  // overfit begins
  let data = try ImageDataBunch(
    fromFolder: bears, validFraction: 0.8, transforms: TransformPair(), size: 64, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, dropout: 0, metrics: [.errorRate])
  try learn.unfreeze()
  try learn.fitOneCycle(15, maxLR: 1e-3, weightDecay: 0)
  for diagnosis in learn.diagnose() { print(diagnosis) }
  // overfit ends
  try learn.recorder.plotLosses().write(to: folder / "too-many.svg")
}
