import FastAI
import Foundation

/// Features of images, and the images whose features are most alike.
func similar(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: bears, transforms: TransformPair(), size: 64, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, callbacks: [])
  try learn.fitOneCycle(3, maxLR: 1e-2)
  try learn.unfreeze()
  try learn.fitOneCycle(3, maxLR: 1e-4...1e-3)
  // features begins
  guard let cnn = learn.model as? CNN, let valid = data.valid else { return }
  let network = Sequential(cnn.body, AdaptiveAvgPool2d(), Flatten())

  /// One row an image, `[N, F]`, each of length 1, so that a product of two rows is their cosine.
  func features(_ loader: ImageLoader) throws -> Tensor {
    network.eval()
    let rows = try withoutGrad { try loader.makeIterator().map { try network($0.x) } }
    let all = try Tensor.concatenated(rows)
    return try all / all.pow(2).sum(dimensions: 1, keepingDimensions: true).sqrt()
  }

  let known = try features(data.fix)
  let cosines = try features(valid).matmul(known.transposed())  // [asked, known]
  let (values, places) = try cosines.topK(4)
  // features ends

  // picture begins
  var cells: [ImageGrid.Cell] = []
  for asked in 0..<min(3, valid.itemCount) {
    cells.append(.init(try RGBImage(contentsOf: valid.paths[asked]).encoded(as: .png), title: "like this"))
    for rank in 0..<4 {
      let place = Int(try places[asked, rank].item())
      let image = try RGBImage(contentsOf: data.fix.paths[place])
      let cosine = String(format: "%.2f", try values[asked, rank].item())
      cells.append(.init(try image.encoded(as: .png), subtitle: cosine))
    }
  }
  try ImageGrid(columns: 5, cellSize: 110, cells: cells).picture().write(to: folder / "similar.png")
  // picture ends
  let first = try (0..<4).map { data.trainDataset.label(at: Int(try places[0, $0].item())) }
  print(data.validDataset.label(at: 0), "is most like", first)
}
