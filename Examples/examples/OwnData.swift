import FastAI
import Foundation

/// Pictures in one folder, and a table with their names, classes and sides.
func ownData(_ folder: FilePath) async throws {
  try drawTable(in: folder / "shapes")
  let shapes = folder / "shapes"
  // data begins
  let data = try ImageDataBunch(
    fromCSV: shapes, csv: "labels.csv", folder: "pictures", fileColumn: "file", labels: .column("shape"),
    transforms: getTransforms(), size: 48, batchSize: 16)
  print(data.classes, data.c, data.trainDataset.count, data.validDataset.count)
  try data.showBatch(rows: 3, cellSize: 96).write(to: folder / "batch.png")
  // data ends

  // block begins
  let listed = try ImageList(path: shapes, csv: "labels.csv", folder: "pictures", fileColumn: "file")
  let same = try ImageDataBunch(
    listed.labelled(by: .column("shape")).split(.column("side")), transforms: getTransforms(), size: 48, batchSize: 16)
  print(same.split.rule, same.trainDataset.count, same.validDataset.count)
  // block ends
}

private func drawTable(in folder: FilePath) throws {
  try makeFolder(folder / "pictures")
  var shapes = DrawnShapes()
  var table = "file,shape,side\n"
  for index in 0..<60 {
    let name = ["cross", "disc", "square"][index % 3]
    try shapes.picture(of: [name]).write(to: folder / "pictures" / "\(index).png")
    table += "\(index).png,\(name),\(index % 5 == 0 ? "valid" : "train")\n"
  }
  try FileBytes.write(Array(table.utf8), to: folder / "labels.csv")
}
