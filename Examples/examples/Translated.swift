import FastAI
import Foundation

/// Every name of the two notebooks in Swift: the table *Coming from fastai* shows only what stands here.
func translated(_ folder: FilePath) async throws {
  let bears = try drawBears(in: folder)
  try await files(bears, folder)
  let (data, learn) = try training(bears)
  try looking(data, learn, folder)
  try await predicting(bears, learn, folder)
  try tensors()
  print("every name was called")
}

private func files(_ bears: FilePath, _ folder: FilePath) async throws {
  let path = folder / "collected"
  let url = "file://" + FileManager.default.currentDirectoryPath + "/" + (bears / "black" / "0.jpg").string
  try Data("\(url)\n".utf8).write(to: URL(filePath: (folder / "urls_black.txt").string))
  let file = folder / "urls_black.txt", dest = path / "black"
  try makeFolder(dest)
  try await downloadImages(listedIn: file, to: dest, maxPics: 200)
  try await downloadImages(listedIn: file, to: dest, maxPics: 20, workers: 0)
  try await verifyImages(in: path, onFailure: .delete)
}

private func training(_ path: FilePath) throws -> (ImageDataBunch, Learner) {
  let data = try ImageDataBunch(
    fromFolder: path, split: .random, validFraction: 0.2, seed: 42, transforms: getTransforms(), size: 64,
    batchSize: 16, workers: 4
  ).normalize(.imagenet)
  print(data.classes, data.c, data.trainDataset.count, data.validDataset.count)
  let learn = try cnnLearner(data, .resnet18, metrics: [.errorRate], callbacks: [])
  try learn.fitOneCycle(1)
  try learn.save("stage-1")
  try learn.load("stage-1")
  try learn.freeze()
  try learn.unfreeze()
  let finder = try learn.lrFind(startLR: 1e-5, endLR: 1, iterations: 20)
  try finder.plot.write(to: path / "lr.svg")
  try learn.fitOneCycle(1, maxLR: 3e-5...3e-4)
  try learn.fitOneCycle(1, maxLR: .slice(3e-5, 3e-4))
  return (data, learn)
}

private func looking(_ data: ImageDataBunch, _ learn: Learner, _ path: FilePath) throws {
  try data.showBatch(rows: 3).write(to: path / "batch.png")
  let still = getTransforms(doFlip: false, maxRotate: 0, maxZoom: 1, maxLighting: 0, maxWarp: 0)
  print(still.train.list.count, "transform is left")
  try learn.recorder.plotLosses().write(to: path / "losses.svg")
  print(learn.recorder.validLosses.count, "validation losses")
}

private func predicting(_ bears: FilePath, _ learn: Learner, _ path: FilePath) async throws {
  let img = try RGBImage(contentsOf: bears / "black" / "1.jpg")
  print(img.width > 0)
  try learn.export(to: path / "bears.safetensors")
  let classifier = try Classifier(contentsOf: path / "bears.safetensors")
  let prediction = try await classifier.predict(bears / "black" / "1.jpg")
  print(prediction.label.isEmpty, prediction.all.count)
  print(try loadLearner(path / "bears.safetensors").data.classes)
}

private func tensors() throws {
  let n = 100
  let x = try Tensor.ones(n, 2)
  try x[.all, 0].fillUniform(-1...1)
  print(try x[..<5].shape)
  var a = try tensor(3, 2)
  let y = try x.matmul(a) + Tensor.rand(n)
  a = try tensor(-1, 1).requiringGrad()
  let loss = try mse(x.matmul(a), y)
  try loss.backward()
  let lr = 0.1
  try withoutGrad {
    try a -= lr * a.grad
    try a.zeroGrad()
  }
  let (b, rows) = (try Tensor.rand(2), try x.unbound())
  print(try Tensor.stacked(rows).permuted(1, 0).flattened().shape, try Tensor.concatenated(rows).count)
  print(try (a .== b).to(.float32).argmax(dimension: -1).item(), x.shape)
  print(a.dtype, try a.argmax().item(), try a.detached().scalars(as: Float.self).count)
}
