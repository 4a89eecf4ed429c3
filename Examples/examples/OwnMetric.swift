import FastAI

func ownMetric(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: bears, size: 64, batchSize: 16)
  // metrics begins
  // A mean over the images: how sure the network is of its first answer.
  let sureness = Metric("sureness") { outputs, _ in
    try outputs.softmax().max(dimension: -1).mean()
  }
  // From the confusion table of the whole epoch: real bears that were taken for teddies.
  let dangerous = Metric(
    "dangerous",
    confusion: { table in
      let wild = table.actualCounts[0] + table.actualCounts[1]
      return Double(table.counts[0][2] + table.counts[1][2]) / Double(wild)
    })
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate, sureness, dangerous])
  try learn.fitOneCycle(3, maxLR: 1e-2)
  // metrics ends
}
