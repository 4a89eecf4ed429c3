import FastAI

/// How large a disc is, in tenths of the side: a number from a picture.
func howLarge(_ folder: FilePath) async throws {
  let discs = folder / "discs"
  try drawDiscs(in: discs)
  // numbers begins
  // No zoom: it would change the disc's size and not its number.
  let still = getTransforms(maxZoom: 1, maxWarp: 0)
  let data = try ImageDataBunch(
    fromCSV: discs, labels: .numbers(["radius"]), transforms: still, size: 48, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, dropout: 0, metrics: [.mae, .r2])
  try learn.unfreeze()
  try learn.fitOneCycle(8, maxLR: 3e-3)

  let predictions = try learn.getPreds()
  for row in 0..<3 { print(predictions.targetValues[row], "→", predictions.probabilities[row]) }
  // numbers ends
}

private func drawDiscs(in folder: FilePath) throws {
  try makeFolder(folder)
  var shapes = DrawnShapes()
  var table = "file,radius\n"
  for index in 0..<240 {
    let radius = Double.random(in: 0.05...0.3, using: &shapes.generator)
    try shapes.disc(radius: radius).write(to: folder / "\(index).png")
    table += "\(index).png,\(radius * 10)\n"
  }
  try FileBytes.write(Array(table.utf8), to: folder / "labels.csv")
}
