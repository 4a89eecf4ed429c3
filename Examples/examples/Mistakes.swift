import FastAI

/// What the network is wrong about, and where it looks.
func mistakes(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder, each: 60)
  let data = try ImageDataBunch(fromFolder: bears, size: 160, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, callbacks: [])
  try learn.fitOneCycle(1, maxLR: 3e-3)
  // interpret begins
  let interp = try learn.interpret()
  for row in interp.confusionMatrix { print(row) }
  for pair in interp.mostConfused() { print(pair.actual, "taken for", pair.predicted, pair.count) }
  for image in interp.topLosses(3) { print(image.path, image.loss ?? 0) }
  try interp.plotTopLosses(6, heatmap: true).write(to: folder / "top-losses.png")
  try interp.plotConfusionMatrix().write(to: folder / "confusion.svg")
  // interpret ends
}
