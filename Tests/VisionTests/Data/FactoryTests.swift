import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("fastai's factories")
struct FactoryTests {
  private func write(_ text: String, to path: FilePath) throws {
    try Data(text.utf8).write(to: URL(filePath: path.string))
  }

  private func names(_ data: ImageDataset) -> Set<String> {
    Set(data.paths.map { $0.components.suffix(2).map(\.string).joined(separator: "/") })
  }

  @Test("fromFolder with train, valid and test folders, labelled or not, and with the same folders pooled")
  func folders() throws {
    try withTemporaryFolder { folder in
      for (place, (part, counts)) in [("train", [6, 5]), ("valid", [2, 3]), ("test", [1, 1])].enumerated() {
        try drawDataSet(in: folder.appending(part), counts: counts, from: place * 20)
      }
      let data = try ImageDataBunch(
        fromFolder: folder, test: "test", split: .folder, size: 32, batchSize: 4, loading: .quiet)
      #expect(data.classes == ["class0", "class1"] && data.c == 2)
      #expect(data.trainDataset.classCounts == [6, 5] && data.validDataset.classCounts == [2, 3])
      #expect(data.testDataset.items.map(\.label) == [0, 1])
      let pooled = try ImageDataBunch(
        fromFolder: folder, test: "test", split: .random, size: 32, batchSize: 4, loading: .quiet)
      #expect(pooled.classes == data.classes && pooled.trainDataset.count == 13 && pooled.validDataset.count == 3)
      #expect(pooled.testDataset.count == 2)

      let loose = folder.appending("loose")
      try stripes(5).write(to: folder.appending("loose.png"))
      try FileManager.default.createDirectory(atPath: loose.string, withIntermediateDirectories: true)
      try stripes(6).write(to: loose.appending("unknown.png"))
      let other = try ImageDataBunch(
        fromFolder: folder, test: "loose", split: .folder(train: "train", valid: "test"), size: 32, loading: .quiet)
      #expect(other.validDataset.count == 2 && other.testDataset.items.map(\.target) == [.unknown])
      #expect(try other.oneBatch(.test).y.scalars(as: Int.self) == [0])
    }
  }

