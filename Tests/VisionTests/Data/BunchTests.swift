import Foundation
import Images
import Plots
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Parts, normalisation and checks of a data bunch")
struct BunchTests {
  @Test("fix goes through the training images in order, as validation sees images; parts without images are nil")
  func parts() throws {
    try withDataSet(counts: [7, 6]) { folder in
      let data = try smallBunch(folder, loading: .with { $0.validBatchSize = 2 })
      #expect(
        data.loader(.train) === data.train && data.loader(.valid) === data.valid && data.loader(.fix) === data.fix)
      #expect(data.loader(.test) == nil && data.loader(.single) == nil && DatasetPart.allCases.count == 5)
      #expect(data.fix.flatMap(\.indices) == Array(0..<10) && data.fix.paths == data.trainDataset.paths)
      #expect(data.fix.map(\.count) == [2, 2, 2, 2, 2] && data.valid?.map(\.count) == [2, 1])
      #expect(data.batchSize == 4 && data.validBatchSize == 2 && data.trainDataset.count == 10)
      let plain = try smallBunch(folder, transforms: TransformPair())
      let byPath = { (loader: ImageLoader) in
        Dictionary(
          uniqueKeysWithValues: try loader.flatMap { batch in
            try batch.indices.enumerated().map { ($1, try batch.x[$0].scalars(as: Float.self)) }
          })
      }
      let (train, fix) = (try byPath(plain.train), try byPath(data.fix))
      for (index, pixels) in train { #expect(fix[index] == pixels) }
      #expect(try data.fix.map { try $0.x.scalars() } == data.fix.map { try $0.x.scalars() }, "the same in each pass")
      let passed = data.train.passes
      _ = try data.oneBatch()
      #expect(data.train.passes == passed)
      #expect(try data.oneBatch().x.scalars() == #require(data.train.makeIterator().next()).x.scalars())
    }
  }

  @Test("the batch size can be set later, for every part: from 1 to the images that there are")
  func settingTheBatchSize() throws {
    try withDataSet(counts: [7, 6]) { folder in
      let data = try smallBunch(folder, loading: .with { $0.validBatchSize = 1 })
      let underWay = data.train.makeIterator()
      data.batchSize = 2
      #expect(underWay.next()?.count == 4, "a pass that has begun keeps its batches")
      #expect(data.train.map(\.count) == [2, 2, 2, 2, 2] && data.valid?.map(\.count) == [2, 1])
      #expect(data.fix.map(\.count) == [2, 2, 2, 2, 2])
      #expect(try data.oversampled().batchSize == 2)
      data.batchSize = 100
      #expect(data.batchSize == 10 && data.validBatchSize == 3 && data.train.map(\.count) == [10])
      data.batchSize = 0
      #expect(data.batchSize == 1 && data.setSingle(data.train.paths[0]).map(\.count) == [1])
    }
  }

