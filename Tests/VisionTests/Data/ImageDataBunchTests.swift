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
    try #require(throws: LearnerError.self) { try ImageDataBunch(fromFolder: folder, split: split, size: 32) }
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

  @Test("a text file named .jpg is refused by its path before training begins")
  func textFile() throws {
    try withDataSet { folder in
      let path = folder.appending("class0/note.jpg")
      try Data("not an image".utf8).write(to: URL(filePath: path.string))
      let wrong = try error(folder)
      #expect(wrong.code == .data && wrong.message.contains(path.string) && wrong.remedy?.contains("verify") == true)
      try Data().write(to: URL(filePath: folder.appending("class1/empty.png").string))
      #expect(try error(folder).message.contains("and 1 more"))
    }
  }

  @Test("other files, hidden files and folders, and the models folder are left out; suffixes do not matter")
  func leavesOut() throws {
    try withDataSet(counts: [4, 4]) { folder in
      for name in ["models", ".hidden", "class2"] { try make(folder.appending(name)) }
      let image = folder.appending("class0/000.png").string
      for name in ["models/a.png", ".hidden/a.png", "class0/.hidden.png", "class0/no suffix", "loose.png"] {
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

  @Test("classes are sorted, nested images count, and the description says what there is")
  func describes() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder.appending("b/deeper"), counts: [2])
      try drawDataSet(in: folder.appending("Zebra"), counts: [3])
      try drawDataSet(in: folder.appending("10"), counts: [3])
      try drawDataSet(in: folder.appending("9"), counts: [4])
      let data = try smallBunch(folder)
      #expect(data.classes == ["10", "9", "Zebra", "b"])
      #expect(
        data.description.contains("9 for training, 3 for validation, size 32, batches of 4; 10 3, 9 4, Zebra 3, b 2"))
    }
  }

  @Test("settings out of range are usage errors")
  func settings() throws {
    try withDataSet(counts: [4, 4]) { folder in
      func wrong(_ fraction: Double = 0.2, size: Int = 32, batchSize: Int = 4) throws -> LearnerError.Code? {
        try #require(throws: LearnerError.self) {
          try ImageDataBunch(fromFolder: folder, validFraction: fraction, size: size, batchSize: batchSize)
        }.code
      }
      for fraction in [-0.1, 1, 1.5, .nan] { #expect(try wrong(fraction) == .usage) }
      #expect(try wrong(size: 0) == .usage)
      #expect(try wrong(batchSize: 0) == .usage)
      #expect(
        try #require(throws: LearnerError.self) { try smallBunch(folder, validFraction: 0.99) }.code == .data)
      let data = try ImageDataBunch(fromFolder: folder, split: .random, size: 32, batchSize: 64)
      #expect(data.train.batchCount == 1 && data.train.batchSize == 7)
    }
  }
}
