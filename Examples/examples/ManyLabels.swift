import FastAI

/// Pictures with none, one or several of three shapes.
func manyLabels(_ folder: FilePath) async throws {
  let shapes = folder / "labels"
  try drawLabels(in: shapes)
  // labels begins
  let data = try ImageDataBunch(
    fromCSV: shapes, labels: .column("shapes", labelDelimiter: " "), transforms: TransformPair(), size: 48,
    batchSize: 32)
  let learn = try cnnLearner(
    data, .resnet18, metrics: [.accuracyThreshold(0.5), .fBetaOfItems()])
  try learn.fitOneCycle(4, maxLR: 1e-2)

  for result in try learn.showResults(rows: 2) {
    print(
      result.truth.isEmpty ? "nothing" : result.truth, "→", result.prediction.isEmpty ? "nothing" : result.prediction)
  }
  try learn.export(to: folder / "shapes.safetensors")
  // labels ends
}

private func drawLabels(in folder: FilePath) throws {
  try makeFolder(folder)
  var shapes = DrawnShapes()
  var table = "file,shapes\n"
  for index in 0..<240 {
    let names = ["cross", "disc", "square"].enumerated().filter { index >> $0.offset & 1 == 1 }.map(\.1)
    try shapes.picture(of: names).write(to: folder / "\(index).png")
    table += "\(index).png,\(names.joined(separator: " "))\n"
  }
  try FileBytes.write(Array(table.utf8), to: folder / "labels.csv")
}
