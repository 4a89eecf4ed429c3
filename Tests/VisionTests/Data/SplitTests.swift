import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Training

@testable import Vision

@Suite("Splits and NumPy's generator")
struct SplitTests {
  struct Numbers: Decodable {
    struct Other: Decodable { let uniform: [Double], permutation20: [Int] }
    let u32: [UInt32], uniform: [Double], permutations: [String: [Int]], twoPermutationsOf10: [[Int]]
    let otherSeeds: [String: Other], lessonValid614: [Int]
  }

  private let numbers: Numbers

  init() throws { numbers = try TorchFixture.load("rng") }

  @Test("integers, uniform numbers and permutations are NumPy's")
  func equalsNumPy() throws {
    func fresh() -> NumPyRandom { NumPyRandom(seed: 42) }
    var (a, b, c) = (fresh(), fresh(), fresh())
    #expect(numbers.u32.map { _ in a.nextUInt32() } == numbers.u32)
    #expect(numbers.uniform.map { _ in b.uniform() } == numbers.uniform)
    #expect((0..<2).map { _ in c.permutation(10) } == numbers.twoPermutationsOf10)
    for (count, want) in numbers.permutations {
      var generator = fresh()
      #expect(generator.permutation(try #require(Int(count))) == want)
    }
    for (seed, want) in numbers.otherSeeds {
      let seed = try #require(UInt32(seed))
      var (first, second) = (NumPyRandom(seed: seed), NumPyRandom(seed: seed))
      #expect(want.uniform.map { _ in first.uniform() } == want.uniform)
      #expect(second.permutation(20) == want.permutation20)
    }
  }

  @Test("the lesson's golden permutation, and the extremes")
  func golden() {
    var (a, b, c) = (NumPyRandom(seed: 42), NumPyRandom(seed: 42), NumPyRandom(seed: 42))
    #expect(a.permutation(10) == [8, 1, 5, 0, 7, 2, 9, 4, 3, 6])
    #expect(b.permutation(614).prefix(6) == [350, 377, 163, 609, 132, 578])
    #expect((0..<614).filter { _ in c.uniform() <= 0.2 } == numbers.lessonValid614)
    #expect(a.permutation(0) == [] && a.permutation(1) == [0])
  }

  // MARK: Rules over a list

  struct Splits: Decodable {
    struct Case: Decodable { let count: Int, fraction: Double, valid: [Int] }
    struct Parts: Decodable { let train: [Int], valid: [Int] }
    let pythonRandom: [Double], last: [Case], lesson: [Case], subsets: Parts, partial: [Int], byChance: [Int]
  }

  private func splits() throws -> Splits {
    let file = TorchFixture.folder.removingLastComponent().appending("data/splits.json")
    return try JSONDecoder().decode(Splits.self, from: Data(contentsOf: URL(filePath: file.string)))
  }

  /// Images that are nowhere, for rules that do not look at them.
  private func images(_ count: Int) throws -> LabelledImages {
    try ImageList(path: "/none", files: (0..<count).map { FilePath("\($0).jpg") }).labelled(
      by: .constant(.category("a")))
  }

  private func division(_ rule: SplitRule, _ count: Int, _ fraction: Double = 0.2, seed: UInt64 = 42) throws
    -> SplitRule.Division
  {
    try rule.division(of: images(count), validFraction: fraction, seed: seed)
  }

  @Test("the lesson's and the final notebook's splits come out image by image: 473/140, 473/141, 68/546, 448/111")
  func lessonSplits() throws {
    let splits = try splits()
    for want in splits.last {
      let got = try division(.random, want.count, want.fraction)
      #expect(got.valid == want.valid)
      #expect(got.train == Set(0..<want.count).subtracting(want.valid).sorted())
    }
    for want in splits.lesson {
      let got = try division(.lesson2018, want.count, want.fraction)
      #expect(got.valid == want.valid && got.train.count == want.count - want.valid.count)
    }
    func counts(_ rule: SplitRule, _ count: Int, _ fraction: Double) throws -> [Int] {
      let got = try division(rule, count, fraction)
      return [got.train.count, got.valid.count]
    }
    #expect(try counts(.lesson2018, 613, 0.2) == [473, 140])
    #expect(try counts(.lesson2018, 614, 0.2) == [473, 141])
    #expect(try counts(.lesson2018, 614, 0.9) == [68, 546])
    #expect(try counts(.random, 559, 0.2) == [448, 111])
    #expect(try counts(.random, 613, 0.2) == [491, 122])
  }

