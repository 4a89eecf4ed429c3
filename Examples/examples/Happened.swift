import FastAI

/// The lesson's steps one by one, with the pictures that the lesson looks at.
func happened(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder, each: 60)
  // data begins
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  print(data.classes, data.c, data.trainDataset.count, data.validDataset.count)
  // data ends
  try data.showBatch(rows: 3, cellSize: 128).write(to: folder / "batch.png")
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate])
  // finder begins
  let finder = try learn.lrFind()
  print(finder.explanation)
  try finder.plot.write(to: folder / "finder.svg")
  // finder ends
  // fit begins
  try learn.fitOneCycle(4)
  // fit ends
  try learn.recorder.plotLR(showMomentums: true).write(to: folder / "schedule.svg")
}
