import Catalog
import Foundation
import Images
import SystemPackage
import Testing
import Torch
import Training

@testable import Vision

@Suite("Judging for the cleaner, and training after it", .serialized)
struct RetrainingTests {
  private func model(_ folder: FilePath) throws -> FilePath {
    let data = try ImageDataBunch(fromFolder: folder, validFraction: 0.25, size: 32, batchSize: 4, loading: .quiet)
    let path = folder.appending("model.safetensors")
    try manualSeed(3)
    try cnnLearner(data, .resnet18, weights: .random, hidden: [16], callbacks: [], device: .cpu).export(to: path)
    return path
  }

  @Test("every picture is judged out of fold; judgements are kept, and made anew when a file has changed")
  func judging() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let catalog = try Catalog(dataset: folder)
      let judging = try ImageJudging(model: try model(folder), keptIn: folder)
      let images = try ImageJudging.images(of: catalog)
      var told = 0
      func judge() throws -> [ImageJudgement] {
        try judging.judge(ImageJudging.images(of: catalog)) { _, _ in
          told += 1
          return true
        }
      }
      let judgements = try judge()
      #expect(told > 0 && Set(judgements.map(\.path)) == Set(images.map(\.path)))
      #expect(judgements.allSatisfy { $0.suspicion != nil && abs($0.probabilities.reduce(0, +) - 1) < 1e-4 })
      let parts = Dictionary(uniqueKeysWithValues: images.map { ($0.path, $0.part) })
      #expect(judgements.allSatisfy { parts[$0.path] == $0.part })
      told = 0
      #expect(try judge() == judgements && told == 0)
      try catalog.apply([.quarantine("class0/001.png")])
      #expect(try judge() == judgements && told == 0)
      try stripes(77).write(to: folder.appending("class1/001.png"))
      #expect(try judge().count == 16 && told > 0)
      try truncate(folder.appending("class1/002.png"))
      #expect(try judge().count == 15)
    }
  }

  @Test("the parts are those of training, and stay when pictures are deleted")
  func parts() throws {
    try withDataSet(counts: [12, 12]) { folder in
      let data = try ImageDataBunch(fromFolder: folder, validFraction: 0.25, size: 32, batchSize: 4, loading: .quiet)
      let valid = Set(data.validDataset.paths.map { $0.components.suffix(2).map(\.string).joined(separator: "/") })
      let catalog = try Catalog(dataset: folder)
      let images = try ImageJudging.images(of: catalog, validFraction: 0.25)
      #expect(Set(images.filter { $0.part == .valid }.map(\.path)) == valid && images.count == 24)
      try catalog.apply(images.prefix(9).map { .quarantine(FilePath($0.path)) })
      let after = try ImageJudging.images(of: catalog, validFraction: 0.25)
      #expect(after.map(\.part) == images.map(\.part) && after.map(\.path) == images.map(\.path))
      #expect(after[0].file.string.contains("quarantine"))
    }
  }

  @Test("the comparison is of the same validation pictures, and mended labels lower the error rate")
  func retraining() async throws {
    try await withDataSet(counts: [16, 16]) { folder in
      let model = try model(folder)
      let wrong = (0..<6).map { String(format: "%03d.png", $0 * 2) }
      for name in wrong {  // pictures of class 0 in the folder of class 1
        try FileManager.default.moveItem(
          atPath: folder.appending("class0/\(name)").string, toPath: folder.appending("class1/x\(name)").string)
      }
      let catalog = try Catalog(dataset: folder)
      let split = SplitRule.function { path in ["013.png", "015.png", "011.png"].contains(path.lastComponent?.string) }
      let judging = try ImageJudging(model: model, keptIn: folder.appending(".fastai"))
      let images = try ImageJudging.images(of: catalog, split: split)
      let session = try CleaningSession(catalog, classes: judging.classes, try judging.judge(images))
      try await session.act(.relabel("class0"), on: session.images(.init(nameContains: "/x")))
      let output = folder.appending("models/new.safetensors")
      var told: [Double] = []
      let result = try await Retrainer(model: model, session, epochs: 8).run(output: output) { share, _ in
        told.append(share)
        return true
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(".fastai").string)
      #expect(names.count { $0.hasPrefix("features-") } == 1, "what the images were judged by")
      #expect(result.after.count == 6 && result.before.count == 6 && result.opened.count == 6)
      #expect(result.trainBefore == 26 && result.trainAfter == 26)
      #expect(result.before.errors - result.after.errors == result.mended - result.spoiled)
      #expect(result.after.errors <= result.before.errors)
      #expect(told == told.sorted() && told.count > 3)
      #expect(try Classifier(contentsOf: output).classes == ["class0", "class1"])
      let stopped = await Retrainer(model: model, session)
      #expect(throws: CancellationError.self) { try stopped.run(output: output) { _, _ in false } }
    }
  }

  /// Computed by hand from the formula: 7.5 mended, 2.5 spoiled of 102: −5 / 102 ± 1.95996 · √(10 − 25 / 102) / 102.
  @Test("the interval of the change is that of Agresti and Min")
  func interval() {
    let change = Retraining.change(mended: 7, spoiled: 2, of: 100)
    #expect(abs(change.lowerBound + 0.109035) < 1e-5 && abs(change.upperBound - 0.010995) < 1e-5)
    #expect(Retraining.change(mended: 0, spoiled: 0, of: 0).contains(0))
  }
}