  @Test("subsets, partial data and chance draw what NumPy and Python draw")
  func otherDraws() throws {
    let splits = try splits()
    let parts = try division(.subsets(trainFraction: 0.3, validFraction: 0.15), 200)
    #expect(parts.train == splits.subsets.train && parts.valid == splits.subsets.valid)
    let list = try images(250).list
    #expect(try list.partial(0.1, seed: 42).files == splits.partial.map { list.files[$0] })
    let longer = try images(300).list
    #expect(try longer.sampled(probability: 0.25, seed: 42).files == splits.byChance.map { longer.files[$0] })
    var generator = NumPyRandom(pythonSeed: 42)
    #expect(splits.pythonRandom.map { _ in generator.uniform() } == splits.pythonRandom)
  }

  @Test("splits by number, by function, by lists, by names and none put each image where they say")
  func deterministicRules() throws {
    func sides(_ rule: SplitRule) throws -> [[Int]] {
      let got = try division(rule, 6)
      return [got.train, got.valid]
    }
    #expect(try sides(.none) == [[0, 1, 2, 3, 4, 5], []])
    #expect(try sides(.indices(valid: [4, 1])) == [[0, 2, 3, 5], [4, 1]])
    #expect(try sides(.indices(train: [5, 0], valid: [2])) == [[5, 0], [2]])
    #expect(try sides(.function { $0.string.contains("3") }) == [[0, 1, 2, 4, 5], [3]])
    #expect(try sides(.lists(train: ["1.jpg", "/none/5.jpg"], valid: ["./2.jpg"])) == [[1, 5], [2]])
    #expect(try sides(.fileNames(["0.jpg", "5.jpg"])) == [[1, 2, 3, 4], [0, 5]])
    try withTemporaryFolder { folder in
      let file = folder.appending("names.txt")
      try Data("0.jpg\r\n5.jpg\n\n".utf8).write(to: URL(filePath: file.string))
      #expect(try sides(.fileNames(in: file)) == [[1, 2, 3, 4], [0, 5]])
    }
  }

  @Test("rules that cannot be followed are errors that say what to do")
  func refusals() throws {
    func code(_ rule: SplitRule, _ fraction: Double = 0.2, seed: UInt64 = 42) throws -> LearnerError.Code? {
      let error = try #require(throws: LearnerError.self) { try division(rule, 6, fraction, seed: seed) }
      #expect(error.remedy?.isEmpty == false)
      return error.code
    }
    for fraction in [-0.1, 1, 1.5, .nan] { #expect(try code(.random, fraction) == .usage) }
    #expect(try code(.random, seed: 1 << 32) == .usage)
    #expect(try code(.indices(valid: [6])) == .usage)
    #expect(try code(.indices(valid: [2, 2])) == .usage)
    #expect(try code(.indices(train: [1], valid: [1])) == .usage)
    #expect(try code(.subsets(trainFraction: 0.7, validFraction: 0.4)) == .usage)
    #expect(try code(.lists(train: ["1.jpg"], valid: ["1.jpg"])) == .data)
    #expect(try code(.lists(train: ["x.jpg"], valid: ["y.jpg"])) == .data)
    #expect(try code(.fileNames(["x.jpg"])) == .data)
    #expect(try code(.fileNames(in: "/none/names.txt")) == .file)
    #expect(try code(.column(2)) == .usage)
    #expect(try code(.folder) == .data)
  }

  @Test("with the random split, training items stay in order and validation items come as drawn")
  func order() throws {
    try withDataSet(counts: [12, 12]) { folder in
      let data = try smallBunch(folder)
      let paths = data.train.items.map(\.path.string)
      #expect(paths == paths.sorted())
      var generator = NumPyRandom(seed: 42)
      let drawn = generator.permutation(24).prefix(6)
      let all = (paths + (data.valid?.items.map(\.path.string) ?? [])).sorted()
      #expect(data.valid?.items.map(\.path.string) == drawn.map { all[$0] })
    }
  }

  @Test("the folder split goes by the folders below the data set, whatever the data set itself is called")
  func folders() throws {
    try withTemporaryFolder { parent in
      let folder = parent.appending("valid")
      try drawDataSet(in: folder.appending("train"), counts: [3, 3])
      try drawDataSet(in: folder.appending("valid"), counts: [1, 2], from: 20)
      let data = try ImageDataBunch(fromFolder: folder, split: .folder, size: 32, loading: .quiet)
      #expect(data.train.itemCount == 6 && data.valid?.itemCount == 3)
      #expect(data.valid?.items.map(\.label) == [0, 1, 1])
    }
  }
}
