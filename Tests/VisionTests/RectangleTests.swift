import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Pictures that are no squares")
struct RectangleTests {
  private let size = ImageSize(height: 32, width: 56)

  private func bunch(_ folder: FilePath, _ method: ResizeMethod = .crop) throws -> ImageDataBunch {
    try ImageDataBunch(
      fromFolder: folder, split: .random, validFraction: 0.4, seed: 42, transforms: getTransforms().with(method),
      size: size, batchSize: 4, loading: .quiet)
  }

  @Test("sizes read as they are written, height first")
  func text() {
    #expect(ImageSize("224") == 224 && ImageSize("160x240") == ImageSize(height: 160, width: 240))
    for size in [ImageSize(7), ImageSize(height: 1, width: 2)] { #expect(ImageSize("\(size)") == size) }
    for text in ["", "x", "1x", "x1", "1x2x3", "a", "1 x 2", "1X2"] { #expect(ImageSize(text) == nil, "\(text)") }
  }

  @Test("sides are rounded to a multiple as fastai rounds them: int(x / mult + 0.5) · mult")
  func multiples() {
    let sides = [224: 224, 239: 224, 240: 256, 300: 288, 304: 320, 20: 32]
    for (side, wanted) in sides { #expect(ImageSize(side).rounded(toMultipleOf: 32) == ImageSize(wanted), "\(side)") }
    #expect(ImageSize(height: 100, width: 190).rounded(toMultipleOf: 64) == ImageSize(height: 128, width: 192))
    #expect(ImageSize(5).rounded(toMultipleOf: 32) == 32, "never nothing")
    #expect(ImageSize(7).rounded(toMultipleOf: 1) == 7 && ImageSize(7).rounded(toMultipleOf: 0) == 7)
  }

  @Test(
    "batches have rows and columns as asked for, by every way to resize", arguments: [ResizeMethod.crop, .pad, .squish])
  func batches(method: ResizeMethod) throws {
    try withDataSet(counts: [6, 6]) { folder in
      let data = try bunch(folder, method)
      for loader in [data.train, data.fix, data.valid] {
        for batch in try #require(loader) { #expect(try batch.x.shape == [batch.paths.count, 3, 32, 56]) }
      }
      for view in try data.ttaLoaders(of: .valid, scale: 1.35) {
        let loader = try #require(view as? ImageLoader)
        for batch in loader { #expect(try batch.x.shape.suffix(2) == [32, 56]) }
      }
      #expect("\(data)".contains("size 32x56"))
    }
  }

  @Test("a large photo is decoded at about the size that the rectangle needs")
  func shrinks() {
    let settings = ImageLoader.Settings(size: size, transforms: Transforms(), normalization: .imagenet)
    let decoded = settings.resizeRule.targetSize(width: 4000, height: 3000)
    #expect(decoded.width == 112 && decoded.height == 84)
  }

  @Test("a classifier read from the file gives the learner's probabilities, and explains in rows and columns")
  func classifies() async throws {
    try await withDataSet(counts: [6, 5]) { folder in
      let model = folder.appending("m.safetensors")
      let (expected, paths) = try trained(folder, exportingTo: model)
      let classifier = try Classifier(contentsOf: model)
      #expect(classifier.description.size == size)
      guard case .kernels = try InferenceEngine(ModelFile(contentsOf: model), threads: 1, batchSize: 1) else {
        Issue.record("not run by the kernels")
        return
      }
      for (path, want) in zip(paths, expected) {
        let prediction = try await classifier.predict(path)
        let got = classifier.classes.map { name in prediction.all.first { $0.label == name }?.probability ?? .nan }
        #expect(difference(got, want, absolute: 1e-5) == nil)
      }
      let seen = try await GradCAM(contentsOf: model)(paths[0])
      #expect(seen.image.width == 56 && seen.image.height == 32)
    }
  }

  /// Synchronous, because tensors do not cross tasks.
  private func trained(_ folder: FilePath, exportingTo model: FilePath) throws -> ([[Float]], [FilePath]) {
    let data = try bunch(folder)
    let learn = try cnnLearner(
      data, .resnet18, weights: .random, hidden: [16], metrics: [.errorRate], callbacks: [], device: .cpu)
    try learn.fitOneCycle(1)
    try learn.export(to: model)
    return (try learn.getPreds().probabilities, try #require(data.valid).items.map(\.path))
  }
}

extension TransformPair {
  fileprivate func with(_ method: ResizeMethod) -> TransformPair {
    var pair = self
    pair.train.resizeMethod = method
    pair.valid.resizeMethod = method
    return pair
  }
}