  @Test("fromCSV with classes, names without suffix below a folder, several classes, numbers, and a column of sides")
  func tables() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let rows = (0..<4).map { "00\($0)" }
      try write(
        "name,kind,tags,x,y,held\n"
          + rows.map { "\($0),k\((Int($0) ?? 0) % 2),a b,0.\($0),2,\($0 == "003" ? 1 : 0)\n" }.joined(),
        to: folder.appending("labels.csv"))
      func make(_ labels: LabelSource) throws -> ImageDataBunch {
        try ImageDataBunch(
          fromCSV: folder, folder: "class1", labels: labels, suffix: ".png", split: .column("held"),
          transforms: TransformPair(), size: 32, batchSize: 3, loading: .quiet)
      }
      let data = try make(.column("kind"))
      #expect(data.classes == ["k0", "k1"] && data.trainDataset.items.map(\.label) == [0, 1, 0])
      #expect(names(data.validDataset) == ["class1/003.png"] && data.targetKind == .category)
      let tags = try make(.column("tags", labelDelimiter: " "))
      #expect(tags.classes == ["a", "b"] && tags.targetKind == .multiCategory)
      #expect(try tags.oneBatch(.valid).y.scalars() == [1, 1])
      let numbers = try make(.numbers(["x", "y"]))
      #expect(numbers.classes.isEmpty && numbers.c == 2 && numbers.targetKind == .numbers)
      #expect(try numbers.oneBatch(.fix).y.shape == [3, 2])
      #expect(difference(try numbers.oneBatch(.valid).y.scalars(), [0.003, 2], absolute: 1e-6) == nil)
      #expect(throws: LearnerError.self) { try make(.numbers(["kind"])) }
      #expect(throws: LearnerError.self) { try make(.column("none")) }
    }
  }

  @Test("a cleaned.csv of fastai's cleaner is read, with Windows' separators too; missing files are told of")
  func cleaned() throws {
    try withDataSet(counts: [12, 12]) { folder in
      let rows = (0..<24).map { "class\($0 / 12)\\0\($0 % 12 < 10 ? "0" : "")\($0 % 12).png,class\($0 % 2)" }
      try write((["name,label"] + rows).joined(separator: "\r\n"), to: folder.appending("cleaned.csv"))
      let data = try ImageDataBunch(
        fromCSV: folder, csv: "cleaned.csv", folder: ".", split: .random, size: 32, batchSize: 4, loading: .quiet)
      #expect(data.trainDataset.count == 20 && data.validDataset.count == 4 && data.classes == ["class0", "class1"])
      for name in ["class0/000.png", "class1/001.png", "class1/002.png"] {
        try FileManager.default.removeItem(atPath: folder.appending(name).string)
      }
      let fewer = try ImageDataBunch(
        fromCSV: folder, csv: "cleaned.csv", split: .random, size: 32, batchSize: 4, loading: .quiet)
      #expect(fewer.trainDataset.count + fewer.validDataset.count == 21)
      let warning = try #require(fewer.warnings.first)
      #expect(warning.kind == .incompleteList && warning.paths.count == 3 && warning.message.contains("3 of the 24"))
      let none = try #require(throws: LearnerError.self) {
        try ImageDataBunch(fromCSV: folder, csv: "cleaned.csv", folder: "elsewhere", loading: .quiet)
      }
      #expect(none.message.hasPrefix("none of the 24 files"))
      #expect(throws: LearnerError.self) { try ImageDataBunch(fromCSV: folder, csv: "none.csv", loading: .quiet) }
    }
  }

  @Test("the shared cleaned.csv with Windows' separators finds its bears", .enabled(if: SharedData.bears != nil))
  func sharedCleaned() throws {
    let bears = try #require(SharedData.bears)
    let csv = bears.removingLastComponent().appending("cleaned-windows-paths.csv")
    let data = try ImageDataBunch(fromCSV: bears, csv: csv, size: 64, loading: .quiet)
    #expect(data.classes == ["black", "grizzly", "teddys"])
    let found = try #require(data.warnings.first)
    #expect(
      data.trainDataset.count + data.validDataset.count + found.paths.count <= 480 && data.trainDataset.count > 200)
  }

  @Test("by regular expression, by function and from lists, of all images or of those given")
  func names() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let regex = try ImageDataBunch(
        fromNameRegex: folder, pattern: #"/class(\d)/"#, split: .random, size: 32, batchSize: 4, loading: .quiet)
      #expect(regex.classes == ["0", "1"] && regex.trainDataset.count == 13)
      let some = try ImageDataBunch(
        fromNameFunction: folder, files: ["class0/000.png", "class0/001.png", "class1/002.png"], split: .none, size: 32,
        loading: .quiet
      ) { $0.lastComponent?.string == "001.png" ? "one" : "other" }
      #expect(some.classes == ["one", "other"] && some.trainDataset.items.map(\.label) == [1, 0, 1])
      let lists = try ImageDataBunch(
        fromLists: folder, files: ["class0/000.png", "class1/000.png"], labels: [.numbers([1]), .numbers([2])],
        split: .none, size: 32, loading: .quiet)
      #expect(lists.c == 1 && lists.targetKind == .numbers)
      #expect(throws: LearnerError.self) {
        try ImageDataBunch(fromLists: folder, files: ["class0/000.png"], labels: [], loading: .quiet)
      }
    }
  }

  @Test("single has the classes in the order given, and predicts images that are put in")
  func single() throws {
    try withDataSet(counts: [1, 1]) { folder in
      let data = try ImageDataBunch(single: ["teddys", "black", "grizzly"], size: 32)
      #expect(data.classes == ["teddys", "black", "grizzly"] && data.c == 3 && data.trainDataset.isEmpty)
      #expect(data.loader(.single) == nil && data.train.batchCount == 0)
      #expect(throws: LearnerError.self) { try data.oneBatch(.single) }
      data.setSingle(folder.appending("class1/000.png"))
      let batch = try data.oneBatch(.single)
      #expect(try batch.x.shape == [1, 3, 32, 32])
      #expect(batch.paths == [folder.appending("class1/000.png")])
      #expect(throws: LearnerError.self) { try ImageDataBunch(single: ["a", "b"], size: 0) }
    }
  }

  @Test("lists are filtered by function and folder, and looked for in some folders only")
  func filters() throws {
    try withDataSet(counts: [3, 3, 3]) { folder in
      let all = try ImageList(in: folder)
      #expect(all.files.count == 9 && all.warnings.isEmpty)
      #expect(all.filtered { $0.string.hasSuffix("000.png") }.files.count == 3)
      #expect(all.filtered(exclude: ["class0"]).files == (try ImageList(in: folder, exclude: ["class0"])).files)
      #expect(all.filtered(include: ["class2"]).files == (try ImageList(in: folder, include: ["class2"])).files)
      #expect(try ImageList(in: folder, recursive: false).files.isEmpty)
      #expect(throws: LearnerError.self) { try all.partial(1.5, seed: 1) }
      #expect(throws: LearnerError.self) { try all.sampled(probability: .nan, seed: 1) }
      let names = all.files.map(\.string)
      #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  @Test("links to folders are followed, each folder once")
  func links() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let outside = folder.appending("class1/inside")
      try FileManager.default.createSymbolicLink(atPath: outside.string, withDestinationPath: folder.string)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending("class2").string, withDestinationPath: folder.appending("class0").string)
      #expect(try ImageList(in: folder).files.count == 4)
    }
  }
}
