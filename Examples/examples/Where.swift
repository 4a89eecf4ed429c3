import FastAI

/// Where the disc is: two numbers from 0 to 1.
func whereIsIt(_ folder: FilePath) async throws {
  let discs = folder / "discs"
  try drawDiscs(in: discs)
  // numbers begins
  // No mirror images and no turns: they would move the disc and not its numbers.
  let still = getTransforms(doFlip: false, maxRotate: 0, maxZoom: 1, maxWarp: 0)
  let data = try ImageDataBunch(
    fromCSV: discs, labels: .numbers(["x", "y"]), transforms: still, size: 48, batchSize: 32)
  let learn = try cnnLearner(data, .resnet18, dropout: 0, metrics: [.mae])
  try learn.unfreeze()  // What a pooled feature says of places, the body must learn.
  try learn.fitOneCycle(8, maxLR: 3e-3)

  let predictions = try learn.getPreds()
  for row in 0..<3 { print(predictions.targetValues[row], "→", predictions.probabilities[row]) }
  // numbers ends
}

private func drawDiscs(in folder: FilePath) throws {
  try makeFolder(folder)
  var shapes = DrawnShapes()
  var table = "file,x,y\n"
  for index in 0..<240 {
    let x = Double.random(in: 0.15...0.85, using: &shapes.generator)
    let y = Double.random(in: 0.15...0.85, using: &shapes.generator)
    try shapes.picture(x: x, y: y).write(to: folder / "\(index).png")
    table += "\(index).png,\(x),\(y)\n"
  }
  try FileBytes.write(Array(table.utf8), to: folder / "labels.csv")
}