  @Test("a pass can be taken up in the middle, and be made again")
  func repeats() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let train = try smallBunch(folder, validFraction: 0).train
      let first = try train.map { try $0.x.scalars() }
      let second = try train.map { try $0.x.scalars() }
      #expect(first != second && train.passes == 2)
      train.passes = 1
      #expect(try IteratorSequence(train.makeIterator(from: 2)).map { try $0.x.scalars() } == Array(second[2...]))
      #expect(train.passes == 2)
    }
  }

  @Test("statistics are ImageNet's, given, or measured over one batch; saying them twice is refused")
  func normalization() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let data = try smallBunch(folder, transforms: TransformPair())
      #expect(data.normalization == .imagenet)
      let pixels = try data.denormalize(data.oneBatch(.fix).x)
      let own = Normalization(mean: [0.1, 0.2, 0.3], std: [0.5, 0.4, 0.25])
      #expect(try data.normalize(own) === data && data.normalization == own)
      let normalized = try data.oneBatch(.fix).x
      #expect(difference(try data.denormalize(normalized).scalars(), try pixels.scalars(), absolute: 1e-5) == nil)
      let channel = try (pixels[.all, 1] - 0.2) / 0.4
      #expect(difference(try normalized[.all, 1].scalars(), try channel.scalars(), absolute: 1e-5) == nil)
      #expect(try #require(throws: LearnerError.self) { try data.normalize() }.message.contains("normalized already"))
      let given = try ImageDataBunch(fromFolder: folder, size: 32, normalization: .imagenet, loading: .quiet)
      #expect(throws: LearnerError.self) { try given.normalize(.imagenet) }

      let measured = try smallBunch(folder).normalize()
      let x = try measured.oneBatch().x
      for place in 0..<3 {
        let values: [Float] = try x[.all, place].scalars()
        let mean = values.reduce(0, +) / Float(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count - 1)
        #expect(abs(mean) < 1e-4 && abs(variance - 1) < 1e-3)
      }
    }
  }

  @Test("CIFAR's and MNIST's statistics are fastai's")
  func otherStatistics() {
    #expect(Normalization.cifar == Normalization(mean: [0.491, 0.482, 0.447], std: [0.247, 0.243, 0.261]))
    #expect(Set(Normalization.mnist.mean) == [0.131] && Set(Normalization.mnist.std) == [0.308])
    #expect(Normalization.mnist.mean.count == 3 && Normalization.mnist.std.count == 3)
  }

  @Test("show_batch draws rows by rows images of the next training batch, as SVG and PNG, with their classes")
  func shows() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let data = try smallBunch(folder)
      let picture = try data.showBatch(rows: 2)
      #expect(picture.svg.components(separatedBy: "<image").count == 5)
      #expect(picture.svg.contains("class0") || picture.svg.contains("class1"))
      for name in ["batch.svg", "batch.png"] { try picture.write(to: folder.appending(name)) }
      #expect(try RGBImage(contentsOf: folder.appending("batch.png")).width == picture.width)
      #expect(try data.showBatch(rows: 9, part: .valid).svg.components(separatedBy: "<image").count == 5)
      #expect(throws: LearnerError.self) { try data.showBatch(part: .test) }
      let image = try #require(try data.images(of: data.oneBatch(.fix)).first)
      let want = try RGBImage(contentsOf: data.trainDataset[0].path, resized: .crop(width: 32, height: 32))
      #expect(image.width == 32 && want.width >= 32)
    }
  }

  @Test("class weights are scikit-learn's, and oversampling shows every class as often, each image evenly")
  func balance() throws {
    try withDataSet(counts: [9, 2, 4]) { folder in
      let data = try ImageDataBunch(
        fromFolder: folder, split: .none, size: 32, batchSize: 3,
        loading: .with { $0.dropsLast = false })
      #expect(difference(data.classWeights, [15.0 / 27, 15.0 / 6, 15.0 / 12], absolute: 1e-6) == nil)
      let balanced = try data.oversampled()
      #expect(balanced.train.batchCount == 9 && balanced.train.itemCount == 15 && balanced.fix.itemCount == 15)
      for _ in 0..<2 {
        let batches = Array(balanced.train)
        let seen = Dictionary(grouping: batches.flatMap(\.indices), by: { $0 }).mapValues(\.count)
        let labels = balanced.trainDataset.items.map(\.label)
        let byClass = (0..<3).map { label in seen.filter { labels[$0.key] == label }.values.sorted() }
        #expect(byClass == [Array(repeating: 1, count: 9), [4, 5], [2, 2, 2, 3]])
        let views = try batches.flatMap { batch in
          try batch.indices.indices.filter { labels[batch.indices[$0]] == 1 }.map {
            try batch.x[$0].scalars(as: Float.self)
          }
        }
        #expect(Set(views).count == views.count, "each time augmented otherwise")
      }
      #expect(balanced.description.contains("oversampled to 27"))
      let numbers = try ImageDataBunch(
        fromLists: folder, files: ["class0/000.png", "class0/001.png"], labels: [.numbers([1]), .numbers([2])],
        split: .none, size: 32, loading: .quiet)
      #expect(throws: LearnerError.self) { try numbers.oversampled() }
    }
  }

  // MARK: Checks

  private func kinds(_ folder: FilePath, _ split: SplitRule = .stable) throws -> Set<DataWarning.Kind> {
    let warnings = Warnings()
    let data = try ImageDataBunch(
      fromFolder: folder, split: split, size: 32, batchSize: 4, loading: .with { $0.warn = { warnings.add($0) } })
    #expect(data.warnings == warnings.all, "each once")
    return Set(warnings.kinds)
  }

  @Test("the same images on both sides are refused, copies of some are told of")
  func leaks() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder.appending("train"), counts: [4, 4])
      try FileManager.default.copyItem(
        atPath: folder.appending("train").string, toPath: folder.appending("valid").string)
      let same = try #require(throws: LearnerError.self) { try kinds(folder, .folder) }
      #expect(same.message.contains("copies of training images"))
      try stripes(999).write(to: folder.appending("valid/class0/new.png"))
      let warnings = Warnings()
      _ = try ImageDataBunch(
        fromFolder: folder, split: .folder, size: 32, loading: .with { $0.warn = { warnings.add($0) } })
      let leak = try #require(warnings.all.first { $0.kind == .duplicatesAcrossSplit })
      #expect(leak.paths.count == 8 && leak.message.contains("8 of 9"))
      let all = try ImageList(in: folder.appending("train")).labelled(by: .folder)
      #expect(throws: LearnerError.self) {
        try all.split(.indices(train: [0, 1, 2, 7], valid: [2, 3])).bunch(size: 32, loading: .quiet)
      }
      let twice = try ImageList(
        path: folder, files: ["train/class0/000.png", "./train/class0/000.png", "train/class1/000.png"]
      )
      .labelled(by: .parentFolder).split(.indices(valid: [1]))
      #expect(throws: LearnerError.self) { try twice.bunch(size: 32, loading: .quiet) }
    }
  }

  @Test("few validation images, tiny, missing and suspicious classes, imbalance and odd batch sizes are told of")
  func warnings() throws {
    try withDataSet(counts: [40, 2]) { folder in
      let some = try kinds(folder)
      #expect(some.isSuperset(of: [.fewValidationImages, .fewImages, .imbalance]))
      #expect(!some.contains(.suspiciousClass) && !some.contains(.duplicatesAcrossSplit))
      try FileManager.default.moveItem(
        atPath: folder.appending("class1").string, toPath: folder.appending("test").string)
      #expect(try kinds(folder).contains(.suspiciousClass))
      let quiet = try ImageDataBunch(fromFolder: folder, size: 32, batchSize: 64, loading: .with { $0.checks = false })
      #expect(quiet.warnings.isEmpty)
    }
  }

  @Test("a healthy data set makes no warning")
  func healthy() throws {
    try withTemporaryFolder { folder in
      for label in 0..<2 {
        let place = folder.appending("class\(label)")
        try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
        for number in 0..<130 {
          let pixels = (0..<64).flatMap { _ in [UInt8(number), UInt8(label * 90), UInt8(number / 2)] }
          try RGBImage(width: 8, height: 8, pixels: pixels).write(to: place.appending("\(number).png"))
        }
      }
      let data = try ImageDataBunch(fromFolder: folder, validFraction: 0.5, size: 32, loading: .quiet)
      #expect(data.warnings.isEmpty, "\(data.warnings)")
      #expect(data.validDataset.count >= 100)
    }
  }
}
