import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Training

@testable import Vision

@Suite("Image data bunches")
struct ImageDataBunchTests {
  private func error(_ folder: FilePath, _ split: SplitRule = .stable) throws -> LearnerError {
    try #require(throws: LearnerError.self) {
      try ImageDataBunch(fromFolder: folder, split: split, size: 32, loading: .quiet)
    }
  }

  private func make(_ folder: FilePath) throws {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  }

  @Test("a missing folder, an empty one and a single class are errors that name the folder and say what to do")
  func wrongFolders() throws {
    try withTemporaryFolder { folder in
      for wrong in [try error(folder), try error(folder.appending("missing"))] {
        #expect(wrong.code == .data && wrong.remedy != nil && wrong.message.contains(folder.string))
      }
      try drawDataSet(in: folder, counts: [3])
      try make(folder.appending("empty"))
      let single = try error(folder)
      #expect(single.message.contains("only one class") && single.message.contains("class0") && single.remedy != nil)
      #expect(try error(folder, .folder).message.contains("train"))
    }
  }

  @Test("text files named .jpg are left out with a warning that names them; many are refused before training begins")
  func textFiles() throws {
    try withDataSet(counts: [10, 10]) { folder in
      let paths = [folder.appending("class0/note.jpg"), folder.appending("class1/empty.png")]
      try Data("not an image".utf8).write(to: URL(filePath: paths[0].string))
      let data = try smallBunch(folder)
      let warning = try #require(data.warnings.first { $0.kind == .brokenImages })
      #expect(warning.paths == [paths[0]] && warning.message.contains("1 of 21"))
      #expect(data.train.itemCount + data.validDataset.count == 20)
      try Data().write(to: URL(filePath: paths[1].string))
      let wrong = try error(folder)
      #expect(wrong.code == .data && wrong.remedy?.contains("verify") == true && wrong.message.contains("2 of 22"))
      for path in paths { #expect(wrong.message.contains(path.string)) }
    }
  }

  @Test("other files, hidden files and folders, and the models folder are left out; suffixes do not matter")
  func leavesOut() throws {
    try withDataSet(counts: [4, 4]) { folder in
      for name in ["models", ".hidden", "class2", "class1/.ipynb_checkpoints"] { try make(folder.appending(name)) }
      let image = folder.appending("class0/000.png").string
      for name in [
        "models/a.png", ".hidden/a.png", "class1/.ipynb_checkpoints/a.png", "class0/.hidden.png", "class0/no suffix",
        "loose.png",
      ] {
        try FileManager.default.copyItem(atPath: image, toPath: folder.appending(name).string)
      }
      for name in ["class0/notes.txt", "class0/cleaned.csv"] {
        try Data("text".utf8).write(to: URL(filePath: folder.appending(name).string))
      }
      let data = try smallBunch(folder, validFraction: 0)
      #expect(data.classes == ["class0", "class1"])
      #expect(data.train.itemCount == 9 && data.valid == nil)
      #expect(data.train.items.contains { $0.path.lastComponent == "no suffix" })
    }
  }

  private func counts(_ data: ImageDataset) -> [Int] {
    data.vocabulary.classes.indices.map { label in data.count { $0.label == label } }
  }

  @Test("classes are sorted, nested images count, and the description says what there is")
  func describes() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder.appending("b/deeper"), counts: [2])
      try drawDataSet(in: folder.appending("Zebra"), counts: [3], from: 20)
      try drawDataSet(in: folder.appending("10"), counts: [3], from: 40)
      try drawDataSet(in: folder.appending("9"), counts: [4], from: 60)
      let data = try smallBunch(folder)
      #expect(data.classes == ["10", "9", "Zebra", "b"])
      #expect(
        data.description == """
          ImageDataBunch of \(folder): 4 classes, size 32, batches of 4, ImageNet's mean and deviation
            training: 9 images (10 \(counts(data.trainDataset)[0]), 9 \(counts(data.trainDataset)[1]), \
          Zebra \(counts(data.trainDataset)[2]), b \(counts(data.trainDataset)[3])), 2 batches, 1 images left over each pass
            validation: 3 images (10 \(counts(data.validDataset)[0]), 9 \(counts(data.validDataset)[1]), \
          Zebra \(counts(data.validDataset)[2]), b \(counts(data.validDataset)[3])), 1 batches
            split: random, seed 42
          \(data.warnings.map { "  warning: \($0)" }.joined(separator: "\n"))
          """)
    }
  }

  @Test("settings out of range are usage errors")
  func settings() throws {
    try withDataSet(counts: [4, 4]) { folder in
      func wrong(_ fraction: Double = 0.2, size: Int = 32, batchSize: Int = 4) throws -> LearnerError.Code? {
        try #require(throws: LearnerError.self) {
          try ImageDataBunch(
            fromFolder: folder, validFraction: fraction, size: ImageSize(size), batchSize: batchSize, loading: .quiet)
        }.code
      }
      for fraction in [-0.1, 1, 1.5, .nan] { #expect(try wrong(fraction) == .usage) }
      #expect(try wrong(size: 0) == .usage)
      #expect(try wrong(batchSize: 0) == .usage)
      #expect(
        try #require(throws: LearnerError.self) { try smallBunch(folder, validFraction: 0.99) }.code == .data)
      let data = try ImageDataBunch(fromFolder: folder, split: .random, size: 32, batchSize: 64, loading: .quiet)
      #expect(data.train.batchCount == 1 && data.train.batchSize == 7)
    }
  }
}
