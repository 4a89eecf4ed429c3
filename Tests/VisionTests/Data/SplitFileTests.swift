import Catalog
import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Training

@testable import Vision

@Suite("Splits in files")
struct SplitFileTests {
  private func write(_ text: String, to path: FilePath) throws -> FilePath {
    try Data(text.utf8).write(to: URL(filePath: path.string))
    return path
  }

  /// Names of both parts.
  private func sides(_ folder: FilePath, _ csv: String) throws -> (train: [String], valid: [String], SplitImages) {
    let file = try write(csv, to: folder.appending("split.csv"))
    let split = try ImageList(in: folder).labelled(by: .folder).split(.csv(file))
    let names = { (places: [Int]) in places.map { split.images.list.relativePath($0).string } }
    return (names(split.train), names(split.valid), split)
  }

  @Test("sides by name, by number, with other columns between, with Windows' separators, absolute and relative")
  func reads() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let forms = [
        "path,side\nclass0/000.png,train\nclass0/001.png,valid\nclass1/000.png,train\nclass1/001.png,valid\n",
        "class0/000.png,train\nclass0/001.png,valid\nclass1/000.png,training\nclass1/001.png,val",
        "is_valid,label,path\r\n0,a,class0\\000.png\r\n1,a,class0\\001.png\r\n0,b,class1\\000.png\r\n1,b,class1\\001.png\r\n",
        "\u{FEFF}name,label,is_valid\n\"class0/000.png\",\"a,\"\"b\",False\nclass0/001.png,b,True\n"
          + "./class1/000.png,,0\n\(folder)/class1/001.png,x,1\n",
      ]
      for form in forms {
        let got = try sides(folder, form)
        #expect(
          got.train == ["class0/000.png", "class1/000.png"] && got.valid == ["class0/001.png", "class1/001.png"])
        #expect(got.2.warnings.isEmpty)
      }
    }
  }

  @Test("images that the file does not name are left out, and files that are not there are counted, with warnings")
  func incomplete() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let got = try sides(folder, "path,side\nclass0/000.png,train\nclass1/001.png,valid\nclass1/gone.png,train\n")
      #expect(got.train == ["class0/000.png"] && got.valid == ["class1/001.png"])
      #expect(got.2.warnings.map(\.kind) == [.incompleteList, .incompleteList])
      #expect(got.2.warnings[0].message.contains("class1/gone.png") && got.2.warnings[0].message.contains("1 of the 3"))
      #expect(got.2.warnings[1].message.hasPrefix("2 images") && got.2.warnings[1].paths.count == 2)
    }
  }

  @Test("a word that is no side, a missing field, a path on both sides and a strange file are errors with the line")
  func refusals() throws {
    try withDataSet(counts: [2, 2]) { folder in
      func refuses(_ csv: String, _ words: String) throws {
        let error = try #require(throws: LearnerError.self) { try sides(folder, csv) }
        #expect(error.remedy != nil && error.code == .data)
        #expect(error.message.contains(words))
      }
      try refuses("path,side\nclass0/000.png,train\nclass0/001.png,left", "line 3: 'left'")
      try refuses("path,side\nclass0/000.png", "line 2")
      try refuses("path,side\n,train", "line 2")
      try refuses("path,side\nclass0/000.png,train\nclass0/000.png,valid", "both sides")
      try refuses("path,side\nother/000.png,train\n", "none of the 1")
      try refuses("path,side\n\"class0/000.png,train\n", "line 2")
      try refuses("<html>no table</html>", "line 1")
      try refuses("", "none of the 0")
      #expect(throws: LearnerError.self) { try ImageList(in: folder).labelled(by: .folder).split(.csv("/none.csv")) }
    }
  }

  @Test("what was written reads back as the same split, and names and labels are quoted where they must be")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder, counts: [9, 9])
      try FileManager.default.moveItem(
        atPath: folder.appending("class1").string, toPath: folder.appending("a, \"b\"").string)
      let split = try ImageList(in: folder).labelled(by: .folder).split(.stable, validFraction: 0.4)
      let file = folder.appending("split.csv")
      try split.write(to: file)
      let again = try ImageList(in: folder).labelled(by: .folder).split(.csv(file))
      #expect(again.train == split.train && again.valid == split.valid && again.warnings.isEmpty)
      let table = try CSVTable(contentsOf: file)
      #expect(table.header == ["path", "label", "is_valid"] && table.rows.count == 18)
      #expect(table.rows[0].fields[0] == "a, \"b\"/000.png" && table.rows[0].fields[1] == "a, \"b\"")
      #expect(throws: LearnerError.self) { try split.write(to: folder.appending("missing/split.csv")) }
    }
  }
}
