import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Labels and classes")
struct LabelTests {
  private func labels(_ files: [FilePath], _ source: LabelSource) throws -> [ImageLabel] {
    try ImageList(path: "/data", files: files).labelled(by: source).labels
  }

  private func names(_ files: [FilePath], _ source: LabelSource) throws -> [String] {
    try labels(files, source).map { try #require($0.classes.first) }
  }

  @Test("a class is the first folder, below train and valid where there is nothing else; or the parent folder")
  func folders() throws {
    #expect(try names(["a/1.jpg", "b/deep/2.jpg"], .folder) == ["a", "b"])
    #expect(try names(["train/a/1.jpg", "valid/b/x/2.jpg", "test/c/3.jpg"], .folder) == ["a", "b", "c"])
    #expect(try names(["train/1.jpg", "bus/2.jpg"], .folder) == ["train", "bus"])
    #expect(try names(["left/a/1.jpg", "right/b/2.jpg"], .folder(below: ["left", "right"])) == ["a", "b"])
    #expect(try names(["a/1.jpg", "b/deep/2.jpg"], .parentFolder) == ["a", "deep"])
    #expect(throws: LearnerError.self) { try labels(["1.jpg", "a/2.jpg"], .folder) }
    #expect(throws: LearnerError.self) { try labels(["train/1.jpg"], .folder) }
  }

  @Test("a regular expression's first group, searched in the whole path, Python's named groups too")
  func regex() throws {
    let files: [FilePath] = ["cats/great_pyrenees_173.jpg", "x/Abyssinian_1.jpg"]
    #expect(try names(files, .regex(#"/([^/]+)_\d+.jpg$"#)) == ["great_pyrenees", "Abyssinian"])
    #expect(try names(files, .regex(#"(?P<kind>[A-Za-z]+)_"#)) == ["great", "Abyssinian"])
    let error = try #require(throws: LearnerError.self) { try labels(files, .regex(#"(great)"#)) }
    #expect(error.message == #"failed to find "(great)" in "/data/x/Abyssinian_1.jpg""#)
    #expect(try #require(throws: LearnerError.self) { try labels(files, .regex("(")) }.code == .usage)
    #expect(throws: LearnerError.self) { try labels(files, .regex("great")) }
  }

  @Test("functions, constants and lists; lists of another length and mixed kinds are refused")
  func others() throws {
    let files: [FilePath] = ["cat.1.jpg", "dog.2.jpg"]
    #expect(
      try names(files, .function { $0.lastComponent?.string.hasPrefix("cat") == true ? "cat" : "dog" }) == [
        "cat", "dog",
      ])
    #expect(try labels(files, .constant(.numbers([0]))) == [.numbers([0]), .numbers([0])])
    #expect(try labels(files, .list([.categories(["a", "b"]), .categories([])])).map(\.classes) == [["a", "b"], []])
    for wrong in [
      LabelSource.list(["a"]), .list([.category("a"), .numbers([1])]), .list([.numbers([1]), .numbers([1, 2])]),
      .column(1), .function { _ in throw LearnerError(.data, "none") },
    ] {
      #expect(throws: LearnerError.self) { try labels(files, wrong) }
    }
  }

  private func split(_ labels: [ImageLabel], valid: [Int]) throws -> SplitImages {
    try ImageList(path: "/data", files: labels.indices.map { FilePath("\($0).jpg") }).labelled(by: .list(labels))
      .split(.indices(valid: valid))
  }

  @Test("classes come from training images, sorted by code points or naturally, or as given")
  func classes() throws {
    let some = try split(["10", "2", "Zebra", "ä", "a", "1", "2"].map { .category($0) }, valid: [6])
    func classes(_ given: [String]? = nil, _ order: ClassOrder = .codePoints) throws -> [String] {
      try some.datasets(classes: given, order: order).train.vocabulary.classes
    }
    #expect(try classes() == ["1", "10", "2", "Zebra", "a", "ä"])
    #expect(try classes(nil, .natural) == ["1", "2", "10", "Zebra", "a", "ä"])
    let given = ["ä", "a", "Zebra", "2", "10", "1", "more"]
    #expect(try classes(given) == given)
    #expect(try some.datasets(classes: given, order: .natural).valid.items.map(\.label) == [3])
    #expect(throws: LearnerError.self) { try classes(["1", "2"]) }
    let natural = ["img12", "img2b", "img2a", "img02", "7", "img", "x1y10", "x1y9"]
    #expect(ClassOrder.natural.sorted(natural) == ["7", "img", "img02", "img2a", "img2b", "img12", "x1y9", "x1y10"])
  }

  @Test("validation images of classes that no training image has are left out with a warning of at most five names")
  func unknown() throws {
    let labels = (0..<4).map { ImageLabel.category("known\($0 % 2)") } + (0..<7).map { .category("new\($0)") }
    let parts = try split(labels, valid: [3] + Array(4..<11)).datasets(classes: nil, order: .codePoints)
    #expect(parts.train.vocabulary.classes == ["known0", "known1"] && parts.valid.items.map(\.label) == [1])
    let warning = try #require(parts.warnings.first)
    #expect(warning.kind == .unknownLabels && warning.paths.count == 7)
    #expect(warning.message.hasSuffix("new0, new1, new2, new3, new4 (and 2 more)"))
  }

  @Test("several classes become zeros and ones, numbers stay numbers, and images that nobody labelled are zeros")
  func targets() throws {
    let several = try split(
      [.categories(["b", "a"]), .categories([]), .categories(["c", "b", "b"]), .categories(["a"])], valid: [3])
    let train = try several.datasets(classes: nil, order: .codePoints).train
    #expect(train.vocabulary.kind == .multiCategory && train.classCounts == [1, 2, 1])
    let y = try train.vocabulary.tensor(of: train.items.map(\.target) + [.unknown])
    #expect(y.shape == [4, 3] && y.dtype == .float32)
    #expect(try y.scalars() == [1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0])
    #expect(train.label(at: 2) == "b, c" && train.label(at: 1) == "")

    let numbers = try split([.numbers([0.5, -1]), .numbers([2, 3])], valid: []).datasets(
      classes: nil, order: .codePoints)
    let targets = try numbers.train.vocabulary.tensor(of: numbers.train.items.map(\.target) + [.unknown])
    #expect(targets.shape == [3, 2] && numbers.train.vocabulary.outputCount == 2)
    #expect(try targets.scalars() == [0.5, -1, 2, 3, 0, 0] && numbers.train.label(at: 0) == "0.5, -1.0")

    let one = Vocabulary(.category, classes: ["a", "b"])
    let classes = try one.tensor(of: [.category(1), .unknown, .category(0)])
    #expect(classes.dtype == .int64 && classes.shape == [3])
    #expect(try classes.scalars(as: Int.self) == [1, 0, 0])
  }
}
